"""Settings of the `extract` stage."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from .own_extractors import resolve_extractors
from .vocabulary import Vocabulary


class ExtractSettings(BaseModel):
    """Which facts are read out of the segments."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min_confidence: float = Field(
        default=0.0,
        ge=0.0,
        le=1.0,
        description="Facts below this estimated probability of being right are left out; by default none is",
    )
    max_segment_chars: int = Field(
        default=200_000,
        ge=1,
        description="A longer segment is no sentence (a dump, a base64 block) and yields no fact, to bound time",
        json_schema_extra={"unit": "code point"},
    )
    vocabulary: Vocabulary = Field(
        default=Vocabulary(),
        description="Units, places and refusing words of your own; in a settings file also the name of a TOML file",
    )
    extractors: Annotated[tuple[str, ...], AfterValidator(resolve_extractors)] = Field(
        default=(), description="Extractors of installed packages to ask, by their entry point in hedui.extractors"
    )
