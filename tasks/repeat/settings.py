"""Settings of the stages `count` and `repeat`."""

from pydantic import BaseModel, ConfigDict, Field


class RepeatSettings(BaseModel):
    """What can be chosen about lines that stand in several documents of a run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    over_run: bool = Field(
        default=True, description="Let lines that stand in several documents of the run speak for menus and footers"
    )
    min_documents: int = Field(
        default=3, ge=2, description="Documents in which a line must stand for that, copies of one counted once"
    )
