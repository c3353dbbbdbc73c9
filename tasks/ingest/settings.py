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
    max_html_bytes: int = Field(
        default=8 << 20,
        ge=1,
        description="Larger web pages are rejected: reading a page takes many times its size",
        json_schema_extra={"unit": "byte"},
    )
    max_pdf_pages: int = Field(
        default=5000, ge=1, description="A PDF of more pages is rejected", json_schema_extra={"unit": "page"}
    )
    max_unpacked_bytes: int = Field(
        default=256 << 20,
        ge=1,
        description="A DOCX that unpacks to more is rejected, before it is unpacked",
        json_schema_extra={"unit": "byte"},
    )
