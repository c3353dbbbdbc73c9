"""Figures of sentences and languages on the labelled data, for the half that was tuned on and the half that was not.

python -m tests.segment.measure_text [SHARED] [--misses]
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from tasks.segment.split_sentences import split_sentences
from tests.segment.labelled_languages import (
    OWN_CLASSES,
    SETS,
    TUNED,
    UNSEEN,
    Answer,
    answer_languages,
    detect,
    read_scripts,
)

SHARED = Path(__file__).parents[3] / "shared"
SPLITS = (("zh-Hans-gsd", ""), ("zh-Hant-gsd", ""), ("en-gum", " "))
N_BINS = 10


class Boundaries(NamedTuple):
    """Inner boundaries of paragraphs: found and wanted, found alone, wanted alone."""

    n_right: int
    n_extra: int
    n_missed: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.n_right / (2 * self.n_right + self.n_extra + self.n_missed)


def main() -> None:
    """Print one line a set and half."""
    parser = argparse.ArgumentParser(description="Measure sentences and languages.")
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--misses", action="store_true", help="print what is wrong in the half that was tuned on")
    given = parser.parse_args()
    for half, called in ((TUNED, "tuned "), (UNSEEN, "unseen")):
        for name, joiner in SPLITS:
            found, misses = split_gold(given.shared, name, joiner, half)
            print(f"{called} sentences {name:14} F1 {100 * found.f1:6.2f}  {tuple(found)}")
            if given.misses and half == TUNED:
                print("\n".join(f"    {miss}" for miss in misses))
        for name in SETS:
            print(called, "languages", describe(name, answer_languages(given.shared, name, half)))
        for script in ("zh-Hans", "zh-Hant"):
            counts = Counter(detect(text).langs[0] for text in read_scripts(given.shared, script, half))
            print(f"{called} script    {script:14} {100 * counts[script] / counts.total():6.2f}%  {dict(counts)}")


def split_gold(shared: Path, name: str, joiner: str, half: int) -> tuple[Boundaries, list[str]]:
    """Boundaries of every second paragraph of a set of sentences, and where they are wrong."""
    totals, misses = Counter[str](), []
    groups = (shared / f"gold/sentences/{name}.txt").read_text(encoding="utf-8").strip().split("\n\n")
    for group in groups[half::2]:
        sentences = [line.strip() for line in group.split("\n") if line.strip()]
        text = joiner.join(sentences)
        wanted = {end - len(joiner) for end in accumulate(len(s) + len(joiner) for s in sentences[:-1])}
        found = {end for _, end in split_sentences(text)[:-1]}
        totals.update(right=len(wanted & found), extra=len(found - wanted), missed=len(wanted - found))
        misses += list(_show(text, "extra", found - wanted)) + list(_show(text, "missed", wanted - found))
    return Boundaries(totals["right"], totals["extra"], totals["missed"]), misses


def _show(text: str, what: str, places: set[int]) -> Iterator[str]:
    for at in sorted(places):
        yield f"{what} {text[max(0, at - 40) : at]!r} | {text[at : at + 30]!r}"


def share_by_class(answers: Sequence[Answer]) -> dict[str, float]:
    """Share of right answers to en, zh, ja, ko and the rest."""
    by_class: dict[str, list[bool]] = defaultdict(list)
    for answered in answers:
        by_class[answered.gold if answered.gold in OWN_CLASSES else "other"].append(answered.is_right)
    return {name: sum(right) / len(right) for name, right in sorted(by_class.items())}


def describe(name: str, answers: Sequence[Answer]) -> str:
    """Macro accuracy over the classes, and the expected calibration error."""
    shares = share_by_class(answers)
    macro = 100 * sum(shares.values()) / len(shares)
    each = " ".join(f"{name} {100 * share:.1f}" for name, share in shares.items())
    return f"{name:14} macro {macro:6.2f}%  {each}  ECE {100 * calibration_error(answers):.2f}%"


def calibration_error(answers: Sequence[Answer]) -> float:
    """Mean gap between confidence and share of right answers over ten bins of confidence, weighted by their size."""
    bins: dict[int, list[Answer]] = defaultdict(list)
    for answered in answers:
        bins[min(N_BINS - 1, int(answered.confidence * N_BINS))].append(answered)
    gaps = [abs(sum(a.confidence for a in some) - sum(a.is_right for a in some)) for some in bins.values()]
    return sum(gaps) / len(answers)


if __name__ == "__main__":
    main()
