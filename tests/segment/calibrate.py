"""Makes `tasks/segment/confidences.tsv`: how often each kind of evidence is right, by its score.

    python -m tests.segment.calibrate [SHARED]

Only the odd half of the labelled sets is used. A score's share of right answers is made to grow with the score by
pooling neighbours that do not (pool adjacent violators, Ayer and others 1955); pools that hold too little are joined.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from tests.segment.labelled_languages import (
    SETS,
    TUNED,
    answer_languages,
    chinese_evidence,
    detect,
    evidence_of,
    read_scripts,
)

TABLE = Path(__file__).parents[2] / "tasks/segment/confidences.tsv"
SHARED = Path(__file__).parents[3] / "shared"
MIN_POOL = 40
"""Answers that a row stands on."""
PIECES = (4, 8, 16, 400)
"""Code points of the pieces of sentences by which short evidence for a script is rated."""
Rated = tuple[float, bool]
"""Score, and whether the answer was right."""


class Pool(NamedTuple):
    """Neighbours by score that share one share: lowest score, answers, right ones."""

    score: float
    n: int
    n_right: int

    @property
    def share(self) -> float:
        """Of right answers, with a wrong one added that was not seen, at half its weight."""
        return (self.n_right + 0.25) / (self.n + 0.5)


def main() -> None:
    """Write the table."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    rated = rate_all(shared)
    lines = [
        "# How often an answer was right, by evidence and score. Made by `python -m tests.segment.calibrate`.",
        "# latin-N: N words or more in Latin letters, log odds; han: characters of one script only, lead x lead / all;",
        "# han-weak: log odds of characters of both; han-document: nothing but the document; script: other scripts.",
        "# evidence<TAB>language<TAB>score from which on<TAB>share",
    ]
    for evidence, lang in sorted(rated):
        for pool in pool_neighbours(rated[evidence, lang]):
            lines.append(f"{evidence}\t{lang}\t{pool.score:.2f}\t{pool.share:.4f}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def rate_all(shared: Path) -> dict[tuple[str, str], list[Rated]]:
    """Scores and whether they were right, by evidence and language."""
    rated: dict[tuple[str, str], list[Rated]] = defaultdict(list)
    for name in SETS:
        for answered in answer_languages(shared, name, TUNED):
            evidence, score = evidence_of(answered)
            if not answered.lang.startswith("zh") or answered.lang == "zh":
                rated[evidence, answered.lang].append((score, answered.is_right))
    for script in ("zh-Hans", "zh-Hant"):
        for text in cut_pieces(read_scripts(shared, script, TUNED)):
            lang = detect(text).langs[0]
            if lang in ("zh-Hans", "zh-Hant"):
                evidence, score = chinese_evidence(text, lang)
                rated[evidence, lang].append((score, lang == script))
    for script in ("zh-Hans", "zh-Hant"):
        rated["han-document", script] = [(0.0, True)] * 40 + [(0.0, False)]
    return rated


def cut_pieces(texts: Iterable[str]) -> list[str]:
    """The beginnings of texts, in several sizes."""
    return [text[:size] for text in texts for size in PIECES]


def pool_neighbours(rated: Sequence[Rated]) -> list[Pool]:
    """Pools whose shares grow with the score, each of MIN_POOL answers or more where there are as many."""
    ordered = sorted(rated)
    n_pools = max(1, len(ordered) // MIN_POOL)
    bounds = [len(ordered) * at // n_pools for at in range(n_pools + 1)]
    pools: list[Pool] = []
    for first, last in pairwise(bounds):
        pools.append(Pool(ordered[first][0], last - first, sum(right for _, right in ordered[first:last])))
        while len(pools) > 1 and pools[-2].n_right * pools[-1].n >= pools[-1].n_right * pools[-2].n:
            above = pools.pop()
            pools[-1] = Pool(pools[-1].score, pools[-1].n + above.n, pools[-1].n_right + above.n_right)
    return [Pool(0.0, *pools[0][1:]), *pools[1:]]


if __name__ == "__main__":
    main()
