"""Cues of boilerplate in a line by itself, and the tables they come from."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tasks.core.scripts import to_simplified
from tasks.segment.judge_kind import BOILERPLATE
from tasks.segment.load_tables import abbreviations, cues, english_words, read_rows, sentence_starters
from tasks.segment.match_cues import match_cue
from tasks.segment.measure_lines import LineMeasure
from tasks.segment.read_lines import read_lines
from tasks.segment.split_paragraphs import Paragraph

CASES = json.loads((Path(__file__).parent / "cases/cues.json").read_text(encoding="utf-8"))


def measure(text: str) -> LineMeasure:
    return read_lines(text, [Paragraph(0, len(text), text)]).measures[0]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:30])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    assert match_cue(text, measure(text)) == case["kind"]


def test_the_table_of_cues_is_in_the_form_that_lines_are_brought_to() -> None:
    rows = list(read_rows("cues.tsv"))
    assert all(len(row) == 3 and row[1] in ("line", "label", "start", "any", "row") for row in rows)
    assert {row[0] for row in rows} == BOILERPLATE
    for kind, mode, cue in rows:
        assert to_simplified(cue.lower()) == cue, (kind, mode, cue)
        assert mode != "start" or len(cue) >= 2, cue
    assert max(Counter((mode, cue) for _, mode, cue in rows).values()) == 1
    table = cues()
    n_starts = sum(len(group) for group in table.start.values())
    assert len(table.line) + len(table.label) + n_starts + len(table.any) + len(table.row) == len(rows)


def test_the_tables_of_words() -> None:
    assert set(abbreviations().values()) == {"never", "number", "rarely", "mostly"}
    assert all(word == word.lower() for word in english_words() | sentence_starters())
    assert {"the", "of", "and"} <= english_words() and "a" not in english_words()
    assert {"the", "a", "it"} <= sentence_starters() and "harbour" not in sentence_starters()


@pytest.mark.parametrize(
    ("text", "is_prose", "has_end", "has_sentence", "is_item"),
    [
        ("The office opened two new piers in the harbour this spring.", True, True, True, False),
        ("一、加强港口建设", False, False, False, True),
        ("(3) Open the piers. Keep them clean and well lit all year long", True, False, True, True),
        ("II. Growth of the coastal cities and of the towns around them", False, False, False, True),
        ("• 加强港口建设，推进码头改造，改善服务。", True, True, True, True),
        ("3.5 million", False, False, False, False),
        ("好。", False, True, True, False),
        ("青山县港务局关于加强港口建设、推进码头改造、改善航运服务、保障群众安全的通知", True, False, False, False),
    ],
)
def test_measures(text: str, is_prose: bool, has_end: bool, has_sentence: bool, is_item: bool) -> None:
    assert measure(text)[1:] == (is_prose, has_end, has_sentence, is_item, False)


def test_words_are_counted_alike_in_both_languages() -> None:
    assert 8 <= measure("青山县修建了两座新桥，方便群众出行").n_words <= 12
    assert 8 <= measure("The county built two new bridges for the people there").n_words <= 10
