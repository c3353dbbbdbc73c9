"""Print, row by row, how much damage comes back: `python -m tests.repair.measure --part tune`.

A row is tried on strings of 20 and 80 characters and on documents (their lines in brackets). `<` marks what is below
the wanted share. Rows in which text is lost tell the character error rate, and the share of wrong characters that no
edit marks as guessed or lost.
"""

import argparse

from .damage.rows import ROWS, Row
from .damage.score import Outcome, score_row
from .damage.texts import SHARED, Texts, news_texts, own_texts


def main() -> None:
    """Read the arguments and print the report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--part", choices=("tune", "held", "all"), default="tune")
    parser.add_argument("--own", action="store_true", help="damage our own sentences, not the labelled news")
    parser.add_argument("--texts", type=int, default=100, help="texts of each row, size and language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", default="", help="only rows whose group or name holds this")
    parser.add_argument("--failures", type=int, default=0, help="show so many failures of each row")
    args = parser.parse_args()
    texts = {} if args.own else news_texts(SHARED, args.part)
    texts = texts or own_texts(args.part)
    for row in ROWS:
        if args.rows in f"{row.group}: {row.name}":
            _print_row(row, texts, args.texts, args.seed, args.failures)


def _print_row(row: Row, texts: Texts, n_texts: int, seed: int, n_failures: int) -> None:
    outcomes = {size: score_row(row, size, texts, n_texts, seed) for size in row.sizes}
    cells = [_cell(size, outcomes[size], wanted) for size, wanted in zip(row.sizes, row.wanted, strict=True)]
    print(f"{row.group + ': ' + row.name:48s}", *cells, flush=True)
    for size, outcome in outcomes.items():
        for wanted, got in outcome.failures[:n_failures]:
            print(f"    {size}: {wanted[:150]!r}\n        {got[:150]!r}")


def _cell(size: int, outcome: Outcome, wanted: float) -> str:
    label = str(size) if size > 0 else f"({-size})"
    if not outcome.n_tried:
        return f"{label:>5s} {'-':>22s}"
    if outcome.n_chars:
        error, silent = outcome.n_wrong / outcome.n_chars, outcome.n_unmarked / outcome.n_chars
        return f"{label:>5s} error {error:6.1%}, silent {silent:5.1%} of {outcome.n_tried:3d}"
    share = outcome.n_back / outcome.n_tried
    mark = "<" if share < wanted else " "
    return f"{label:>5s} {share:7.2%}{mark} of {outcome.n_tried:3d}      "


if __name__ == "__main__":
    main()
