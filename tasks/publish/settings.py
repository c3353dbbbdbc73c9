"""Settings of the `publish` stage."""

from pydantic import BaseModel, ConfigDict, Field


class PublishSettings(BaseModel):
    """How tables are cut into Parquet files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_part_bytes: int = Field(default=128 << 20, ge=1 << 16, description="A new Parquet file is begun at this size")
    row_group_rows: int = Field(default=128 << 10, ge=1, description="Rows of a row group at most")
    row_group_bytes: int = Field(default=16 << 20, ge=1 << 10, description="Text of a row group at most, about")
    licence: str | None = Field(
        default=None, description="Licence of the documents, an SPDX name or a sentence, for the card of a version"
    )
