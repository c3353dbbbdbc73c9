"""The `sign` and `pair` stages as Prefect tasks."""

from prefect import task

from ..store.artifacts import Reference
from ..store.steps import Step
from ..store.task import Upstream, step_options
from ..store.workers import current_workers
from .settings import PairSettings
from .split_pairs import PairReference, pair_shards, sign_documents_of_shard


@task(name="sign", **step_options())
def sign(step: Step, upstream: Upstream, settings: PairSettings) -> Reference:
    """Sign the documents of one shard, so that translations can be looked for."""
    return current_workers().call(sign_documents_of_shard, step, upstream, settings)


@task(name="pair", **step_options())
def pair(step: Step, upstream: Upstream, settings: PairSettings) -> PairReference:
    """Find the documents of the run that are translations of each other."""
    return current_workers().call(pair_shards, step, upstream, settings)
