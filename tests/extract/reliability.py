"""What a confidence is worth: `python -m tests.extract.reliability [SHARED] [--rules]`.

Three tables: our own sentences, the labelled seeds and report (the rules were tuned on both), and translations, line by
line, on which no rule was tuned by its confidence: there a figure counts as right when the other language states it too,
which is a lower bound, for translators leave figures out. Each table gives, by step of what is stated: facts, right
ones, the mean that is stated and the share that is right.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from tasks.extract.extract_facts import extract_facts
from tasks.extract.mention import STATEMENTS, Mention
from tests.crosscheck.clean_lines import read_corpora

from .conftest import SETTINGS, read_cases

OWN = (
    *("quantities_zh", "quantities_zh_hant", "quantities_en", "quantities_elsewhere", "quantities_further"),
    "known_failures",
)
STEP = 0.05
_NEAR = 1e-6


class Judged(NamedTuple):
    """A fact that was read: how it was read, what it promises and whether it is right."""

    rule: str
    confidence: float
    is_right: bool


def judge_own() -> Iterator[Judged]:
    """The figures of our own sentences; right are value, unit and span."""
    for name in OWN:
        for text, *facts in read_cases(f"{name}.json"):
            for mention in _figures(text, "mixed"):
                yield Judged(mention.rule, mention.confidence, _is_stated(text, facts, mention))


def judge_gold(shared: Path) -> Iterator[Judged]:
    """The figures of the seeds, outside boilerplate, and of the labelled part of the report: value, unit and place."""
    for folder, files in (("gold/seeds", "seeds"), ("gold/report-zh", "gold/report-zh")):
        rows = _read_lines(shared / folder / "quantities.jsonl")
        skipped = _boilerplate(shared) if files == "seeds" else set()
        by_place = {(row["file"], row["start"]): row for row in rows}
        for name in sorted({row["file"] for row in rows}):
            first, last = 0, 10**9
            if files != "seeds":
                first, last = min(row["start"] for row in rows), max(row["end"] for row in rows)
            yield from _judge_file(shared / files / name, by_place, skipped, first, last)


def judge_translations() -> Iterator[Judged]:
    """The figures of aligned lines of news and laws: right where the other side states the value in that kind of unit."""
    for corpus in read_corpora():
        if not corpus.name.startswith(("news", "laws")):
            continue  # our own lines and those made from patterns were written with these rules at hand
        for zh, en in zip(corpus.zh, corpus.en, strict=True):
            sides = _figures(zh, "mixed"), _figures(en, "en")
            for side, other in (sides, sides[::-1]):
                yield from (Judged(one.rule, one.confidence, _is_confirmed(one, other)) for one in side)


def tabulate(judged: Iterable[Judged], key: Callable[[Judged], Any]) -> dict[Any, tuple[int, int, float]]:
    """By key: facts, right ones, and the mean confidence."""
    sums: dict[Any, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for one in judged:
        counted = sums[key(one)]
        counted[0], counted[1], counted[2] = counted[0] + 1, counted[1] + one.is_right, counted[2] + one.confidence
    return {name: (int(n), int(right), total / n) for name, (n, right, total) in sorted(sums.items())}


def step_of(one: Judged) -> float:
    """The lower end of the step of a confidence."""
    return int(one.confidence / STEP + _NEAR) * STEP


def _figures(text: str, lang: str) -> list[Mention]:
    return [mention for mention in extract_facts(text, lang, SETTINGS) if mention.kind not in STATEMENTS]


def _is_stated(text: str, facts: list[list[Any]], mention: Mention) -> bool:
    for quote, value, unit, _ in facts:
        ends = [Decimal(str(end)) for end in value] if isinstance(value, list) else [Decimal(str(value))]
        read = [mention.low, mention.high] if mention.value is None else [mention.value]
        if quote == text[mention.start : mention.end] and ends == read and unit == mention.unit:
            return True
    return False


def _is_confirmed(one: Mention, other: list[Mention]) -> bool:
    """Whether the other side states the value, or both ends: a range is as good as two bounds."""
    said = {end for two in other if two.unit_class == one.unit_class for end in (two.value, two.low, two.high)}
    return {one.low, one.high} <= said if one.value is None else one.value in said


def _judge_file(
    path: Path, gold: dict[tuple[str, int], dict[str, Any]], skipped: set[tuple[str, int]], first: int, last: int
) -> Iterator[Judged]:
    at = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        figures = () if (path.name, number) in skipped else _figures(line, "en" if line.isascii() else "mixed")
        for mention in figures:
            if first <= at + mention.start < last:
                row = gold.get((path.name, at + mention.start))
                yield Judged(mention.rule, mention.confidence, row is not None and _is_labelled(row, mention))
        at += len(line) + 1


def _is_labelled(row: dict[str, Any], mention: Mention) -> bool:
    value = mention.value if mention.value is not None else mention.low
    wanted = row["value"] if row["value"] is not None else row.get("value_low")
    is_value = wanted is not None and value is not None and abs(float(value) - wanted) <= _NEAR * max(1, abs(wanted))
    return is_value and row["unit"] == mention.unit


def _boilerplate(shared: Path) -> set[tuple[str, int]]:
    rows = _read_lines(shared / "gold/seeds/lines.jsonl")
    return {(row["file"], row["line"]) for row in rows if row["boilerplate"]}


def _read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.extract.reliability", description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    parser.add_argument("--rules", action="store_true", help="by rule as well")
    arguments = parser.parse_args()
    tables = {"own sentences": judge_own(), "seeds and report": judge_gold(arguments.shared)}
    for name, judged in (tables | {"translations": judge_translations()}).items():
        facts = list(judged)
        print(f"{name}: {len(facts)} figures, {sum(one.is_right for one in facts)} right")
        for key in (step_of, *((lambda one: one.rule,) if arguments.rules else ())):
            for group, (n, n_right, mean) in tabulate(facts, key).items():
                label = f"{group:.2f}" if isinstance(group, float) else group
                print(f"  {label:32} {n:5} {n_right:5}   stated {mean:.3f}   right {n_right / n:.3f}")


if __name__ == "__main__":
    main()
