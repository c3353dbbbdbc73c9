"""Settings of the `repair` stage."""

from pydantic import BaseModel, ConfigDict, Field


class RepairSettings(BaseModel):
    """How sure the stage must be before it changes a text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    skip_rules: tuple[str, ...] = Field(
        default=(), description="Names of rules that are not applied, as in the column rule of `edits`"
    )
    judged_bytes: int = Field(
        default=1 << 18,
        ge=1 << 10,
        description="Charsets are judged by the first bytes of a document, up to this many",
        json_schema_extra={"unit": "byte"},
    )
    max_control_share: float = Field(
        default=0.1,
        ge=0,
        le=1,
        description="A document with a larger share of control characters is binary data",
    )
    min_line_bits: float = Field(
        default=40.0,
        ge=0,
        description="A line is read in another charset only where this makes it so many bits cheaper",
        json_schema_extra={"unit": "bit"},
    )
    min_further_line_bits: float = Field(
        default=14.0,
        ge=0,
        description="The same, for a line of a document in which another line has passed with the same charset",
        json_schema_extra={"unit": "bit"},
    )
    min_readings: int = Field(
        default=4,
        ge=1,
        description="Readings in brackets are damage only in a document with at least so many",
    )
