"""Sections that stand in another order: what the chain in order left alone on both sides, aligned where it stands."""

from collections.abc import Sequence

from .align_passages import search
from .find_band import Point
from .judge_links import keep_supported, weigh_evidence
from .likeness import Likeness
from .passage import Passage
from .problem import Link, Problem
from .weigh_keys import KeyWeights

LEAST_RUN = 4
"""Segments without link side by side that may be a section elsewhere."""
LEAST_POINTS = 12.0
"""Weight of the rare words that two such runs must share to be compared: about three."""


def align_moved(
    zh: Passage, en: Passage, links: Sequence[Link], problem: Problem, weights: KeyWeights, max_half_width: int
) -> list[Link]:
    """Links of runs of segments that no link holds, outside the order of the others; takes the heaviest pairs first."""
    likeness = problem.likeness
    zh_runs = find_free_runs([(link.zh_start, link.zh_end) for link in links], len(zh.keys))
    en_runs = find_free_runs([(link.en_start, link.en_end) for link in links], len(en.keys))
    if likeness is None or not links or not zh_runs or not en_runs:
        return []
    found: list[Link] = []
    used: set[tuple[str, range]] = set()
    for zh_run, en_run in _propose_runs(likeness, zh_runs, en_runs):
        if ("zh", zh_run) not in used and ("en", en_run) not in used:
            kept = _align_runs(zh, en, zh_run, en_run, problem, weights, max_half_width)
            if kept:
                found += kept
                used |= {("zh", zh_run), ("en", en_run)}
    return found


def find_free_runs(spans: Sequence[Point], n_units: int) -> list[range]:
    """Runs of at least LEAST_RUN units that lie in none of the spans."""
    runs: list[range] = []
    at = 0
    for start, end in [*sorted(spans), (n_units, n_units)]:
        if start - at >= LEAST_RUN:
            runs.append(range(at, start))
        at = max(at, end)
    return runs


def _propose_runs(likeness: Likeness, zh_runs: Sequence[range], en_runs: Sequence[range]) -> list[tuple[range, range]]:
    """Pairs of runs that share rare words, the heaviest first."""
    zh_owner = {unit: run for run in zh_runs for unit in run}
    en_owner = {unit: run for run in en_runs for unit in run}
    shared: dict[tuple[range, range], float] = {}
    for (zh_unit, en_unit), weight in likeness.propose_points().items():
        if zh_unit in zh_owner and en_unit in en_owner:
            pair = zh_owner[zh_unit], en_owner[en_unit]
            shared[pair] = shared.get(pair, 0.0) + weight
    heavy = [pair for pair, weight in shared.items() if weight >= LEAST_POINTS]
    return sorted(heavy, key=lambda pair: (-shared[pair], pair[0].start, pair[1].start))


def _align_runs(
    zh: Passage,
    en: Passage,
    zh_run: range,
    en_run: range,
    problem: Problem,
    weights: KeyWeights,
    max_half_width: int,
) -> list[Link]:
    """The links of two runs for which there is evidence."""
    links = search(problem.cut(zh_run.start, zh_run.stop, en_run.start, en_run.stop), max_half_width)
    moved = [_move(link, zh_run.start, en_run.start) for link in links]
    evidence = weigh_evidence(zh, en, moved, weights, problem.likeness) if problem.likeness else []
    kept = keep_supported(links, evidence, len(zh_run), len(en_run), is_moved=True)
    return [_move(link, zh_run.start, en_run.start) for link in kept]


def _move(link: Link, zh_start: int, en_start: int) -> Link:
    return Link(
        link.zh_start + zh_start, link.zh_end + zh_start, link.en_start + en_start, link.en_end + en_start, link.score
    )
