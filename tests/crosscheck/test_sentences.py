"""Sentences of both languages as data, through all stages: where the only conflict is, and where there is none."""

from functools import cache

import pytest

from .clean_lines import CASES, Corpus
from .measure import check

LINES = [
    line.split("\t")
    for line in (CASES / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@cache
def conflicts() -> dict[int, set[str | None]]:
    """The reasons of the conflicts of each line; all lines are checked at once."""
    corpus = Corpus("sentences", "zh-Hans", "tune", [zh for _, zh, _ in LINES], [en for _, _, en in LINES])
    found: dict[int, set[str | None]] = {}
    for row in check(corpus):
        if row.status == "conflict":
            found.setdefault(row.line, set()).add(row.reason)
    return found


@pytest.mark.parametrize(("at", "reason"), [pytest.param(at, row[0], id=row[2][:60]) for at, row in enumerate(LINES)])
def test_sentences(at, reason):
    assert conflicts().get(at, set()) == (set() if reason == "-" else {reason})
