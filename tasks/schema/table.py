"""What a table is: columns with type, unit, nullability and description, and the Arrow schema made of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from ..core.errors import SchemaError


@dataclass(frozen=True)
class Column:
    """One column. `unit` is None where the value has none; `coded` asks Parquet for a dictionary."""

    name: str
    type: pa.DataType
    description: str
    nullable: bool = False
    unit: str | None = None
    coded: bool = False

    def field(self) -> pa.Field:
        """The Arrow field, with description and unit in its metadata."""
        metadata = {"description": self.description}
        if self.unit:
            metadata["unit"] = self.unit
        return pa.field(self.name, self.type, nullable=self.nullable, metadata=metadata)


@dataclass(frozen=True)
class Table:
    """One table: `key` names the columns that are unique together, `references` maps a column to `table.column`.

    Rows ascend by the columns of `order`, where `document_id` counts as the place of the document in `documents`.
    `version` follows one rule: patch for words, minor for a new nullable column, major for the rest.
    """

    name: str
    version: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ()

    @cached_property
    def arrow(self) -> pa.Schema:
        """The Arrow schema, with name, version and description in its metadata."""
        metadata = {"table": self.name, "schema_version": self.version, "description": self.description}
        return pa.schema([column.field() for column in self.columns], metadata=metadata)

    @property
    def names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]

    @cached_property
    def coded(self) -> list[str]:
        """The columns of text that Parquet is asked to hold as codes with a dictionary."""
        return [column.name for column in self.columns if column.coded and pa.types.is_string(column.type)]

    def from_rows(self, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
        """An Arrow table of tuples in column order.

        Raises SchemaError when a value does not fit its column.
        """
        by_column: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else ([] for _ in self.columns)
        try:
            columns = dict(zip(self.names, by_column, strict=True))
        except (ValueError, TypeError) as error:
            raise SchemaError(f"a row does not fit the table {self.name}: {error}") from error
        return self.from_columns(columns, len(rows))

    def from_columns(self, columns: Mapping[str, Sequence[Any] | pa.Array], n_rows: int) -> pa.Table:
        """An Arrow table of `n_rows` values by column name; a column that is not named is null throughout.

        Raises SchemaError when a name is not one of the table, or values do not fit their column or are too few.
        """
        unknown = [name for name in columns if name not in self.arrow.names]
        if unknown:
            raise SchemaError(f"the table {self.name} has no column {unknown[0]}")
        try:
            arrays = [
                pa.array(columns[column.name], type=column.type)
                if column.name in columns
                else pa.nulls(n_rows, column.type)
                for column in self.columns
            ]
            table = pa.Table.from_arrays(arrays, schema=self.arrow)
        except (pa.ArrowException, ValueError, TypeError, OverflowError) as error:
            raise SchemaError(f"a row does not fit the table {self.name}: {error}") from error
        if table.num_rows != n_rows:
            raise SchemaError(f"the table {self.name} was to have {n_rows} rows and has {table.num_rows}")
        return self.check(table)

    def empty(self) -> pa.Table:
        """The table without rows."""
        return self.arrow.empty_table()

    def check(self, table: pa.Table) -> pa.Table:
        """The table itself.

        Raises SchemaError when names, types or nulls are not as promised.
        """
        if not table.schema.equals(self.arrow):
            raise SchemaError(
                f"the table {self.name} has the columns {table.schema.to_string(show_field_metadata=False)}"
            )
        for column in self.columns:
            if not column.nullable and table.column(column.name).null_count:
                raise SchemaError(f"{self.name}.{column.name} holds nulls and must not")
        return table
