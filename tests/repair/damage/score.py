"""How many damaged texts come back, how many characters are wrong, and which of those are not marked."""

import random
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from tasks.core.errors import HeduiError
from tasks.repair.repair_content import Repaired, repair_bytes
from tasks.repair.settings import RepairSettings

from .inflict import Damaged
from .rows import Row
from .texts import Texts, cut, documents

SETTINGS = RepairSettings()
LOST = "\ufffd"
MAX_LOST = 3


class Outcome(NamedTuple):
    """Of n_tried damaged texts n_back came back; n_wrong of n_chars characters are wrong, n_unmarked of them silently."""

    n_back: int
    n_tried: int
    n_wrong: int
    n_unmarked: int
    n_chars: int
    failures: tuple[tuple[str, str], ...]


def score_row(row: Row, size: int, texts: Texts, n_texts: int, seed: int) -> Outcome:
    """The outcome of a row at one size; texts that cannot be damaged in its way are left out."""
    n_back = n_tried = n_wrong = n_unmarked = n_chars = 0
    failures = []
    for damaged in inflict(row, size, texts, n_texts, seed):
        repaired = _repair(damaged.content)
        n_tried += 1
        is_back = matches(repaired, damaged.wanted) if row.is_lossy else repaired.text == damaged.wanted
        n_back += is_back
        if not is_back:
            failures.append((damaged.wanted, repaired.text))
        if row.group == "wide, lossy":
            wrong, unmarked = count_wrong(repaired, damaged.wanted)
            n_wrong, n_unmarked, n_chars = n_wrong + wrong, n_unmarked + unmarked, n_chars + len(damaged.wanted)
    return Outcome(n_back, n_tried, n_wrong, n_unmarked, n_chars, tuple(failures))


def _repair(content: bytes) -> Repaired:
    """The repair; no text for what is refused."""
    try:
        return repair_bytes(content, SETTINGS)
    except HeduiError:
        return Repaired("", 0.0, False, "", ())


def inflict(row: Row, size: int, texts: Texts, n_texts: int, seed: int) -> Iterator[Damaged]:
    """The damaged texts of a row at one size."""
    rng = random.Random(f"{seed} {row.group} {row.name} {size}")
    for lang in row.langs:
        drawn = cut(texts[lang], size, n_texts, rng) if size > 0 else documents(texts[lang], -size, n_texts, rng)
        for text in drawn:
            damaged = row.damage(text, rng)
            if damaged is not None:
                yield damaged


def matches(repaired: Repaired, wanted: str) -> bool:
    """Whether the text is as wanted but for up to three characters where one was lost, and that is told."""
    if LOST not in wanted:
        return repaired.text == wanted
    left, right = wanted.split(LOST, 1)
    text = repaired.text
    n_more = len(text) - len(left) - len(right)
    return repaired.is_lossy and 0 <= n_more <= MAX_LOST and text.startswith(left) and text.endswith(right)


def count_wrong(repaired: Repaired, wanted: str) -> tuple[int, int]:
    """Characters that differ, and those of them that no lossy edit covers."""
    marked = bytearray(len(repaired.text) + 1)
    for edit in repaired.edits:
        if edit.is_lossy:
            marked[edit.char_start : edit.char_end] = b"\x01" * (edit.char_end - edit.char_start)
    n_wrong = n_unmarked = 0
    matcher = SequenceMatcher(None, wanted, repaired.text, autojunk=False)
    for tag, wanted_start, wanted_end, start, end in matcher.get_opcodes():
        if tag != "equal":
            n_wrong += max(wanted_end - wanted_start, end - start)
            n_unmarked += sum(not flag for flag in marked[start:end])
    return n_wrong, n_unmarked
