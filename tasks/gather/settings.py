"""Settings of the `gather` stage."""

from pydantic import BaseModel, ConfigDict, Field


class GatherSettings(BaseModel):
    """Which facts are brought together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min_confidence: float = Field(
        default=0.5, ge=0, le=1, description="Facts below this estimated probability of being right state no indicator"
    )
    needs_place: bool = Field(
        default=True, description="Whether a fact without a place is left out: it could be about anywhere"
    )
    needs_time: bool = Field(default=True, description="Whether a fact without a time is left out")
