"""Which verdicts on figures turned between two versions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..store.versions import Version

Row = dict[str, Any]
COLUMNS = ["kind", "zh_fact_id", "en_fact_id", "status", "reason"]
SIDES = ("zh_fact_id", "en_fact_id")


@dataclass(frozen=True)
class VerdictChange:
    """A verdict that is new (no `old`), gone (no `new`), or another one. Rows have both quotes besides `COLUMNS`."""

    old: Row | None
    new: Row | None


def match_verdicts(old: Version, new: Version, renamed: Mapping[str, str]) -> list[VerdictChange]:
    """Match verdicts by their facts; `renamed` gives for an older fact_id the newer one where they differ."""
    before, after = _read_changed(old, new), _read_changed(new, old)
    _add_quotes(old, before)
    _add_quotes(new, after)
    return list(_pair(before, after, renamed))


def _pair(before: list[Row], after: list[Row], renamed: Mapping[str, str]) -> Iterator[VerdictChange]:
    by_fact = {(row["kind"], row[side]): row for row in after for side in SIDES if row[side] is not None}
    seen: set[int] = set()
    for old in before:
        facts = [(old["kind"], renamed.get(old[side], old[side])) for side in SIDES if old[side] is not None]
        new = next((by_fact[fact] for fact in facts if fact in by_fact), None)
        if new is None:
            yield VerdictChange(old, None)
        elif id(new) not in seen and (old["status"], old["reason"]) != (new["status"], new["reason"]):
            yield VerdictChange(old, new)
        seen.add(id(new))
    for new in after:
        if id(new) not in seen:
            yield VerdictChange(None, new)


def _read_changed(version: Version, other: Version) -> list[Row]:
    """Verdicts on facts that the other version does not have just so."""
    on_fact = pc.field(SIDES[0]).is_valid() | pc.field(SIDES[1]).is_valid()
    rows, others = (found.read("agreements", COLUMNS, on_fact) for found in (version, other))
    signs, known = _sign(rows), _sign(others)
    changed: list[Row] = rows.filter(pc.invert(pc.is_in(signs, value_set=known))).to_pylist()
    return changed


def _sign(rows: pa.Table) -> pa.Array:
    """One text a row: its facts and its verdict."""
    columns = [rows[name].combine_chunks() for name in COLUMNS]
    return pc.binary_join_element_wise(*columns, "\x1f", null_handling="replace", null_replacement="\x1e")


def _add_quotes(version: Version, rows: list[Row]) -> None:
    wanted = pa.array(sorted({row[side] for row in rows for side in SIDES if row[side] is not None}), pa.string())
    facts = version.read("facts", ["fact_id", "quote"], pc.field("fact_id").isin(wanted)).to_pylist()
    quotes = {fact["fact_id"]: fact["quote"] for fact in facts}
    for row in rows:
        row["zh_quote"], row["en_quote"] = (quotes.get(row[side]) for side in SIDES)
