"""How a run tells what it is doing: to a terminal, to plain lines, or to nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Reporter(Protocol):
    """Hears of each stage when its number of steps is known, and of each step when it ended."""

    def expect(self, stage: str, n_steps: int) -> None:
        """A stage will have so many more steps."""
        ...

    def finish(self, stage: str, shard: str, state: str) -> None:
        """A step ended in a state such as Completed, Cached or Failed."""
        ...


class SilentReporter:
    """Tells nobody."""

    def expect(self, stage: str, n_steps: int) -> None:
        """Nothing."""

    def finish(self, stage: str, shard: str, state: str) -> None:
        """Nothing."""


_reporter: Reporter = SilentReporter()


def current_reporter() -> Reporter:
    """The reporter of this process."""
    return _reporter


@contextmanager
def reporting_to(reporter: Reporter) -> Iterator[None]:
    """Report to this one while the block runs. It is no parameter of the flow, which takes plain settings only."""
    global _reporter
    before, _reporter = _reporter, reporter
    try:
        yield
    finally:
        _reporter = before
