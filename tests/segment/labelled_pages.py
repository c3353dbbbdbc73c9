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

from tasks.repeat.count_lines import key_edges
from tasks.repeat.find_repeats import gather_repeats, read_listed
from tasks.schema import LINES
from tasks.schema.artifacts import LineKeys
from tasks.segment.judge_kind import BOILERPLATE
from tasks.segment.mark_repeats import Repeats
from tasks.segment.split_paragraphs import Paragraph

PAGES = Path(__file__).parent / "pages"
SITES = Path(__file__).parent / "sites"
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


def read_own_sites(half: str) -> dict[str, list[LabelledPage]]:
    """The pages of each site of the folder `sites`; half is `tuned` or `held`.

    A file has blocks behind `= name`, of rows `kind<tab>line`; `@name` puts such a block into another one. The blocks
    called `page` are the pages.
    """
    return {path.stem: list(_read_site(path)) for path in sorted((SITES / half).glob("*.tsv"))}


def _read_site(path: Path) -> Iterator[LabelledPage]:
    blocks: dict[str, list[list[str]]] = {}
    n_pages = 0
    for part in ("\n" + path.read_text(encoding="utf-8")).split("\n= ")[1:]:
        name, *lines = part.rstrip("\n").split("\n")
        rows = [row for line in lines for row in (blocks[line[1:]] if line[0] == "@" else [line.split("\t", 1)])]
        if name != "page":
            blocks[name] = rows
            continue
        kinds = [kind for kind, _ in rows]
        n_pages += 1
        labels: list[bool | None] = [kind in BOILERPLATE for kind in kinds]
        yield LabelledPage(f"{path.stem}-{n_pages}", [line for _, line in rows], labels, kinds)


def find_repeated_lines(pages: Sequence[LabelledPage], min_documents: int = 3) -> Repeats | None:
    """The lines that stand in several pages of a run, None without any."""
    texts = [lay_out(page.lines)[0] for page in pages]
    rows = [LineKeys(str(at), key_edges(text, {})) for at, text in enumerate(texts)]
    keys = gather_repeats(lambda: [read_listed(LINES.from_rows(rows))], min_documents)
    return Repeats(frozenset(keys.tolist()), {}) if len(keys) else None


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
