"""Settings of the `ingest` stage."""

from pydantic import BaseModel, ConfigDict, Field


class IngestSettings(BaseModel):
    """Which files are documents, and how they are brought together in shards."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    exclude: tuple[str, ...] = Field(
        default=("README*", "LICENSE*", "pairs.csv"),
        description="File names (shell patterns) inside a folder that are no documents; hidden files never are",
    )
    max_document_bytes: int = Field(
        default=32 << 20,
        ge=1,
        le=1 << 30,
        description="Larger files are rejected, to bound memory and time",
        json_schema_extra={"unit": "byte"},
    )
    max_shard_bytes: int = Field(
        default=24 << 20,
        ge=1 << 10,
        description="Documents are brought together in shards of at most this size",
        json_schema_extra={"unit": "byte"},
    )
