"""Render documents with every fact marked: a self-contained page without scripts; pointing at a mark shows its fields.

Facts may lie in each other (an event with the figures inside); text is cut where one begins or ends, and a piece shows
the fields of all facts that cover it, the shortest first.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from jinja2 import Template

from .render_report import FOLDER, load_environment, write_policy

TEMPLATE, STYLE = "facts.html", "facts.css"
LOW_CONFIDENCE = 0.7
"""Facts of a lower estimated probability are marked as open to doubt."""
_LEFT_OUT = frozenset(
    (
        "fact_id",
        "document_id",
        "segment_id",
        "lang",
        "quote",
        "char_start",
        "char_end",
        "byte_start",
        "byte_end",
        "value_decimal",
    )
)
_Row = Mapping[str, Any]


class Piece(NamedTuple):
    """A stretch of text: kinds of the facts that cover it, the shortest first, if one is doubtful, their fields."""

    text: str
    kinds: tuple[str, ...]
    is_doubtful: bool
    fields: str


class MarkedDocument(NamedTuple):
    """A document for the page: its name, facts by kind, and its text in pieces."""

    name: str
    counts: Mapping[str, int]
    n_doubtful: int
    pieces: tuple[Piece, ...]


def render_facts(documents: Sequence[tuple[str, str, Sequence[_Row]]]) -> str:
    """The page of n documents, each as (name, repaired text, rows of `facts` with spans of the text)."""
    style = (FOLDER / STYLE).read_text(encoding="utf-8")
    marked = [mark_document(*document) for document in documents]
    return _load_template().render(documents=marked, style=style, policy=write_policy(style)) + "\n"


@lru_cache(maxsize=1)
def _load_template() -> Template:
    return load_environment().get_template(TEMPLATE)


def mark_document(name: str, text: str, facts: Sequence[_Row]) -> MarkedDocument:
    """A document cut into pieces where facts begin and end; their texts together are the text."""
    counts: dict[str, int] = {}
    for fact in facts:
        counts[fact["kind"]] = counts.get(fact["kind"], 0) + 1
    n_doubtful = sum(fact["confidence"] < LOW_CONFIDENCE for fact in facts)
    ordered = {kind: counts[kind] for kind in sorted(counts)}
    return MarkedDocument(name, ordered, n_doubtful, tuple(_cut(text, facts)))


def _cut(text: str, facts: Sequence[_Row]) -> Iterator[Piece]:
    """Pieces in order, in one sweep over the ends of facts: each knows those that are open there."""
    begins: dict[int, list[_Row]] = {}
    for fact in facts:
        begins.setdefault(fact["char_start"], []).append(fact)
    cuts = sorted({0, len(text), *begins, *(fact["char_end"] for fact in facts)})
    open_facts: list[_Row] = []
    for start, end in pairwise(cuts):
        open_facts = [fact for fact in open_facts if fact["char_end"] > start] + begins.get(start, [])
        yield _make_piece(text[start:end], sorted(open_facts, key=_length))


def _length(fact: _Row) -> tuple[int, str]:
    return fact["char_end"] - fact["char_start"], fact["fact_id"]


def _make_piece(text: str, facts: Sequence[_Row]) -> Piece:
    kinds = tuple(dict.fromkeys(fact["kind"] for fact in facts))
    is_doubtful = any(fact["confidence"] < LOW_CONFIDENCE for fact in facts)
    return Piece(text, kinds, is_doubtful, "\n\n".join(map(list_fields, facts)))


def list_fields(fact: _Row) -> str:
    """The fields of a fact that say something, one a line: `unit: case`."""
    said = ((name, value) for name, value in fact.items() if name not in _LEFT_OUT and value not in (None, "", []))
    return "\n".join(f"{name}: {_write(value)}" for name, value in said)


def _write(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
