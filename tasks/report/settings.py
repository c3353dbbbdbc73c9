"""Settings of the `report` stage."""

from pydantic import BaseModel, ConfigDict, Field


class ReportSettings(BaseModel):
    """What the page shows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_segments: int = Field(
        default=5000,
        ge=0,
        description="Segments of text that the page shows, about; those of conflicts are always there",
    )
    max_rows: int = Field(default=500, ge=1, description="Rows that a list of the page shows at most")
