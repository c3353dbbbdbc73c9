"""The flow: a folder of documents becomes a published version."""

from collections.abc import Sequence
from typing import Any

from prefect import flow
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from tasks.align.task import align
from tasks.crosscheck.task import crosscheck
from tasks.extract.task import extract
from tasks.gather.task import gather
from tasks.ingest.task import ingest
from tasks.pair.split_pairs import PairReference
from tasks.pair.task import pair, sign
from tasks.publish.task import publish
from tasks.repair.task import repair
from tasks.repeat.task import count, repeat
from tasks.report.task import report
from tasks.segment.task import segment
from tasks.store.artifacts import ArtifactStore, Reference
from tasks.store.locations import locate
from tasks.store.versions import read_pointer
from tasks.store.workers import using_workers

from .announce import announce
from .board import Board, Future, Inputs, Submitter
from .conflicts import limit_conflicts
from .credentials import use_credentials
from .list_shards import Shard, list_input, name_rejects, name_reviews, name_shards
from .send_events import give_up_tries_soon, send_rest
from .settings import BuildSettings
from .stages import ALL, choose_refresh, trace_lineages
from .summary import Summary, describe_run, summarise
from .watch import Watch, watching

WAITING_THREADS = 32
"""Threads of the runner. Most of them wait for a worker or for the step before; the workers bound the work."""

RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=WAITING_THREADS)

Steps = dict[str, dict[str, Future]]
"""Futures by stage and shard."""


@flow(
    name="hedui",
    log_prints=False,
    task_runner=RUNNER,
    persist_result=False,
    result_serializer="json",
    on_completion=[send_rest],
    on_failure=[send_rest],
    on_crashed=[send_rest],
)
def build(settings: BuildSettings) -> dict[str, Any]:
    """Repair, segment, align, extract, check and publish the documents of an input; returns the summary of the run."""
    use_credentials(settings.credentials)
    give_up_tries_soon()
    with watching(settings.log, settings.metrics) as watch:
        summary = build_version(settings, watch)
        watch.take(summary.as_json())
        announce(summary)
        limit_conflicts(summary.conflicts, settings.max_conflicts, summary.page)
    return summary.as_json()


def build_version(settings: BuildSettings, watch: Watch) -> Summary:
    """All steps in their order, up to the published version and its page."""
    store = ArtifactStore(settings.artifacts_folder.absolute())
    before = read_pointer(locate(settings.output))
    workers = using_workers(settings.runner, settings.n_workers, settings.step_timeout_seconds, settings.address)
    with store.in_use(), workers:
        reviews = name_reviews(settings, store.write)
        listing = list_input(settings)
        shards = name_shards(listing, settings, store.write)
        board = Board(settings, trace_lineages(settings), str(store.root), choose_refresh(settings, shards), watch)
        steps = repair_shards(board, shards)
        steps |= read_shards(board, shards, steps)
        steps |= compare_shards(board, shards, steps)
        version = publish_all(board, steps, name_rejects(listing, store.write), reviews)
        return summarise(settings, before, version, steps, reviews)


def repair_shards(board: Submitter, shards: Sequence[Shard]) -> Steps:
    """Repaired texts shard by shard, and the lines that stand in several documents of all shards."""
    steps: Steps = {"ingest": {}, "repair": {}, "count": {}}
    for shard in shards:
        name, n = shard.name, shard.n_documents
        read = board.submit(ingest, name, {"members": [shard.members]}, n_documents=n)
        text = board.submit(repair, name, {"sources": [read]}, n_documents=n)
        lines = board.submit(count, name, {"texts": [text]}, n_documents=n)
        for stage, future in zip(steps, (read, text, lines), strict=True):
            steps[stage][name] = future
    steps["repeat"] = {ALL: board.submit(repeat, ALL, {"lines": list(steps["count"].values())})}
    board.finish(future for futures in steps.values() for future in futures.values())
    return steps


def read_shards(board: Submitter, shards: Sequence[Shard], steps: Steps) -> Steps:
    """What else can be done shard by shard, and behind it the search for pairs and the indicators of all shards."""
    read: Steps = {stage: {} for stage in ("segment", "extract", "sign", "pair", "gather")}
    repeats = board.take_parts("repeats", steps["repeat"][ALL])
    for shard in shards:
        name, n = shard.name, shard.n_documents
        text = steps["repair"][name]
        cut = board.submit(segment, name, {"texts": [text], "edits": [text], **repeats(name)}, n_documents=n)
        whole: Inputs = {"documents": [cut], "segments": [cut], "edits": [text]}
        fact = board.submit(extract, name, whole, n_documents=n)
        signed = board.submit(sign, name, {"documents": [cut], "segments": [cut]}, n_documents=n)
        for stage, future in zip(read, (cut, fact, signed), strict=False):
            read[stage][name] = future
    known = {"documents": list(read["segment"].values()), "signatures": list(read["sign"].values())}
    read["pair"][ALL] = board.submit(pair, ALL, known)
    read["gather"][ALL] = board.submit(gather, ALL, {"facts": list(read["extract"].values())})
    board.finish(future for futures in read.values() for future in futures.values())
    return read


def compare_shards(board: Submitter, shards: Sequence[Shard], steps: Steps) -> Steps:
    """Alignment of the shards that hold the Chinese document of a pair, and cross-checks of all."""
    pairs: PairReference = steps["pair"][ALL].result()
    compared: Steps = {"align": {}, "crosscheck": {}}
    for shard in shards:
        name, n = shard.name, shard.n_documents
        inputs: dict[str, list[Future | Reference]] = {"members": [shard.members], "facts": [steps["extract"][name]]}
        if name in pairs["tables"]:
            own = Reference(stage="pair", tables={"pairs": pairs["tables"][name]}, counts={})
            partners = pairs["partners"][name]
            theirs = {"partner:segments": [steps["segment"][other] for other in partners]}
            texts: Inputs = {"segments": [steps["segment"][name]], **theirs, "pairs": [own]}
            bead = board.submit(align, name, texts, n_documents=n)
            compared["align"][name] = bead
            inputs |= {"alignments": [bead], "partner:facts": [steps["extract"][other] for other in partners]}
        compared["crosscheck"][name] = board.submit(crosscheck, name, inputs, n_documents=n)
    board.finish(future for futures in compared.values() for future in futures.values())
    return compared


def publish_all(board: Submitter, steps: Steps, rejects: Reference, reviews: Sequence[Reference]) -> Reference:
    """Publish the tables of all shards with the reviews and render the report; returns what publishing returned."""
    made_by = {
        "documents": "segment",
        "segments": "segment",
        "edits": "repair",
        "facts": "extract",
        "alignments": "align",
        "agreements": "crosscheck",
        "indicators": "gather",
    }
    upstream: dict[str, list[Future | Reference]] = {
        table: list(steps[stage].values()) for table, stage in made_by.items()
    }
    upstream["agreements"] += steps["gather"].values()
    upstream["rejects"] = [rejects, *(future for futures in steps.values() for future in futures.values())]
    if reviews:
        upstream["reviews"] = list(reviews)
    published = board.submit(
        publish,
        ALL,
        upstream,
        board.settings.output,
        board.settings.publish,
        describe_run(board.settings, board.lineages),
    )
    page = board.submit(report, ALL, {"version": [published]}, board.settings.output, board.settings.report)
    board.finish([published, page])
    version: Reference = published.result()
    return version
