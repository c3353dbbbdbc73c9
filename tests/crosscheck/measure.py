"""What cross-checks find: `python -m tests.crosscheck.measure [--count 1000] [--half tune|held|both] [--misses KIND]`.

Clean translations say how many figures agree and how many conflicts are false; the same lines with one planted error
each say how many errors are found, and for the right reason. Some corpora are for tuning, others for a last look.
"""

import argparse
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from flows.commands.compare import describe_agreements
from flows.given_lines import check_lines
from flows.local import Batch, load_sources, read_batch

from .clean_lines import Corpus, read_corpora
from .plant_errors import KINDS, REASONS, Planted, plant, with_planted

SEED = 1


class Row(NamedTuple):
    """A row of `agreements` and the line that it is about."""

    line: int
    status: str
    reason: str | None
    zh: str | None
    en: str | None


def check(corpus: Corpus) -> list[Row]:
    """All verdicts on the lines of a corpus, as `hedui check --aligned` gives them."""
    sides = [read_batch(load_sources([(name, _join(lines))]), until="segment") for name, lines in (("zh", corpus.zh), ("en", corpus.en))]  # fmt: skip
    batch = check_lines(sides[0], sides[1], is_aligned=True)
    lines = _find_lines(batch, corpus.zh)
    return [
        Row(
            lines[found["alignment_id"]], found["status"], found["reason"], found.get("zh_quote"), found.get("en_quote")
        )
        for found in describe_agreements(batch)
    ]


def _find_lines(batch: Batch, zh: Sequence[str]) -> dict[str, int]:
    """The line of each bead, by the bytes of its first Chinese segment."""
    starts = [0, *accumulate(len(line.encode()) + 1 for line in zh)]
    segments = batch.tables["segments"]
    places = dict(zip(segments["segment_id"].to_pylist(), segments["byte_start"].to_pylist(), strict=True))
    beads = batch.tables["alignments"]
    columns = (beads[name].to_pylist() for name in ("alignment_id", "zh_segment_ids"))
    return {bead: bisect_right(starts, places[ids[0]]) - 1 for bead, ids in zip(*columns, strict=True)}


def _join(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def measure_clean(corpus: Corpus) -> tuple[dict[str, float], list[Row]]:
    """Shares over clean lines, and the conflicts, which are false but for true errors of the translation."""
    rows = check(corpus)
    counts = Counter(row.status for row in rows)
    lines = {row.line for row in rows}
    false = [row for row in rows if row.status == "conflict"]
    figures = {
        "rows": len(rows),
        "agree": counts["agree"] / max(1, len(rows)),
        "only_zh": counts["only_zh"] / max(1, len(rows)),
        "only_en": counts["only_en"] / max(1, len(rows)),
        "false_lines": len({row.line for row in false}) / max(1, len(lines)),
    }
    return figures, false


def measure_planted(corpus: Corpus, kind: str, count: int) -> tuple[int, int, int, list[tuple[Planted, list[Row]]]]:
    """Errors planted, found as any conflict, found for the right reason; and those that were not."""
    planted = plant(corpus, kind, count, SEED)
    if not planted:
        return 0, 0, 0, []
    by_line: dict[int, list[Row]] = {}
    for row in check(with_planted(corpus, planted)):
        by_line.setdefault(row.line, []).append(row)
    expected = REASONS.get(kind, kind)
    n_found = n_right = 0
    missed = []
    for at, error in enumerate(planted):
        reasons = {row.reason for row in by_line.get(at, []) if row.status == "conflict"}
        n_found += bool(reasons)
        n_right += expected in reasons
        if expected not in reasons:
            missed.append((error, by_line.get(at, [])))
    return len(planted), n_found, n_right, missed


def main() -> None:
    """Print the figures of all corpora."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--half", choices=("tune", "held", "both"), default="tune")
    parser.add_argument("--misses", metavar="KIND", help="show the errors of one kind that were missed, or `clean`")
    parser.add_argument("--only", default="", help="only corpora whose names hold this")
    given = parser.parse_args()
    corpora = [corpus for corpus in read_corpora() if given.only in corpus.name and given.half in (corpus.half, "both")]
    totals: dict[str, list[int]] = {}
    for corpus in corpora:
        clean, false = measure_clean(corpus)
        print(
            f"{corpus.half} {corpus.name:14} clean   "
            + "  ".join(f"{name} {value:.3f}" for name, value in clean.items())
        )
        if given.misses == "clean":
            for row in false:
                print("   ", row.reason, row.zh, row.en, "|", corpus.zh[row.line], "|", corpus.en[row.line])
        for kind in KINDS:
            n, n_found, n_right, missed = measure_planted(corpus, kind, given.count)
            totals[kind] = [a + b for a, b in zip(totals.get(kind, [0, 0, 0]), (n, n_found, n_right), strict=True)]
            if n and not given.misses:
                print(f"{corpus.name:14} {kind:18} {n:5} found {n_found / n:.3f} right reason {n_right / n:.3f}")
            if given.misses == kind:
                for error, rows in missed:
                    print("   ", error.text[max(0, error.start - 40) : error.start], "[[", error.text[error.start : error.end], "]]", error.text[error.end : error.end + 30], "|", (corpus.en if error.side == "zh" else corpus.zh)[error.line][:160])  # fmt: skip
                    print("       ", [tuple(row[1:]) for row in rows])
    for kind, (n, n_found, n_right) in totals.items():
        print(f"{'all':14} {kind:18} {n:5} found {n_found / max(1, n):.3f} right reason {n_right / max(1, n):.3f}")


if __name__ == "__main__":
    main()
