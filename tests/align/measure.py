"""Print how well `align` and `pair` do on labelled texts, and what they cost: `python -m tests.align.measure [SCORER]`.

Beads: strict F1 (a bead counts when it is exactly that of the gold), of laws after beads inside one gold bead are
merged, because their gold is by article; precision and recall of unaligned sentences; calibration error of the
confidence over ten bins of equal size. Laws and news that do not belong together should have no beads at all; of the
laws a sample of 320 pairs is taken, all 6,320 with `--all-laws`, which lasts minutes (an hour with the encoder).
"""

import argparse
import ast
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from tasks.align.align_sentences import align_sentences
from tasks.align.make_beads import Bead
from tasks.align.settings import AlignSettings
from tasks.pair.propose_by_content import LIKELY_MARGIN, match_signatures
from tasks.pair.read_sides import Side
from tasks.pair.sign_documents import Text as SignedText
from tasks.pair.sign_documents import sign_documents
from tasks.pair.sign_segments import tabulate

from .own_texts import OwnText, align_own, read_own_texts

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "align"
TUNED_ON = ("002", "005", "006", "cn-001", "cn-003", "tw-001", "tw-003")
"""Texts on which the models were tuned; of the laws every second one."""
SIZES = (500, 2_000, 8_000, 32_000)

Link = tuple[tuple[int, ...], tuple[int, ...]]


class Text(NamedTuple):
    """A labelled pair of texts, and whether models were tuned on it."""

    name: str
    zh: list[str]
    en: list[str]
    gold: list[Link]
    is_tuned: bool


class Counts(NamedTuple):
    """Beads that are right, found and in the gold; lonely sentences that are right, found and in the gold."""

    right: int = 0
    found: int = 0
    gold: int = 0
    lonely_right: int = 0
    lonely_found: int = 0
    lonely_gold: int = 0

    def add(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))

    def __str__(self) -> str:
        f1 = 2 * self.right / max(self.found + self.gold, 1)
        precision, recall = (self.lonely_right / max(n, 1) for n in (self.lonely_found, self.lonely_gold))
        return f"strict F1 {f1:.4f}   unaligned P {precision:.3f} R {recall:.3f} of {self.lonely_gold}"


def read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def read_texts(folder: Path) -> Iterator[Text]:
    for number, path in enumerate(sorted(folder.glob("*.gold"))):
        gold = [tuple(tuple(ast.literal_eval(side)) for side in line.split(":")[:2]) for line in read_lines(path)]
        is_tuned = number % 2 == 0 if folder.name == "laws" else path.stem in TUNED_ON
        zh, en = (read_lines(path.with_suffix(suffix)) for suffix in (".zh", ".en"))
        yield Text(path.stem, zh, en, gold, is_tuned)


def merge(gold: Sequence[Link], found: Sequence[Link]) -> list[Link]:
    """Beads that touch the same gold beads, joined."""
    owner = {(side, at): number for number, link in enumerate(gold) for side in (0, 1) for at in link[side]}
    root = list(range(len(gold)))
    touched = [
        sorted({owner[side, at] for side in (0, 1) for at in link[side] if (side, at) in owner}) for link in found
    ]
    for numbers in touched:
        for number in numbers[1:]:
            old, new = root[number], root[numbers[0]]
            root = [new if at == old else at for at in root]
    joined: dict[int, tuple[set[int], set[int]]] = {}
    for link, numbers in zip(found, touched, strict=True):
        if numbers:
            for side in (0, 1):
                joined.setdefault(root[numbers[0]], (set(), set()))[side].update(link[side])
    return [(tuple(sorted(zh)), tuple(sorted(en))) for zh, en in joined.values()]


def count(text: Text | OwnText, beads: Sequence[Bead], is_merged: bool) -> Counts:
    found = [(bead.zh, bead.en) for bead in beads]
    lonely = [set(range(len(lines))) - {at for link in found for at in link[side]}
              for side, lines in enumerate((text.zh, text.en))]  # fmt: skip
    gold = [{at for link in text.gold if not link[1 - side] for at in link[side]} for side in (0, 1)]
    shown = merge(text.gold, found) if is_merged else found
    full = [link for link in text.gold if link[0] and link[1]]
    return Counts(
        len(set(shown) & set(full)), len(shown), len(full), *(sum(map(len, sides)) for sides in
        ([lonely[0] & gold[0], lonely[1] & gold[1]], lonely, gold))
    )  # fmt: skip


def measure_calibration(judged: Sequence[tuple[float, bool]], n_bins: int = 10) -> float:
    """The mean difference of confidence and share of right beads, over bins of equal size."""
    ranked = sorted(judged)
    bounds = [len(ranked) * at // n_bins for at in range(n_bins + 1)]
    bins = [ranked[start:end] for start, end in pairwise(bounds)]
    return sum(abs(sum(sure for sure, _ in some) - sum(right for _, right in some)) for some in bins) / max(
        len(ranked), 1
    )


def measure_beads(settings: AlignSettings) -> None:
    judged: dict[bool, list[tuple[float, bool]]] = {True: [], False: []}
    for folder in ("mac-dev", "laws", "news"):
        totals = {True: Counts(), False: Counts()}
        for text in read_texts(GOLD / folder):
            beads = align_sentences(text.zh, text.en, settings)
            counts = count(text, beads, folder == "laws")
            totals[text.is_tuned] = totals[text.is_tuned].add(counts)
            print(f"  {folder:8} {text.name:9} {'tuned' if text.is_tuned else '     '} {counts}")
            if folder != "laws":
                judged[text.is_tuned] += [(bead.confidence, (bead.zh, bead.en) in text.gold) for bead in beads]
        for is_tuned, name in ((True, "tuned on"), (False, "not tuned on")):
            print(f"{folder:8} {name:14} {totals[is_tuned]}")
        print(f"{folder:8} {'all':14} {totals[True].add(totals[False])}")
    for is_tuned, name in ((True, "tuned on"), (False, "not tuned on")):
        print(
            f"calibration error, {name}: {measure_calibration(judged[is_tuned]):.4f} of {len(judged[is_tuned])} beads"
        )


def measure_own(settings: AlignSettings) -> None:
    """Texts of our own, on which the search for sections and the price of sentences alone were tuned."""
    total, judged = Counts(), []
    for text in read_own_texts():
        beads = align_own(text, settings)
        counts = count(text, beads, is_merged=False)
        total = total.add(counts)
        judged += [(bead.confidence, (bead.zh, bead.en) in text.gold) for bead in beads]
        print(f"  own      {text.name:9} {counts}")
    print(f"own texts: {total}, calibration error {measure_calibration(judged):.4f} of {len(judged)} beads")


def read_laws() -> list[tuple[list[str], list[str]]]:
    paths = sorted((GOLD / "docs").glob("*.zh.txt"))
    return [(read_lines(path), read_lines(Path(str(path).replace(".zh.", ".en.")))) for path in paths]


def measure_unrelated(settings: AlignSettings, n_others: int) -> None:
    laws = read_laws()
    source = random.Random(1)
    found = [len(align_sentences(laws[at][0], laws[other][1], settings)) for at in range(len(laws))
             for other in source.sample([other for other in range(len(laws)) if other != at], n_others)]  # fmt: skip
    print(f"unrelated laws: {sum(found)} beads in {sum(map(bool, found))} of {len(found)} pairs")
    news = list(read_texts(GOLD / "news"))
    beads = sentences = 0
    for text in news:
        for other in news:
            if text.name[-3:] != other.name[-3:]:
                beads += len(align_sentences(text.zh, other.en, settings))
                sentences += len(text.zh)
    print(f"unrelated news: {beads} beads for {sentences} sentences")


def measure_pairs(n_draws: int = 10) -> None:
    laws = read_laws()
    texts = [[SignedText(str(at), "\n".join(law[side]), not side) for at, law in enumerate(laws)] for side in (0, 1)]
    signed = list(zip(*map(sign_documents, texts), strict=True))
    for is_halved in (False, True):
        right = found = possible = 0
        for seed in range(n_draws if is_halved else 1):
            source = random.Random(seed)
            lonely = {at: source.choice((0, 1)) for at in source.sample(range(len(laws)), len(laws) // 2 * is_halved)}
            sides = [[pair[side] for at, pair in enumerate(signed) if lonely.get(at) != side] for side in (0, 1)]
            used: set[tuple[int, str]] = set()
            ids = [[some.document_id for some in side] for side in sides]
            zh_side, en_side = (Side([tabulate(side)], names) for side, names in zip(sides, ids, strict=True))
            for zh_at, en_at, _, margin in zip(*match_signatures(zh_side, en_side), strict=True):
                zh, en = ids[0][zh_at], ids[1][en_at]
                if margin >= LIKELY_MARGIN and not {(0, zh), (1, en)} & used:
                    used |= {(0, zh), (1, en)}
                    right, found = right + (zh == en), found + 1
            possible += len(laws) - len(lonely)
        name = "half of the partners gone" if is_halved else "all there"
        print(f"pairs of laws, {name}: precision {right / found:.4f} recall {right / possible:.4f} of {possible}")


def measure_cost(settings: AlignSettings) -> None:
    beads = [([text.zh[at] for at in zh], [text.en[at] for at in en])
             for folder in ("news", "laws", "mac-dev") for text in read_texts(GOLD / folder)
             for zh, en in text.gold if max(len(zh), len(en)) <= 3]  # fmt: skip
    for size in SIZES:
        source = random.Random(size)
        chosen = [source.choice(beads) for _ in range(size)]
        n_chosen = next(at for at, total in enumerate(accumulate(len(zh) for zh, _ in chosen), 1) if total >= size)
        zh, en = ([text for bead in chosen[:n_chosen] for text in bead[side]] for side in (0, 1))
        start = time.process_time()
        n_beads = len(align_sentences(zh, en, settings))
        seconds = time.process_time() - start
        print(
            f"{len(zh):6} x {len(en):6}: {seconds:6.2f} CPU s, {(len(zh) + len(en)) / seconds:6.0f} sentences/s, {n_beads} beads"
        )


PARTS: dict[str, Callable[[AlignSettings, bool], None]] = {
    "beads": lambda settings, _: measure_beads(settings),
    "own": lambda settings, _: measure_own(settings),
    "unrelated": lambda settings, all_laws: measure_unrelated(settings, 79 if all_laws else 4),
    "pairs": lambda _, __: measure_pairs(),
    "cost": lambda settings, _: measure_cost(settings),
}


def main() -> None:
    """Read the arguments and print the report."""
    parser = argparse.ArgumentParser(description=__doc__.split(":", 1)[0] + ".")
    parser.add_argument("scorer", nargs="?", choices=("figures", "lexicon", "encoder", "auto"), default="lexicon")
    parser.add_argument("--only", choices=sorted(PARTS), action="append", help="a part of the report; may be repeated")
    parser.add_argument("--all-laws", action="store_true", help="all 6,320 pairs of laws, where a sample is taken")
    args = parser.parse_args()
    settings = AlignSettings(scorer=args.scorer)
    align_sentences(["好人。"], ["A good man."], settings)  # loads what is loaded once
    for name, measure in PARTS.items():
        if name in (args.only or PARTS):
            measure(settings, args.all_laws)


if __name__ == "__main__":
    main()
