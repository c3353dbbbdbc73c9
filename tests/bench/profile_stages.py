"""Where the slowest stages spend their time, function by function."""

import cProfile
import pstats
from collections import defaultdict
from pathlib import Path

from .make_corpus import Corpus
from .print_table import Table, tell
from .time_stages import run_stages

N_FUNCTIONS = 20
SOURCE_FOLDERS = ("tasks/", "flows/", "site-packages/")
BUILT_IN = "~"
"""What the profiler takes for the path of functions that are not written in Python."""

Function = tuple[str, int, str]
"""Path, line, name."""


def profile_stages(corpus: Corpus, scratch: Path, n_slowest: int) -> list[Table]:
    """A table for each of the slowest stages. A profile slows small functions most: read shares, not seconds."""
    tell(f"profile: {corpus.n_bytes / 1e6:.1f} MB")
    stages, _ = run_stages(corpus, scratch, is_profiling=True)
    slowest = sorted(stages, key=lambda name: -stages[name].step_seconds)[:n_slowest]
    return [tabulate_profile(name, stages[name].profile) for name in slowest]


def tabulate_profile(stage: str, profile: cProfile.Profile) -> Table:
    """The functions with the largest own time, in which that of the built-in functions they call is contained."""
    entries = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # not in the stubs
    own: dict[Function, float] = defaultdict(float)
    for function, (_, _, seconds, _, callers) in entries.items():
        if function[0] != BUILT_IN or not callers:
            own[function] += seconds
            continue
        for caller, (_, _, seconds_there, _) in callers.items():
            own[caller] += seconds_there
    whole = sum(own.values()) or 1.0
    table = Table(
        f"profile-{stage}", f"Profile of {stage}", ("function", "calls", "own s", "own %", "with callees s"), []
    )
    for function in sorted(own, key=lambda function: (-own[function], function))[:N_FUNCTIONS]:
        calls, cumulative = entries[function][1], entries[function][3]
        table.rows.append((_name(function), calls, own[function], 100 * own[function] / whole, cumulative))
    table.notes.append("own: with the built-in functions it calls.")
    return table


def _name(function: Function) -> str:
    path, line, name = function
    if path == BUILT_IN:
        return name
    for folder in SOURCE_FOLDERS:
        if folder in path:
            return f"{path[path.rindex(folder) :].removeprefix('site-packages/')}:{line} {name}"
    return f"{Path(path).name}:{line} {name}"
