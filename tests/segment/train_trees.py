"""Trains the trees that tell boilerplate: `python -m tests.segment.train_trees [--check]`.

Learned from the tuned halves of our own pages and, where they are beside the project, of the labelled news and web
pages; the held halves are never read. Every page is also learned from with some of its cues taken away, for pages to
come use words that nobody listed, and plain documents with the head and foot of a page around them, so that a report
does not lose its lines to a footer. `--check` leaves each fifth of the pages out in turn and prints what is reached on
it, and writes nothing.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tasks.segment import score_lines as scorer
from tasks.segment.describe_lines import Columns, describe_lines
from tasks.segment.find_echoes import find_echoes
from tasks.segment.judge_kind import BOILERPLATE, THRESHOLD
from tasks.segment.read_lines import read_lines, weigh_line

from .boost_trees import boost_trees
from .labelled_pages import SETS, SHARED, LabelledPage, lay_out, read_pages
from .train_wording import gather_labelled, weigh_out_of_fold

TREES = Path(scorer.__file__).with_name("boilerplate_trees.tsv")
NOTE = """\
# Trees that tell boilerplate, written by `python -m tests.segment.train_trees`; not to be changed by hand.
# feature>threshold for each question, then the leaves in thousandths of log odds, the answer no first
"""
ROOT = Path(__file__).resolve().parents[2]
DROPPED = (0.0, 0.15, 0.3)
"""Shares of cues taken away in the copies of each page."""
OWN_WEIGHT, PLAIN_WEIGHT = 5.0, 1.0
N_FOLDS = 5
MAX_IMPLANT = 60


class Described(NamedTuple):
    """A page as the model sees it: features, and labels 0, 1 or -1 for unknown; `weight` of the page as a whole."""

    name: str
    origin: str
    columns: Columns
    labels: npt.NDArray[np.int64]
    weight: float


def main(arguments: Sequence[str]) -> None:
    pages = gather_pages()
    if "--check" in arguments:
        check(pages)
        return
    trees = learn([page for copies in pages for page in copies])
    TREES.write_text(NOTE + "".join(format_trees(trees)), encoding="utf-8")
    print(f"{len(trees.leaves)} trees over {len(trees.names)} features in {TREES}")


def gather_pages() -> list[list[Described]]:
    """Each page with its copies, in an order that does not change."""
    random = np.random.default_rng(7)
    sets = SETS if SHARED.is_dir() else ("own",)
    gathered = []
    wordings = weigh_out_of_fold(gather_labelled())
    for name in sets:
        for page in [*read_pages(name, "tuned"), *(read_cases() if name == "own" else [])]:
            page = hide_titles(page) if name == "news" else page
            weight = OWN_WEIGHT if name == "own" else 1.0
            known = wordings.get(page.name, {})
            gathered.append([describe(page, name, share, random, weight, known) for share in DROPPED])
    own = read_pages("own", "tuned")
    for at, plain in enumerate(read_plain()):
        around = own[at % len(own)]
        gathered.append(
            [
                describe(page, "plain", 0.1, random, PLAIN_WEIGHT, wordings[around.name])
                for page in (implant(around, plain, random), with_foot(around, plain, random))
            ]
        )
    return gathered


def read_cases() -> list[LabelledPage]:
    """The pages among the cases, which are ours and known to the rules."""
    pages = json.loads((Path(__file__).parent / "cases/pages.json").read_text(encoding="utf-8"))
    return [
        LabelledPage(page["name"], [line for _, line in page["lines"]], [k in BOILERPLATE for k, _ in page["lines"]])
        for page in pages
    ]


def read_plain() -> list[list[str]]:
    """Lines of documents that are no pages: our clean samples, and the laws of even number beside the project."""
    paths = sorted((ROOT / "tests/seeds/clean").glob("*measures*.txt")) + sorted((ROOT / "seeds").glob("report*.txt"))
    if SHARED.is_dir():
        laws = sorted((SHARED / "gold/align/docs").glob("law-*.txt"))
        paths += [path for path in laws if int(path.name.split(".")[0].removeprefix("law-")) % 2 == 0]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]


def hide_titles(page: LabelledPage) -> LabelledPage:
    """The page with the labels of what may be its title unknown: those who labelled it did not count titles as text."""
    first = next((at for at, label in enumerate(page.labels) if label is False), 0)
    labels = [
        None if first - 12 <= at < first and label and len(page.lines[at]) > 15 else label
        for at, label in enumerate(page.labels)
    ]
    return page._replace(labels=labels)


def implant(page: LabelledPage, plain: list[str], random: np.random.Generator) -> LabelledPage:
    """The page with a piece of a plain document in the place of its text."""
    body = [at for at, label in enumerate(page.labels) if label is False] or [len(page.lines) // 2]
    start = int(random.integers(0, max(1, len(plain) - 5)))
    piece = plain[start : start + int(random.integers(3, MAX_IMPLANT))]
    head, tail = slice(0, body[0]), slice(body[-1] + 1, None)
    lines = [*page.lines[head], *piece, *page.lines[tail]]
    return LabelledPage("implant", lines, [*page.labels[head], *[False] * len(piece), *page.labels[tail]])


def with_foot(page: LabelledPage, plain: list[str], random: np.random.Generator) -> LabelledPage:
    """A plain document with one or two lines of a page above or below."""
    junk = [line for line, label in zip(page.lines, page.labels, strict=True) if label]
    head = junk[: int(random.integers(0, 3))]
    tail = junk[len(junk) - int(random.integers(1, 4)) :]
    body = plain[: 4 * MAX_IMPLANT]
    return LabelledPage("foot", [*head, *body, *tail], [*[True] * len(head), *[False] * len(body), *[True] * len(tail)])


def describe(
    page: LabelledPage,
    origin: str,
    dropped: float,
    random: np.random.Generator,
    weight: float,
    wordings: Mapping[str, int],
) -> Described:
    """A page as the model sees it, a share of its cues taken away; `wordings` are those of lines that it learned from,
    by what is learned without them."""
    text, paragraphs = lay_out(page.lines)
    lines = read_lines(text, paragraphs)
    unseen = [wordings[line] if line in wordings else weigh_line(line) for line in page.lines]
    echoes = find_echoes(page.lines, [measure.is_prose for measure in lines.measures])
    cues = [None if cue and random.random() < dropped else cue for cue in lines.cues]
    labels = np.array([-1 if label is None else int(label) for label in page.labels])
    columns = describe_lines([lines._replace(cues=cues, wordings=unseen, echoes=echoes)])
    return Described(page.name, origin, columns, labels, weight)


def learn(pages: Sequence[Described]) -> scorer.Trees:
    """Trees for the labelled lines of pages; a page counts with the root of its number of lines."""
    names = sorted(pages[0].columns)
    features = np.concatenate([np.stack([p.columns[n] for n in names], axis=1)[p.labels >= 0] for p in pages])
    wanted = np.concatenate([p.labels[p.labels >= 0] for p in pages])
    sizes = [max(1, int((p.labels >= 0).sum())) for p in pages]
    weights = np.concatenate(
        [np.full((p.labels >= 0).sum(), p.weight * n**-0.5) for p, n in zip(pages, sizes, strict=True)]
    )
    return boost_trees(names, features, wanted, weights)


def check(pages: Sequence[Sequence[Described]]) -> None:
    """Print the F1 of body and boilerplate on pages that were left out of the training."""
    found: dict[str, list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]] = {}
    for fold in range(N_FOLDS):
        trees = learn([page for at, copies in enumerate(pages) for page in copies if at % N_FOLDS != fold])
        for at, copies in enumerate(pages):
            if at % N_FOLDS == fold:
                found.setdefault(copies[0].origin, []).append(
                    (copies[0].labels, scorer.score_lines(copies[0].columns, trees))
                )
    for origin, pairs in found.items():
        labels, scores = (np.concatenate(side) for side in zip(*pairs, strict=True))
        known = labels >= 0
        for threshold in (THRESHOLD - 500, THRESHOLD, THRESHOLD + 500):
            print(origin, threshold, *np.round(f1(labels[known] > 0, scores[known] > threshold), 4))


def f1(wanted: npt.NDArray[np.bool_], found: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """F1 of body and of boilerplate."""
    wrong = int((wanted != found).sum())
    body, junk = int((~wanted & ~found).sum()), int((wanted & found).sum())
    return 2 * body / max(1, 2 * body + wrong), 2 * junk / max(1, 2 * junk + wrong)


def format_trees(trees: scorer.Trees) -> list[str]:
    """The lines of the table."""
    rows = []
    for features, thresholds, leaves in zip(trees.features, trees.thresholds, trees.leaves, strict=True):
        asked = [f"{trees.names[f]}>{t:.6g}" for f, t in zip(features, thresholds, strict=True)]
        rows.append("\t".join([*asked, *map(str, leaves)]) + "\n")
    return rows


if __name__ == "__main__":
    main(sys.argv[1:])
