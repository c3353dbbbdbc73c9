"""Labelled lines of pages: our own in this folder, and the ones beside the project.

Each source is cut into a half to tune on and a half that is only looked at to see what carries over. Our own pages are
cut by site: no site or page form of the folder `held` stands in the folder `tuned`.
"""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tasks.segment.judge_kind import BOILERPLATE
from tasks.segment.split_paragraphs import Paragraph

PAGES = Path(__file__).parent / "pages"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SETS = ("own", "news", "web")


class LabelledPage(NamedTuple):
    """Lines in order, and for each whether it is boilerplate, None where nobody knows; kinds for our own pages."""

    name: str
    lines: list[str]
    labels: list[bool | None]
    kinds: list[str] | None = None


def read_own_pages(half: str) -> list[LabelledPage]:
    """The pages of this folder; half is `tuned` or `held`."""
    pages = []
    for path in sorted((PAGES / half).glob("*.tsv")):
        rows = [line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines()]
        kinds = [kind for kind, _ in rows]
        pages.append(
            LabelledPage(path.stem, [line.strip() for _, line in rows], [k in BOILERPLATE for k in kinds], kinds)
        )
    return pages


def read_shared_pages(name: str, half: str) -> list[LabelledPage]:
    """The pages `news` or `web` beside the project: those of even number to tune on, of odd number held."""
    by_page: dict[int, list[dict[str, object]]] = {}
    with gzip.open(SHARED / f"gold/boilerplate/{name}-pages.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["text"].strip():
                by_page.setdefault(row["page"], []).append(row)
    return [
        LabelledPage(f"{name}-{page}", [str(r["text"]).strip() for r in rows], [as_label(r) for r in rows])
        for page, rows in by_page.items()
        if page % 2 == (half == "held")
    ]


def as_label(row: dict[str, object]) -> bool | None:
    """The label of a line beside the project."""
    label = row["boilerplate"]
    return None if label is None else bool(label)


def read_pages(name: str, half: str) -> list[LabelledPage]:
    """The pages of one of SETS, half `tuned` or `held`."""
    return read_own_pages(half) if name == "own" else read_shared_pages(name, half)


def lay_out(lines: Sequence[str]) -> tuple[str, list[Paragraph]]:
    """The text of lines under each other, and each line as a paragraph of it."""
    paragraphs, at = [], 0
    for line in lines:
        paragraphs.append(Paragraph(at, at + len(line), line))
        at += len(line) + 1
    return "\n".join(lines), paragraphs


def score(
    pages: Iterable[LabelledPage], judge: Callable[[str, list[Paragraph]], Sequence[bool]]
) -> tuple[float, float]:
    """F1 of body lines and of boilerplate lines; `judge` says of each paragraph whether it is boilerplate."""
    tally: Counter[tuple[bool, bool]] = Counter()
    for wanted, found in pairs(pages, judge):
        tally[wanted, found] += 1
    wrong = tally[True, False] + tally[False, True]
    body, boilerplate = (2 * tally[side, side] / max(1, 2 * tally[side, side] + wrong) for side in (False, True))
    return body, boilerplate


def pairs(
    pages: Iterable[LabelledPage], judge: Callable[[str, list[Paragraph]], Sequence[bool]]
) -> Iterator[tuple[bool, bool]]:
    """What is wanted and what is found, for each line that has a label."""
    for page in pages:
        for label, found in zip(page.labels, judge(*lay_out(page.lines)), strict=True):
            if label is not None:
                yield label, bool(found)
