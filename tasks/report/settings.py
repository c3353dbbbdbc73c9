"""Settings of the `report` stage."""

from pydantic import BaseModel, ConfigDict, Field


class ReportSettings(BaseModel):
    """What the page shows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_rows: int = Field(default=500, ge=1, description="Rows that a list of the page shows at most")
