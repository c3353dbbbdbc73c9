"""Settings of the `publish` stage."""

from pydantic import BaseModel, ConfigDict, Field


class GuardSettings(BaseModel):
    """How much poorer than the last one a version may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_drop: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Share of the documents, or of the segments, facts or beads a document, that may be gone",
    )
    max_shift: float = Field(
        default=0.25,
        ge=0,
        le=1,
        description="By how much the share of a language, of rejects or of conflicts may change",
    )
    least_documents: int = Field(default=20, ge=1, description="Versions with fewer documents are not compared")
    force: bool = Field(default=False, description="Publish all the same")


class PublishSettings(BaseModel):
    """How tables are cut into Parquet files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_part_bytes: int = Field(default=128 << 20, ge=1 << 16, description="A new Parquet file is begun at this size")
    row_group_rows: int = Field(default=128 << 10, ge=1, description="Rows of a row group at most")
    row_group_bytes: int = Field(default=16 << 20, ge=1 << 10, description="Text of a row group at most, about")
    guard: GuardSettings = GuardSettings()
    licence: str | None = Field(
        default=None, description="Licence of the documents, an SPDX name or a sentence, for the card of a version"
    )
