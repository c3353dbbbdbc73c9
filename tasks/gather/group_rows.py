"""Number the rows of a table by what they have in common, in columns: no Python object a row."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers = npt.NDArray[np.int64]


def number_groups(columns: Iterable[pa.ChunkedArray]) -> Numbers:
    """A number for each row, shape (rows,), the same for rows that are equal in all columns; null counts as empty."""
    numbers: Numbers | None = None
    for column in columns:
        codes = _encode(column)
        numbers = codes if numbers is None else _join(numbers, codes)
    return np.zeros(0, np.int64) if numbers is None else numbers


def _encode(column: pa.ChunkedArray) -> Numbers:
    filled = pc.fill_null(column, "") if column.null_count else column
    indices: Numbers = filled.combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    return indices


def _join(numbers: Numbers, codes: Numbers) -> Numbers:
    """Numbers of pairs, made small again so that the next column cannot overflow them."""
    if not len(numbers):
        return numbers
    _, places = np.unique(numbers * (int(codes.max()) + 1) + codes, return_inverse=True)
    joined: Numbers = places.astype(np.int64).reshape(-1)
    return joined


def order_groups(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The rows group by group, and where each group begins among them, with the end: shapes (rows,) and (groups + 1,).

    Within a group rows keep their order.
    """
    order = np.argsort(numbers, kind="stable")
    is_first = np.diff(numbers[order], prepend=-1) != 0
    return order, np.append(np.flatnonzero(is_first), len(order))


def list_columns(table: pa.Table, names: Iterable[str]) -> list[list[Any]]:
    """The values of some columns of a table, a list for each."""
    return [table[name].to_pylist() for name in names]
