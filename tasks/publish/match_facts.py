"""Which fact of an older version is which fact of a newer one, and in which columns the two differ."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..schema import FACTS
from ..store.versions import Version

Row = dict[str, Any]
"""A fact: values by column, with `uri` and `context`."""

PLACE = {"fact_id", "document_id", "segment_id", "char_start", "char_end", "byte_start", "byte_end"}
"""Where a fact stands. It is the same fact when text before it grew."""
JUDGEMENT = {"rule", "confidence"}
"""How a fact was read. It says the same when another rule reads it."""
DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class FactChange:
    """A fact that was added (no `old`), removed (no `new`), or says something else; `columns` names what differs."""

    uri: str
    old: Row | None
    new: Row | None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matched:
    """Changes of facts in documents that both versions have, and for each older fact_id the newer one if it differs."""

    changes: list[FactChange]
    renamed: dict[str, str]


def compared_columns(old: Version, new: Version) -> list[str]:
    """The columns that say what a fact states, as far as both versions have them."""
    known = set(old.columns("facts")) & set(new.columns("facts"))
    return [name for name in FACTS.names if name in known - PLACE - JUDGEMENT]


def match_facts(old: Version, new: Version, old_uris: Mapping[str, str], new_uris: Mapping[str, str]) -> Matched:
    """Match by fact_id, then by place in the same bytes, then by the sentence with its figures left out.

    `old_uris` and `new_uris` give the uri of each document_id. Only facts that changed are held in memory as rows.
    """
    columns = compared_columns(old, new)
    changed, gone, come = _split_by_id(old, new, columns)
    shared = set(old_uris.values()) & set(new_uris.values())
    before = _read_facts(old, pa.concat_arrays([changed, gone]), columns, old_uris)
    after = _read_facts(new, pa.concat_arrays([changed, come]), columns, new_uris)
    matcher = _Matcher(
        columns, [row for row in before if row["uri"] in shared], [row for row in after if row["uri"] in shared]
    )
    for key in (_by_id, _by_bytes, lambda row: _by_words(row, columns), _by_context):
        matcher.match(key)
    return matcher.finish()


def _split_by_id(old: Version, new: Version, columns: Sequence[str]) -> tuple[pa.Array, pa.Array, pa.Array]:
    """The fact_ids that both versions have with different values, those that only the old one has, only the new."""
    ids, new_ids = (_column(version, "fact_id") for version in (old, new))
    places = pc.index_in(new_ids, value_set=ids)
    common = pc.drop_null(places)
    rows = pc.is_valid(places)
    differs = np.zeros(len(common), dtype=bool)
    for name in columns:
        before, after = _column(old, name).take(common), _column(new, name).filter(rows)
        differs |= _differ(before, after)
    changed = new_ids.filter(rows).filter(pa.array(differs))
    return changed, ids.filter(pc.invert(pc.is_in(ids, value_set=new_ids))), new_ids.filter(pc.invert(rows))


def _column(version: Version, name: str) -> pa.Array:
    column = version.read("facts", [name])[name].combine_chunks()
    return pc.binary_join(column, "\x1f") if pa.types.is_list(column.type) else column


def _differ(before: pa.Array, after: pa.Array) -> Any:
    """Whether values differ, shape (values,); null differs from all but null."""
    other = pc.fill_null(pc.not_equal(before, after), False)
    return pc.or_(other, pc.xor(pc.is_null(before), pc.is_null(after))).to_numpy(zero_copy_only=False)


def _read_facts(version: Version, ids: pa.Array, columns: Sequence[str], uris: Mapping[str, str]) -> list[Row]:
    names = ["fact_id", "document_id", "segment_id", "char_start", "byte_start", *columns]
    rows: list[Row] = version.read("facts", names, pc.field("fact_id").isin(ids)).to_pylist()
    wanted = pa.array(sorted({row["segment_id"] for row in rows}), pa.string())
    names = ["segment_id", "char_start", "text"]
    segments = version.read("segments", names, pc.field("segment_id").isin(wanted)).to_pylist()
    texts = {segment["segment_id"]: segment for segment in segments}
    by_segment = defaultdict(list)
    for row in rows:
        row["uri"] = uris[row["document_id"]]
        by_segment[row["segment_id"]].append(row)
    for segment_id, found in by_segment.items():
        context = leave_out_figures(texts[segment_id]["text"], texts[segment_id]["char_start"], found)
        for row in found:
            row["context"] = context
    return rows


def leave_out_figures(text: str, start: int, facts: Iterable[Row]) -> str:
    """A segment that begins at `start` without the quotes of its facts and without other digits."""
    for row in sorted(facts, key=lambda row: -int(row["char_start"])):
        at = row["char_start"] - start
        text = f"{text[:at]}\0{text[at + len(row['quote']) :]}"
    return DIGITS.sub("#", text)


def _by_id(row: Row) -> Hashable:
    return str(row["fact_id"])


def _by_bytes(row: Row) -> Hashable:
    return row["document_id"], row["byte_start"], row["kind"]


def _by_words(row: Row, columns: Sequence[str]) -> Hashable:
    return row["uri"], row["context"], *(str(row[name]) for name in columns)


def _by_context(row: Row) -> Hashable:
    return row["uri"], row["context"], row["kind"]


class _Matcher:
    """Takes facts of both sides away in pairs; within one key in the order of the text."""

    def __init__(self, columns: Sequence[str], old: list[Row], new: list[Row]):
        self._columns, self._old, self._new = columns, old, new
        self._pairs: list[tuple[Row, Row]] = []

    def match(self, key: Callable[[Row], Hashable]) -> None:
        waiting = defaultdict(list)
        for row in self._old:
            waiting[key(row)].append(row)
        for found in waiting.values():
            found.reverse()
        rest = []
        for row in self._new:
            found = waiting.get(key(row), [])
            if found:
                self._pairs.append((found.pop(), row))
            else:
                rest.append(row)
        matched = {id(old) for old, _ in self._pairs}
        self._old, self._new = [row for row in self._old if id(row) not in matched], rest

    def finish(self) -> Matched:
        renamed = {old["fact_id"]: new["fact_id"] for old, new in self._pairs if old["fact_id"] != new["fact_id"]}
        changes = [*self._find_changed(), *(FactChange(row["uri"], row, None) for row in self._old)]
        changes += [FactChange(row["uri"], None, row) for row in self._new]
        return Matched(sorted(changes, key=_order), renamed)

    def _find_changed(self) -> Iterator[FactChange]:
        for old, new in self._pairs:
            columns = tuple(name for name in self._columns if old[name] != new[name])
            if columns:
                yield FactChange(new["uri"], old, new, columns)


def _order(change: FactChange) -> tuple[str, int, bool]:
    row = change.new or change.old or {}
    return change.uri, row["byte_start"], change.new is None
