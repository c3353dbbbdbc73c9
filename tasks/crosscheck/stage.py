"""For each figure of aligned segments: do the two languages agree?"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..core.stage import Tables
from ..schema import AGREEMENTS, ALIGNMENTS, REJECTS
from ..schema.agreements import TRANSLATION, Agreement, name_agreement
from ..schema.rejects import Reject, rejecting
from .convert_rates import agree_with_converted
from .estimate_confidence import estimate_confidence
from .figure import COLUMNS, KINDS, Figure, close_currencies, forget_times, is_number, read_figures
from .find_crossed import Bead
from .judge_lists import judge_lists
from .list_sums import list_sums
from .list_totals import list_totals
from .match_figures import match_figures
from .reach_neighbours import reach_neighbours
from .read_implied import agree_with_implied
from .read_numbers import add_numbers
from .settings import CrosscheckSettings
from .state_verdicts import Verdict, state_verdicts

STAGE = "crosscheck"
_BEAD_COLUMNS = [
    "alignment_id", "zh_document_id", "en_document_id", "zh_segment_ids", "en_segment_ids", "zh_text", "en_text",
    "confidence",
]  # fmt: skip
_YEAR = re.compile(r"(?<![0-9.,])(?:19|20)[0-9]{2}(?![0-9.,]*[0-9])")
_DIGIT = re.compile("[0-9]")
_LIST = re.compile("分[别別]|依[次序]|respectively")

Figures = Mapping[str, Sequence[Figure]]
"""The figures of each segment, in order."""


def crosscheck_facts(tables: Mapping[str, pa.Table], settings: CrosscheckSettings) -> Tables:
    """From `alignments` and the `facts` of both sides to `agreements` and `rejects`.

    `partner:facts` are those of documents whose sums are looked at elsewhere; both they and `alignments` may be absent.
    Rows are document by document in the order of `members`, or of the facts where it is absent, so that it does not
    matter how documents are cut into shards. Of a Chinese document come the beads in order, in a bead zh facts by
    position before en facts that have no partner; then the sums of the document, and the totals of its tables.
    """
    found: dict[str, list[Agreement]] = {document_id: [] for document_id in _list_documents(tables)}
    rejects: list[Reject] = []
    beads = tables.get("alignments", ALIGNMENTS.empty()).select(_BEAD_COLUMNS)
    facts = pa.concat_tables(tables[name].select(COLUMNS) for name in ("facts", "partner:facts") if name in tables)
    figures = find_figures(facts, _segments_of(beads))
    documents = itemgetter("zh_document_id", "en_document_id")
    for (zh_document_id, _), some in groupby(beads.to_pylist(), key=documents):
        with rejecting(rejects, STAGE, zh_document_id, zh_document_id):
            found.setdefault(zh_document_id, []).extend(check_beads(list(some), figures, settings))
    for document_id, sums in chain(list_sums(tables["facts"]), list_totals(tables["facts"])):
        found.setdefault(document_id, []).extend(sums)
    agreements = [row for rows in found.values() for row in rows]
    return {"agreements": AGREEMENTS.from_rows(agreements), "rejects": REJECTS.from_rows(rejects)}


def _list_documents(tables: Mapping[str, pa.Table]) -> list[str]:
    """The documents of the shard in order."""
    named = tables["members"] if "members" in tables else tables["facts"]
    ids: list[str] = pc.unique(named["document_id"]).to_pylist()
    return ids


def find_figures(facts: pa.Table, segment_ids: pa.Array) -> Figures:
    """The figures of some segments by segment, in order of position."""
    is_wanted = pc.and_(
        pc.is_in(facts["segment_id"], value_set=segment_ids), pc.is_in(facts["kind"], value_set=pa.array(KINDS))
    )
    figures: dict[str, list[tuple[int, list[Figure]]]] = defaultdict(list)
    for row in facts.select(COLUMNS).filter(is_wanted).to_pylist():
        figures[row["segment_id"]].append((row["char_start"], read_figures(row)))
    return {
        segment: [figure for _, bounds in sorted(some, key=itemgetter(0)) for figure in bounds]
        for segment, some in figures.items()
    }


def _segments_of(beads: pa.Table) -> pa.Array:
    sides = [pc.list_flatten(beads[name]).combine_chunks() for name in ("zh_segment_ids", "en_segment_ids")]
    return pa.concat_arrays(sides).unique()


def check_beads(rows: Sequence[Mapping[str, Any]], figures: Figures, settings: CrosscheckSettings) -> list[Agreement]:
    """The agreements of the beads of two documents, rows of `alignments` in order."""
    verdicts = reach_neighbours([check_bead(row, figures, settings) for row in rows])
    return [_make_row(row, verdict) for row, some in zip(rows, verdicts, strict=True) for verdict in some]


def check_bead(row: Mapping[str, Any], figures: Figures, settings: CrosscheckSettings) -> list[Verdict]:
    """The verdicts on one bead, a row of `alignments`."""
    zh, en = (
        close_currencies([figure for segment in row[name] for figure in figures.get(segment, ())])
        for name in ("zh_segment_ids", "en_segment_ids")
    )
    if not zh and not en and not (_DIGIT.search(row["zh_text"]) and _DIGIT.search(row["en_text"])):
        return []
    if _name_same_years(row["zh_text"], row["en_text"]):
        zh, en = forget_times(zh), forget_times(en)
    is_list = bool(_LIST.search(row["zh_text"]) or _LIST.search(row["en_text"]))
    zh, en = add_numbers(row["zh_text"], zh), add_numbers(row["en_text"], en)
    bead = Bead(zh, en, row["confidence"], is_list, row["zh_text"], row["en_text"])
    pairs = match_figures(bead, settings)
    if bead.confidence >= settings.min_bead_confidence:
        pairs = judge_lists(bead, pairs)
    stated = list(agree_with_converted(bead, list(state_verdicts(bead, pairs))))
    return list(agree_with_implied(bead, stated))


def _name_same_years(zh_text: str, en_text: str) -> bool:
    """Whether both texts name the same years, more than one: then which figure is of which is no evidence."""
    years = set(_YEAR.findall(zh_text))
    return len(years) > 1 and years == set(_YEAR.findall(en_text))


def _make_row(bead: Mapping[str, Any], verdict: Verdict) -> Agreement:
    zh, en = verdict.zh, verdict.en
    ids = [figure.fact_id if figure and not is_number(figure) else None for figure in (zh, en)]
    unread = [figure for figure in (zh, en) if figure and is_number(figure)]
    named = [fact_id or "" for fact_id in ids] if any(ids) else [f"{one.fact_id} {one.quote}" for one in unread]
    confidence = estimate_confidence(zh, en, verdict.status, verdict.reason, bead["confidence"])
    return Agreement(
        agreement_id=name_agreement(bead["alignment_id"], *named),
        kind=TRANSLATION,
        alignment_id=bead["alignment_id"],
        zh_fact_id=ids[0],
        en_fact_id=ids[1],
        status=verdict.status,
        reason=verdict.reason,
        ratio=_divide(zh, en) if zh and en else None,
        confidence=confidence,
        number_text=unread[0].quote if unread else None,
        en_number_text=unread[1].quote if len(unread) > 1 else None,
        fact_ids=[fact_id for fact_id in ids if fact_id],
    )


def _divide(zh: Figure, en: Figure) -> float | None:
    """The Chinese value by the English one, in units that convert; as written beside a number without a unit."""
    is_written = is_number(zh) or is_number(en)
    one, other = (zh.raw, en.raw) if is_written else (zh.value, en.value)
    return one / other if other else None
