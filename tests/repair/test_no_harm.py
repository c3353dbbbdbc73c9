"""Clean text of twelve languages and more stays as it is, but for what nobody sees."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.repair.conftest import read_cases

UNSEEN = {"odd-space", "invisible-character", "control-character", "byte-order-mark", "terminal-escape"}
DAMAGED = re.compile("[\x80-\x9f]|Ã[¤¼¶Ÿƒ©]|Â[´\xa0]|&(?:#[0-9]+|[a-z]+);|пїЅ")
"""Lines of the collected text that are damaged as they stand, seen by eye."""
MIN_LINES = 100_000
MAX_SHARE_OF_WEB_LINES = 1 / 2000
"""Lines of web pages do lose spaces where two links met; some are damaged in other ways."""


def find_harm(lines: Iterator[str], repair: Any) -> tuple[int, list[tuple[str, str]]]:
    """How many lines were looked at, and those that changed visibly with what they became."""
    n_lines, harmed = 0, []
    for line in lines:
        if not line.strip() or DAMAGED.search(line):
            continue
        n_lines += 1
        repaired = repair(line)
        rules = {rule for edit in repaired.edits if edit.suggestion is None for rule in edit.rule.split("+")}
        if rules - UNSEEN:
            harmed.append((line, repaired.text))
    return n_lines, harmed


def read_lines(shared: Path, step: int) -> Iterator[str]:
    """Every so many lines of all clean text that is labelled."""
    gold = shared / "gold"
    for name in ("sentences", "word-pairs", "single-words"):
        rows = (gold / f"languages/{name}.tsv").read_text(encoding="utf-8").split("\n")
        yield from (row.split("\t", 1)[1] for row in rows[::step] if "\t" in row)
    for folder in ("pairs", "sentences", "report-zh", "align/mac-dev", "align/news"):
        for path in sorted((gold / folder).glob("*")):
            if path.suffix in (".txt", ".zh", ".en"):
                yield from path.read_text(encoding="utf-8").split("\n")[::step]
    labels = (gold / "charsets/labels.jsonl").read_text(encoding="utf-8").splitlines()
    for label in map(json.loads, labels):
        charset = {"gb2312": "gb18030", "gbk": "gb18030"}.get(label["charset"], label["charset"])
        text = (gold / "charsets" / label["file"]).read_bytes().decode(charset).replace("\x1a", "")
        if not re.search("<[a-zA-Z/!]", text):
            yield from text.split("\n")[::step]


def read_web_lines(shared: Path, step: int) -> Iterator[str]:
    """Every so many lines of news and other pages as they were found."""
    for name in ("news", "web"):
        with gzip.open(shared / f"gold/boilerplate/{name}-pages.jsonl.gz", "rt", encoding="utf-8") as rows:
            yield from (json.loads(row)["text"] for number, row in enumerate(rows) if not number % step)


@pytest.mark.parametrize("text", read_cases("negatives.json"), ids=lambda text: text[:20])
def test_text_that_looks_damaged_stays(text: str, repair: Any) -> None:
    assert find_harm(iter([text, f"{text}\n{text}"]), repair)[1] == []


def test_a_sample_of_clean_lines_stays(shared: Path, repair: Any) -> None:
    n_lines, harmed = find_harm(read_lines(shared, 23), repair)
    assert n_lines > 1_000
    assert harmed == []


@pytest.mark.slow
def test_no_clean_line_changes(shared: Path, repair: Any) -> None:
    n_lines, harmed = find_harm(read_lines(shared, 1), repair)
    n_found, found = find_harm(read_web_lines(shared, 1), repair)
    assert n_lines + n_found >= MIN_LINES
    assert harmed == []
    assert len(found) <= MAX_SHARE_OF_WEB_LINES * n_found, found
