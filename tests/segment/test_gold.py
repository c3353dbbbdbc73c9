"""Figures on the labelled data beside the project; each floor is a little under what was measured."""

import json
import re
from collections import Counter
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

from tasks.core.spans import Edit, SourceMap
from tasks.segment.judge_kind import BOILERPLATE
from tasks.segment.settings import SegmentSettings
from tests.segment.call_stage import cut_text, detect_languages

SETTINGS = SegmentSettings()
READING = re.compile("(?<=[\u4e00-\u9fff])\\([a-z\u00e0-\u01dc]{1,7}\\)")


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_languages_of_news(shared: Path, lang: str) -> None:
    lines = (shared / f"gold/pairs/ntrex-700.{lang}.txt").read_text(encoding="utf-8").split("\n")
    found = Counter(detect_languages(line, [(0, len(line))], SETTINGS).langs[0] for line in lines if line)
    assert found[lang] >= 0.99 * found.total()
    assert set(found) <= {lang, "zh", "other"}
    assert not (lang != "en" and found["other"])


def test_chinese_is_no_other_language(shared: Path) -> None:
    for name in ("sentences", "word-pairs", "single-words"):
        for line in (shared / f"gold/languages/{name}.tsv").read_text(encoding="utf-8").splitlines():
            lang, text = line.split("\t", 1)
            if lang == "zh":
                assert detect_languages(text, [(0, len(text))], SETTINGS).langs[0] != "other", text


def test_lines_of_the_seeds(shared: Path) -> None:
    gold: dict[str, list[dict[str, object]]] = {}
    for line in (shared / "gold/seeds/lines.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        gold.setdefault(label["file"], []).append(label)
    n_languages, tally = 0, Counter[tuple[bool, bool]]()
    for name, labels in gold.items():
        content = (shared / "seeds" / name).read_bytes()
        text, edits = without_readings(content)
        pieces, source = cut_text(text, SETTINGS), SourceMap(text, "utf-8", edits, len(content))
        rows = list(zip(pieces.starts, pieces.ends, pieces.langs, pieces.kinds, strict=True))
        spans = [(*source.byte_span(row[0], row[1]), row) for row in rows]
        starts = [0, *accumulate(len(line) + 1 for line in content.split(b"\n"))]
        bounds = list(pairwise(starts))
        for label in labels:
            start, end = bounds[int(str(label["line"])) - 1]
            on_line = [row for low, high, row in spans if low < end and start < high]
            n_languages += most(on_line, lambda row: row[2]) == label["lang"]
            tally[bool(label["boilerplate"]), most(on_line, lambda row: row[3] in BOILERPLATE)] += 1
    wrong = tally[True, False] + tally[False, True]
    assert n_languages >= 149
    assert 2 * tally[False, False] / (2 * tally[False, False] + wrong) >= 0.95
    assert 2 * tally[True, True] / (2 * tally[True, True] + wrong) >= 0.9


def most(rows, value):
    """The value that most code points of the segments have, given as start, end, language and kind."""
    weights: Counter[object] = Counter()
    for row in rows:
        weights[value(row)] += row[1] - row[0]
    return weights.most_common(1)[0][0]


def without_readings(content: bytes) -> tuple[str, list[Edit]]:
    """The text without readings in brackets behind characters, which another stage takes away."""
    text, edits, parts, at, n_chars = content.decode(), [], [], 0, 0
    for match in READING.finditer(text):
        parts.append(text[at : match.start()])
        n_chars += len(parts[-1])
        start = len(text[: match.start()].encode())
        before = match[0].encode()
        edits.append(Edit(start, start + len(before), n_chars, n_chars, before, "", "remove-reading"))
        at = match.end()
    return "".join(parts) + text[at:], edits


def test_pieces_are_what_the_stage_says() -> None:
    pieces = cut_text("One.", SETTINGS)
    columns = [[0], ["body"], ["en"], pieces.confidences, [0], [4], ["One."], ["en"]]
    assert [list(column) for column in pieces] == columns
