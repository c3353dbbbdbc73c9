"""Settings of the `crosscheck` stage."""

from pydantic import BaseModel, ConfigDict, Field


class CrosscheckSettings(BaseModel):
    """When two figures that differ are called a conflict."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min_bead_confidence: float = Field(
        default=0.6,
        ge=0,
        le=1,
        description="In a less certain bead, figures that differ are reported as standing in one language only",
    )
    min_fact_confidence: float = Field(
        default=0.5, ge=0, le=1, description="A conflict needs facts that were read with such a confidence"
    )
    max_value_ratio: float = Field(
        default=10.0,
        gt=1,
        description="Figures of one kind that differ by a larger factor, no power of ten, are different figures",
    )
