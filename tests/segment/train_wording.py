"""Trains what the words of short lines say of boilerplate: `python -m tests.segment.train_wording`.

Learned from the short lines of the tuned halves that `train_trees` reads, and from the cues. For the training of the
trees, which build on this, each page is weighed by what was learned without it (`weigh_out_of_fold`), for words that
were learned from a page say more about it than about a page to come.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tasks.core.scripts import to_simplified
from tasks.segment import weigh_wording as weigher
from tasks.segment.load_tables import read_rows
from tasks.segment.weigh_wording import EVERY_LINE, MAX_CHARS, SCALE, split_parts

from .labelled_pages import SETS, SHARED, LabelledPage, read_pages

WORDING = Path(weigher.__file__).with_name("wording.tsv")
NOTE = """\
# What parts of short lines say of boilerplate, written by `python -m tests.segment.train_wording`; not to be changed by hand.
# hundredths of log odds, then the parts: characters, pairs of them with < and > for the ends of a run, Latin words, 0 for a number
"""
N_FOLDS = 5
PENALTY, RATE, N_ROUNDS = 1.0, 0.5, 300
MIN_WEIGHT = 8
CUE_WEIGHT = 0.5


class Line(NamedTuple):
    """A line to learn from."""

    text: str
    is_boilerplate: bool
    weight: float


def main() -> None:
    weights = learn_wording(list(read_lines(gather_labelled())) + read_cue_lines())
    WORDING.write_text(NOTE + "".join(format_weights(weights)), encoding="utf-8")
    print(f"{len(weights)} parts in {WORDING}")


def gather_labelled() -> list[LabelledPage]:
    """The tuned pages of all sets."""
    return [page for name in (SETS if SHARED.is_dir() else ("own",)) for page in read_pages(name, "tuned")]


def read_lines(pages: Iterable[LabelledPage]) -> Iterable[Line]:
    """The short lines of pages; each page says a line once."""
    for page in pages:
        for text, label in sorted({pair for pair in zip(page.lines, page.labels, strict=True) if pair[1] is not None}):
            if len(text) <= MAX_CHARS:
                yield Line(text, bool(label), 1.0)


def read_cue_lines() -> list[Line]:
    """The cues as lines."""
    return [Line(row[2], True, CUE_WEIGHT) for row in read_rows("cues.tsv") if len(row[2]) <= MAX_CHARS]


def learn_wording(lines: Sequence[Line]) -> dict[str, int]:
    """Weights of the parts of lines in hundredths, by logistic regression with a penalty on their squares."""
    places = {EVERY_LINE: 0}
    parts = [
        [0, *(places.setdefault(part, len(places)) for part in sorted(set(split_parts(line.text))))] for line in lines
    ]
    rows = np.repeat(np.arange(len(lines)), [len(some) for some in parts])
    columns = np.concatenate(parts)
    wanted, weight = np.array([line.is_boilerplate for line in lines]), np.array([line.weight for line in lines])
    # The step of each weight is bounded by what its lines can bend (diagonal of the Hessian), so that no search is needed.
    bends = np.bincount(columns, np.sqrt(np.bincount(rows))[rows] * weight[rows]) / 4 + PENALTY
    found = np.zeros(len(places))
    speed = np.zeros(len(places))
    for _ in range(N_ROUNDS):
        odds = np.bincount(rows, found[columns], minlength=len(lines))
        slopes = weight * (wanted - 1 / (1 + np.exp(-odds)))
        steps = np.bincount(columns, slopes[rows], minlength=len(places)) - PENALTY * found
        speed = 0.8 * speed + RATE * steps / bends
        found += speed
    rounded = np.round(SCALE * found).astype(int).tolist()
    return {part: rounded[place] for part, place in places.items() if abs(rounded[place]) >= MIN_WEIGHT or place == 0}


def weigh_out_of_fold(pages: Sequence[LabelledPage]) -> dict[str, dict[str, int]]:
    """For each page by name the wording of its lines by their text, by what is learned from the pages of the other folds.

    Cues that stand in the pages of a fold are left out with it.
    """
    weighed: dict[str, dict[str, int]] = {}
    cues = read_cue_lines()
    for fold in range(N_FOLDS):
        mine = pages[fold::N_FOLDS]
        others = [page for at, page in enumerate(pages) if at % N_FOLDS != fold]
        seen = "\n".join(to_simplified(line.lower()) for page in mine for line in page.lines)
        weights = learn_wording([*read_lines(others), *(cue for cue in cues if cue.text not in seen)])
        for page in mine:
            weighed[page.name] = {line: weigher.weigh_wording(line, weights) for line in page.lines}
    return weighed


def format_weights(weights: dict[str, int]) -> list[str]:
    """The lines of the table, a weight each."""
    by_weight: dict[int, list[str]] = {}
    for part, weight in sorted(weights.items()):
        by_weight.setdefault(weight, []).append(part)
    return [f"{weight}\t{' '.join(parts)}\n" for weight, parts in sorted(by_weight.items())]


if __name__ == "__main__":
    main()
