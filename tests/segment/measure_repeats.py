"""Body and boilerplate F1 with and without what stands in several documents of a run.

python -m tests.segment.measure_repeats [--misses]: for each own site by itself, for all own sites as one run, and for
the labelled sets of pages, each as one run. Sites of the folder `held` are only looked at to see what carries over.
"""

import sys
from collections.abc import Sequence

from tasks.segment.judge_kind import BOILERPLATE, judge_kinds
from tasks.segment.mark_repeats import Repeats
from tasks.segment.read_lines import read_lines

from .labelled_pages import (
    SETS,
    SHARED,
    LabelledPage,
    find_repeated_lines,
    lay_out,
    read_own_sites,
    read_pages,
    score,
)


def measure(pages: Sequence[LabelledPage], repeats: Repeats | None) -> tuple[float, float]:
    """F1 of body and of boilerplate of pages as a run."""
    return score(
        pages,
        lambda text, paragraphs: [
            kind in BOILERPLATE for kind in judge_kinds([read_lines(text, paragraphs, repeats=repeats)])[0]
        ],
    )


def tell(name: str, pages: Sequence[LabelledPage]) -> None:
    """Print a line: both figures without repetition over the run, and with it."""
    figures = [*measure(pages, None), *measure(pages, find_repeated_lines(pages))]
    without, repeated = figures[:2], figures[2:]
    print(f"{name:34}", *(f"{100 * one:6.2f}" for one in without), "->", *(f"{100 * one:6.2f}" for one in repeated))


def show_misses(pages: Sequence[LabelledPage], repeats: Repeats | None) -> None:
    """Print each line that is judged wrong."""
    for page in pages:
        kinds = judge_kinds([read_lines(*lay_out(page.lines), repeats=repeats)])[0]
        for line, label, kind in zip(page.lines, page.labels, kinds, strict=True):
            if label is not None and label != (kind in BOILERPLATE):
                print("   ", page.name, kind, line[:70])


def main(arguments: Sequence[str]) -> None:
    """Print all figures."""
    print(f"{'':34}   body, boilerplate -> with repetition")
    for half in ("tuned", "held"):
        sites = read_own_sites(half)
        for name, pages in sites.items():
            tell(f"{half} {name}", pages)
            if "--misses" in arguments and half == "tuned":
                show_misses(pages, find_repeated_lines(pages))
        tell(f"{half} all sites as one run", [page for pages in sites.values() for page in pages])
        for name in SETS if SHARED.is_dir() else SETS[:1]:
            tell(f"{half} {name} pages", read_pages(name, half))


if __name__ == "__main__":
    main(sys.argv[1:])
