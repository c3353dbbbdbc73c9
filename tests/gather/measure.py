"""What restatements find: `python -m tests.gather.measure [--count 40]`.

Documents of our own state a figure of something, and again in the same document or in another one of the run: as it was, with
a planted slip, or a figure of something else. Shares of conflicts found, and of false ones, by how the second one is worded.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from flows.local import load_sources, read_batch
from tasks.gather.find_restatements import find_restatements

CASES = Path(__file__).parent / "cases" / "restatements.tsv"
MIN_CONFIDENCE = 0.5
SLIPS = ("digit", "swap", "scale")
WORDINGS = ("same words", "other words", "something else")
FILLER = {"zh": "会议讨论了下一步工作。", "en": "The meeting discussed what to do next."}


class Trial(NamedTuple):
    """A figure that is stated twice; `slip` is None where the second statement is sound."""

    lang: str
    wording: str
    is_one_document: bool
    slip: str | None
    first: str
    second: str


def make_trials(count: int, seed: int = 1) -> Iterator[Trial]:
    """`count` trials of each wording, place and slip, the same for the same seed."""
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    rng = random.Random(seed)
    for at in range(count):
        lang, first, *others = rows[at % len(rows)]
        for wording, second in zip(WORDINGS, others, strict=True):
            for is_one_document in (True, False):
                for slip in (None, *SLIPS):
                    value = _draw(rng)
                    changed = slip_figure(value, slip, rng)
                    yield Trial(
                        lang, wording, is_one_document, slip, first.replace("{v}", f"{value:,}"), second.replace("{v}", f"{changed:,}")
                    )  # fmt: skip


def _draw(rng: random.Random) -> int:
    """A number of four to six digits, the first two different."""
    while True:
        value = rng.randrange(1200, 987_000)
        if str(value)[0] != str(value)[1] != "0" and value % 10:
            return value


def slip_figure(value: int, slip: str | None, rng: random.Random) -> int:
    """The number with one digit changed, the first two exchanged, or a zero more."""
    digits = str(value)
    if slip == "digit":
        place = rng.randrange(len(digits))
        other = rng.choice([digit for digit in "123456789" if digit != digits[place]])
        return int(digits[:place] + other + digits[place + 1 :])
    if slip == "swap":
        return int(digits[1] + digits[0] + digits[2:])
    return value * 10 if slip == "scale" else value


def judge(trial: Trial) -> str | None:
    """The status of the restatement that was found, `conflict` if one of several is; None when none was found."""
    filler = FILLER[trial.lang]
    texts = [trial.first + "\n\n" + filler, filler + "\n\n" + trial.second]
    if trial.is_one_document:
        texts = ["\n\n".join((trial.first, filler, trial.second))]
    batch = read_batch(load_sources((f"{at}.txt", text.encode()) for at, text in enumerate(texts)))
    rows = find_restatements(batch.tables["facts"], MIN_CONFIDENCE)["status"].to_pylist()
    return None if not rows else "conflict" if "conflict" in rows else "agree"


def measure(count: int) -> dict[tuple[str, bool, str | None], list[str | None]]:
    """What was found, by wording, whether in one document, and slip."""
    found: dict[tuple[str, bool, str | None], list[str | None]] = {}
    for trial in make_trials(count):
        found.setdefault((trial.wording, trial.is_one_document, trial.slip), []).append(judge(trial))
    return found


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=42)
    for (wording, is_one_document, slip), statuses in sorted(
        measure(parser.parse_args().count).items(), key=lambda item: (item[0][:2], item[0][2] or "")
    ):
        place = "one document" if is_one_document else "two documents"
        shares = "  ".join(f"{name} {statuses.count(name) / len(statuses):.3f}" for name in ("conflict", "agree", None))
        print(f"{wording:15} {place:14} {slip or 'sound':6} {len(statuses):4}  {shares}")


if __name__ == "__main__":
    main()
