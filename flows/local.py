"""The stages in a plain loop, in this process and without Prefect: for the command line and for measuring."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from tasks.align.stage import align_segments
from tasks.core.digests import digest_bytes
from tasks.core.stage import Tables
from tasks.crosscheck.stage import crosscheck_facts
from tasks.extract.stage import extract_documents
from tasks.gather.find_restatements import find_restatements
from tasks.gather.stage import gather_indicators
from tasks.ingest.stage import make_source
from tasks.pair.stage import pair_documents
from tasks.repair.stage import repair_documents
from tasks.repeat.count_lines import count_lines
from tasks.repeat.find_repeats import gather_repeats, read_listed, select_own
from tasks.schema import REJECTS, SOURCES
from tasks.schema.artifacts import Source
from tasks.schema.rejects import Reject, rejecting
from tasks.segment.stage import segment_documents

from .settings import SETTINGS, BuildSettings


@dataclass
class Batch:
    """Tables of some documents, by name; `rejects` of all stages so far."""

    tables: Tables
    rejects: list[Reject] = field(default_factory=list)

    def take(self, made: Tables) -> None:
        """Add what a stage made; its rejects are collected."""
        rows = made.pop("rejects", REJECTS.empty())
        self.rejects += [Reject(**row) for row in rows.to_pylist()]
        self.tables |= made


def load_sources(contents: Iterable[tuple[str, bytes]], settings: BuildSettings = SETTINGS) -> Batch:
    """Documents given as (uri, bytes); what is no text is rejected, repeated bytes are kept."""
    rejects: list[Reject] = []
    sources: list[Source] = []
    for uri, content in contents:
        with rejecting(rejects, "ingest", None, uri):
            sources.append(make_source(digest_bytes(content), uri, content, settings.ingest))
    return Batch({"sources": SOURCES.from_rows(sources)}, rejects)


def repair_batch(batch: Batch, settings: BuildSettings = SETTINGS) -> Batch:
    """Repair the documents of a batch."""
    batch.take(repair_documents(batch.tables, settings.repair))
    return batch


def share_repeats(batches: Sequence[Batch], settings: BuildSettings = SETTINGS) -> None:
    """Tell each of some repaired batches which of its lines stand in several documents of all of them."""
    listed = [read_listed(count_lines(batch.tables, settings.repeat)["lines"]) for batch in batches]
    repeated = gather_repeats(lambda: listed, settings.repeat.min_documents)
    for batch, own in zip(batches, listed, strict=True):
        batch.tables["repeats"] = select_own(own, repeated)


def read_batch(batch: Batch, settings: BuildSettings = SETTINGS, until: str = "extract") -> Batch:
    """Repair, segment and extract, or only the first of them: `until` is the last stage.

    A batch that was told of repeated lines is repaired; one that was not is taken for the whole run.
    """
    if "repeats" not in batch.tables:
        repair_batch(batch, settings)
    if until == "repair":
        return batch
    if "repeats" not in batch.tables:
        share_repeats([batch], settings)
    batch.take(segment_documents(batch.tables, settings.segment))
    if until == "extract":
        batch.take(extract_documents(batch.tables, settings.extract))
    return batch


def compare_batch(batch: Batch, settings: BuildSettings = SETTINGS) -> Batch:
    """Pair, align and cross-check documents that were read, and gather their indicators."""
    batch.take(pair_documents(batch.tables, settings.pair))
    batch.take(align_segments(batch.tables, settings.align))
    batch.take(crosscheck_facts(batch.tables, settings.crosscheck))
    batch.take(gather_indicators(batch.tables, settings.gather))
    restated = find_restatements(batch.tables["facts"], settings.gather.min_confidence)
    batch.tables["agreements"] = pa.concat_tables([batch.tables["agreements"], restated])
    return batch


def concatenate(batches: Sequence[Batch]) -> Batch:
    """Several batches as one."""
    names = batches[0].tables if batches else {}
    tables = {name: pa.concat_tables([batch.tables[name] for batch in batches]) for name in names}
    return Batch(tables, [reject for batch in batches for reject in batch.rejects])


def iterate_rows(table: pa.Table) -> Iterator[dict[str, object]]:
    """The rows of a table as dictionaries, a batch at a time."""
    for part in table.to_batches():
        yield from part.to_pylist()
