"""Sentences whose figures add up, and the same with one wrong digit: as many as are wanted, the same for the same seed.

`python -m tests.crosscheck.plant_sums [--count 1000] [--half tune|held] [--misses]` prints how many are found.
"""

import argparse
import random
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from flows.local import load_sources, read_batch
from tasks.crosscheck.list_sums import list_sums

SEED = 7
TEMPLATES = Path(__file__).parent / "cases" / "sum_templates.tsv"
RIGHT, WRONG, OPEN = "right", "wrong", "open"
"""Figures that add up; with a digit changed, or two neighbours exchanged; whose parts are not all there are."""
_SLOT = re.compile(r"\{([a-e])\}")
_DECIMALS = {"n": 0, "w": 1, "y": 2, "m": 2, "b": 3, "s": 1}
_UNITS = {"n": "", "w": "万", "y": "亿", "m": " million", "b": " billion"}
LEAST_GAP = 5
"""So many last digits a sum is off at least: less may be rounding."""


class Case(NamedTuple):
    """A sentence, what is true of it, and what was changed in it."""

    lang: str
    kind: str
    text: str
    planted: str


def make_cases(half: str, count: int, seed: int) -> Iterator[Case]:
    """`count` cases of a half: of four one is right, two are wrong, and one says nothing of the rest."""
    rows = [line.split("\t") for line in TEMPLATES.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    rng = random.Random(f"sums {half} {seed}")
    closed, opened = ([row[1:] for row in rows if row[0] == name] for name in (half, OPEN))
    for number in range(count):
        kind = (RIGHT, WRONG, OPEN, WRONG)[number % 4]
        templates = opened if kind == OPEN else closed
        lang, unit, text = templates[number // 4 % len(templates)]
        yield _fill(lang, unit, text, kind, rng)


def _fill(lang: str, unit: str, text: str, kind: str, rng: random.Random) -> Case:
    names = _SLOT.findall(text)
    parts = _draw_shares(len(names), rng) if unit == "s" else [rng.randrange(1200, 48000) for _ in names]
    total = 1000 if unit == "s" else sum(parts)
    if kind == OPEN:
        total = sum(parts) + rng.randrange(1000, 60000)
    numbers = dict(zip(names, parts, strict=True)) | ({} if unit == "s" else {"t": total})
    planted = ""
    if kind == WRONG:
        name = rng.choice(sorted(numbers))
        wrong = _spoil(numbers[name], rng)
        planted, numbers[name] = f"{name}: {numbers[name]} -> {wrong}", wrong
    written = {name: _write(number, unit, lang) for name, number in numbers.items()}
    return Case(lang, kind, re.sub(r"\{([a-et])\}", lambda slot: written[slot[1]], text), planted)


def _draw_shares(count: int, rng: random.Random) -> list[int]:
    """Tenths of percents that make 1000, of two digits at least and none of them round."""
    while True:
        cuts = sorted(rng.sample(range(1, 1000), count - 1))
        parts = [high - low for low, high in zip([0, *cuts], [*cuts, 1000], strict=True)]
        if min(parts) > 20 and all(part % 10 for part in parts):
            return parts


def _spoil(number: int, rng: random.Random) -> int:
    """Another number of as many digits: one differs, or two neighbours changed places."""
    digits = str(number)
    while True:
        at = rng.randrange(len(digits))
        if rng.random() < 0.5 and at + 1 < len(digits):
            wrong = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        else:
            wrong = digits[:at] + rng.choice("0123456789") + digits[at + 1 :]
        if wrong[0] != "0" and abs(int(wrong) - number) >= LEAST_GAP:
            return int(wrong)


def _write(number: int, unit: str, lang: str) -> str:
    value = Decimal(number) / 10 ** _DECIMALS[unit]
    if unit == "s":
        return f"{value}%" if lang != "en" else f"{value} percent"
    written = f"{value:,}" if unit == "n" else f"{value}"
    scale = _UNITS[unit]
    return written + (scale.replace("万", "萬").replace("亿", "億") if lang == "zh-Hant" else scale)


def find_verdicts(cases: Sequence[Case]) -> list[str | None]:
    """The status of the sum that is found in each case, `conflict` if there are two; None where there is none."""
    lines = [case.text.encode() for case in cases]
    starts = list(accumulate((len(line) + 2 for line in lines), initial=0))
    facts = read_batch(load_sources([("sums", b"\n\n".join(lines))]), until="extract").tables["facts"]
    places = dict(zip(facts["fact_id"].to_pylist(), facts["byte_start"].to_pylist(), strict=True))
    found: list[str | None] = [None] * len(cases)
    for _, rows in list_sums(facts):
        for row in rows:
            at = bisect_right(starts, places[row.fact_ids[0]]) - 1
            found[at] = row.status if found[at] != "conflict" else found[at]
    return found


def main() -> None:
    """Print how many wrong sums are found, and how many of those that are found are wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--half", choices=("tune", "held"), default="tune")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    cases = list(make_cases(given.half, given.count, SEED))
    verdicts = find_verdicts(cases)
    counts = Counter((case.kind, verdict) for case, verdict in zip(cases, verdicts, strict=True))
    n_wrong, n_hit = sum(case.kind == WRONG for case in cases), counts[WRONG, "conflict"]
    n_false = counts[RIGHT, "conflict"] + counts[OPEN, "conflict"]
    n_right = sum(case.kind == RIGHT for case in cases)
    print(f"{given.half}: {n_wrong} wrong sums, recall {n_hit / n_wrong:.3f}, precision {n_hit / max(1, n_hit + n_false):.3f}")  # fmt: skip
    print(f"right sums found {counts[RIGHT, 'agree'] / n_right:.3f}, of them called wrong {counts[RIGHT, 'conflict']};", end=" ")  # fmt: skip
    print(f"open lists called wrong {counts[OPEN, 'conflict']} of {len(cases) // 4}, called a sum {counts[OPEN, 'agree']}; wrong ones called right {counts[WRONG, 'agree']}")  # fmt: skip
    if given.misses:
        expected = {RIGHT: "agree", WRONG: "conflict", OPEN: None}
        for case, verdict in zip(cases, verdicts, strict=True):
            if verdict != expected[case.kind]:
                print("   ", case.kind, verdict, case.planted, "|", case.text)


if __name__ == "__main__":
    main()
