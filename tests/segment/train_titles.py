"""Trains what tells the title of a page: `python -m tests.segment.train_titles [--check]`.

Learned from our own tuned pages, whose titles are labelled; the trees of boilerplate say of each page what they learned
without it. `--check` prints how many titles are found in pages that the weights were not learned from, and writes nothing.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tasks.segment import find_title as finder
from tasks.segment.find_title import TITLE_FEATURES, describe_choices, find_choices
from tasks.segment.judge_kind import find_text_start, judge_boilerplate
from tasks.segment.match_cues import is_page
from tasks.segment.read_lines import Lines, read_lines
from tasks.segment.score_lines import Scores, score_lines

from .labelled_pages import LabelledPage, lay_out, read_pages
from .train_trees import N_FOLDS, gather_pages, learn
from .train_wording import gather_labelled, weigh_out_of_fold

WEIGHTS = Path(finder.__file__).with_name("title_weights.tsv")
NOTE = """\
# What tells the title of a page, written by `python -m tests.segment.train_titles`; not to be changed by hand.
# feature	log odds for one unit of it; `any` stands for a title at all
"""
PENALTY, RATE, N_ROUNDS = 0.5, 0.1, 4000
PRIORS = {"echo_in_path": 2.0, "behind_frame": 3.0}
"""Weights that the penalty draws to: few of our pages show their path with the title in it, and none has a frame."""
Floats = npt.NDArray[np.float64]


class Titled(NamedTuple):
    """The lines of a page that may be its title, and which of them is, None when none is."""

    choices: Floats
    wanted: int | None


def main(arguments: Sequence[str]) -> None:
    pages = list(gather_titled())
    if "--check" in arguments:
        print(f"{count_found(pages)} titles found of {len(pages)} pages, each left out of the training")
        return
    weights = learn_weights(pages)
    names = (*TITLE_FEATURES, "any")
    rows = [f"{name}\t{weight:.2f}\n" for name, weight in zip(names, weights, strict=True)]
    WEIGHTS.write_text(NOTE + "".join(rows), encoding="utf-8")
    print(f"{len(rows)} weights in {WEIGHTS}")


def gather_titled() -> Iterator[Titled]:
    """What is known of the title of each page that has choices."""
    for page, lines, scores in score_out_of_fold():
        start = find_text_start(lines, judge_boilerplate(lines, scores))
        places = find_choices(lines, start)
        title = (page.kinds or []).index("title") if "title" in (page.kinds or []) else None
        if places:
            wanted = places.index(title) if title in places else None
            yield Titled(describe_choices(lines, start, scores, places), wanted)


def score_out_of_fold() -> Iterator[tuple[LabelledPage, Lines, Scores]]:
    """Our own tuned pages and their scores by trees that were learned without them."""
    gathered = gather_pages()
    raw = {page.name: page for page in read_pages("own", "tuned")}
    wordings = weigh_out_of_fold(gather_labelled())
    for fold in range(N_FOLDS):
        trees = learn([page for at, copies in enumerate(gathered) for page in copies if at % N_FOLDS != fold])
        for copies in gathered[fold::N_FOLDS]:
            page = raw.get(copies[0].name)
            if page and copies[0].origin == "own":
                lines = read_lines(*lay_out(page.lines))
                lines = lines._replace(wordings=[wordings[page.name][line] for line in page.lines])
                if is_page(lines.cues):
                    yield page, lines, score_lines(copies[0].columns, trees)


def learn_weights(pages: Sequence[Titled]) -> Floats:
    """Weights by which the right choice of each page, or none, is likeliest; a penalty on their squares."""
    priors = np.array([PRIORS.get(name, 0.0) for name in (*TITLE_FEATURES, "any")])
    weights = priors.copy()
    for _ in range(N_ROUNDS):
        slopes = PENALTY * (priors - weights)
        for choices, wanted in pages:
            odds = np.append(choices @ weights, 0.0)
            chances = np.exp(odds - odds.max())
            chances /= chances.sum()
            slopes += (choices[wanted] if wanted is not None else 0.0) - chances[:-1] @ choices
        weights += RATE * slopes / len(pages)
    return weights


def count_found(pages: Sequence[Titled]) -> int:
    """Pages for which the right choice, or none, is made by weights that were learned from other pages."""
    n_found = 0
    for fold in range(N_FOLDS):
        weights = learn_weights([page for at, page in enumerate(pages) if at % N_FOLDS != fold])
        for choices, wanted in pages[fold::N_FOLDS]:
            odds = np.append(choices @ weights, 0.0)
            n_found += int(odds.argmax()) == (len(choices) if wanted is None else wanted)
    return n_found


if __name__ == "__main__":
    main(sys.argv[1:])
