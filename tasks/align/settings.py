"""Settings of the `align` stage."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class AlignSettings(BaseModel):
    """Which beads are worth keeping, and how much work a pair of documents may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scorer: Literal["figures", "lexicon", "encoder", "auto"] = Field(
        default="lexicon",
        description="What sentences are compared by: figures, names and lengths; the words of a dictionary as well;"
        " sentence vectors as well, which takes ten times as long; auto takes vectors for pairs that are not too long",
    )
    max_encoded_segments: int = Field(
        default=4_000,
        ge=0,
        description="Segments of both sides up to which the scorer auto takes sentence vectors: a few seconds",
        json_schema_extra={"unit": "segment"},
    )
    min_confidence: float = Field(
        default=0.2, ge=0, le=1, description="Beads of a smaller estimated probability are left out"
    )
    max_segments: int = Field(
        default=100_000,
        ge=1,
        description="A pair with more segments on one side is rejected, to bound memory and time",
        json_schema_extra={"unit": "segment"},
    )
    max_half_width: int = Field(
        default=512,
        ge=24,
        le=4096,
        description="How far from the expected place a translation is searched where no figures guide the search",
        json_schema_extra={"unit": "segment"},
    )
