"""The `pair` stage as a Prefect task."""

from prefect import task

from ..store.steps import Step
from ..store.task import Upstream, step_options
from ..store.workers import current_workers
from .settings import PairSettings
from .split_pairs import PairReference, pair_shards


@task(name="pair", **step_options())
def pair(step: Step, upstream: Upstream, settings: PairSettings) -> PairReference:
    """Find the documents of the run that are translations of each other."""
    return current_workers().call(pair_shards, step, upstream, settings)
