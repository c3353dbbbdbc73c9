"""Does time grow in proportion to the size of the input? A ratio of two times, as absolute ones tell of the machine."""

import gc
import time
from collections.abc import Callable

STEP = 8
MOST = 24.0
"""Eight times the size takes eight times as long; sixty-four times would be quadratic."""
SHORTEST_SECONDS = 0.02
"""Anything shorter is taken as so long: the clock and the caches would tell more than the code."""
TRIES = 4


def take_seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def assert_in_proportion(work: Callable[[int], object], size: int) -> None:
    """Whether `work(size)` takes at most `MOST` times what an eighth of it takes.

    Other work on the machine only ever adds time: the shortest of some tries counts.
    """
    smaller = larger = float("inf")
    for _ in range(TRIES):
        smaller = min(smaller, take_seconds(lambda: work(size // STEP)))
        larger = min(larger, take_seconds(lambda: work(size)))
        if larger <= MOST * max(smaller, SHORTEST_SECONDS):
            return
    raise AssertionError(f"{larger:.3f} s for {size}, {smaller:.3f} s for {size // STEP}")


def assert_reads_in_proportion(read: Callable[[str], object], unit: str, size_bytes: int) -> None:
    """The same of a text: so many bytes of the unit, again and again."""
    assert_in_proportion(lambda size: read(unit * (size // len(unit.encode()))), size_bytes)
