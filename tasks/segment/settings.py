"""Settings of the stage `segment`."""

from pydantic import BaseModel, ConfigDict, Field


class SegmentSettings(BaseModel):
    """What can be chosen about cutting and judging segments."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    join_wrapped_lines: bool = Field(default=True, description="Join lines of prose that was wrapped at a fixed width")
    use_langdetect: bool = Field(
        default=True, description="Ask langdetect about Latin-script segments that frequent English words leave open"
    )
    mixed_share: float = Field(
        default=0.2, ge=0.01, le=0.5, description="Share of words from which the lesser language makes a sentence mixed"
    )
