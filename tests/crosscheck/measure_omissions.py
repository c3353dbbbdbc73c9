"""Figures of one language only, and rounded ones: `python -m tests.crosscheck.measure_omissions [--count 1000] [--half tune|held]`.

A clause with its only figure is left out of one side: that figure should stand in one language only. A figure is rounded and
said to be `about` so much: that should agree or not compare. Neither may be a conflict.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from .clean_lines import Corpus, read_corpora
from .measure import SEED, Row, check
from .plant_errors import Planted, with_planted
from .plant_omissions import Omitted, omit_clauses, round_figures

Chosen = TypeVar("Chosen")


class Found(NamedTuple):
    """Changes planted, those judged as they should be, and those of which a conflict was made."""

    n: int
    n_right: int
    n_conflicts: int


def measure_omissions(corpus: Corpus, count: int) -> Found:
    """Clauses that are left out."""
    omitted = _choose(list(omit_clauses(corpus)), corpus, count)

    def is_right(omission: Omitted, rows: Sequence[Row]) -> bool:
        status = "only_en" if omission.planted.side == "zh" else "only_zh"
        quotes = [row.en if status == "only_en" else row.zh for row in rows if row.status == status]
        return any(omission.written in (quote or "") for quote in quotes)

    return _judge(corpus, [one.planted for one in omitted], lambda at, rows: is_right(omitted[at], rows))


def measure_rounding(corpus: Corpus, count: int) -> Found:
    """Figures that are rounded."""
    planted = _choose(list(round_figures(corpus)), corpus, count)

    def is_right(change: Planted, rows: Sequence[Row]) -> bool:
        written = change.text[change.start : change.end].removeprefix("about ")
        return any(row.status in ("agree", "not_comparable") and written in (row.en or "") for row in rows)

    return _judge(corpus, planted, lambda at, rows: is_right(planted[at], rows))


def _choose(found: list[Chosen], corpus: Corpus, count: int) -> list[Chosen]:
    random.Random(f"{corpus.name} {SEED}").shuffle(found)
    return found[:count]


def _judge(corpus: Corpus, planted: Sequence[Planted], is_right: Callable[[int, Sequence[Row]], bool]) -> Found:
    by_line: dict[int, list[Row]] = {}
    for row in check(with_planted(corpus, planted)) if planted else []:
        by_line.setdefault(row.line, []).append(row)
    rows = [by_line.get(at, []) for at in range(len(planted))]
    n_conflicts = sum(any(row.status == "conflict" for row in some) for some in rows)
    return Found(len(planted), sum(is_right(at, some) for at, some in enumerate(rows)), n_conflicts)


def main() -> None:
    """Print the figures of all corpora."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--half", choices=("tune", "held", "both"), default="tune")
    given = parser.parse_args()
    for corpus in read_corpora():
        if given.half in (corpus.half, "both"):
            for name, measure in (("omission", measure_omissions), ("rounding", measure_rounding)):
                n, n_right, n_conflicts = measure(corpus, given.count)
                if n:
                    print(f"{corpus.half} {corpus.name:14} {name:9} {n:5} right {n_right / n:.3f} conflicts {n_conflicts / n:.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
