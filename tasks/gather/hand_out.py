"""Hand out the facts of a run to parts by what they measure, so that not all of them are held at once.

Facts that are compared with each other are always in one part. Parts wait in scratch files, one each: every shard is
read once, however many parts there are.
"""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from .name_metric import name_metrics

OPTIONS = ipc.IpcWriteOptions(compression="lz4")


def hand_out(shards: Iterable[pa.Table], n_parts: int, scratch: Path | None = None) -> Iterator[pa.Table]:
    """The facts of all shards, part by part, in their order; `shards` have at least the columns of restatements.

    Files lie below `scratch`, where a killed run's are swept, or else where the system has them. Raises OSError when
    they cannot be written.
    """
    if n_parts == 1:
        yield pa.concat_tables(shards)
        return
    with TemporaryDirectory(prefix="hedui-gather-", dir=scratch) as folder:
        paths = [Path(folder) / f"{part}.arrow" for part in range(n_parts)]
        _write_parts(shards, paths)
        for path in paths:
            with ipc.open_stream(str(path)) as reader:
                rows = reader.read_all()
            path.unlink()
            yield rows


def _write_parts(shards: Iterable[pa.Table], paths: list[Path]) -> None:
    with ExitStack() as stack:
        writers: list[ipc.RecordBatchStreamWriter] = []
        for facts in shards:
            if not writers:
                writers = [
                    stack.enter_context(ipc.new_stream(str(path), facts.schema, options=OPTIONS)) for path in paths
                ]
            for writer, rows in zip(writers, cut_parts(facts, len(paths)), strict=True):
                writer.write_table(rows)


def cut_parts(facts: pa.Table, n_parts: int) -> list[pa.Table]:
    """The facts of each part, in their order."""
    parts = number_parts(facts, n_parts)
    order = np.argsort(parts, kind="stable")
    ends = np.searchsorted(parts[order], np.arange(n_parts + 1)).tolist()
    sorted_facts = facts.take(pa.array(order))
    return [sorted_facts.slice(start, end - start) for start, end in pairwise(ends)]


def number_parts(facts: pa.Table, n_parts: int) -> npt.NDArray[np.int64]:
    """The part of each fact, shape (rows,), by a checksum of its metric: its key, or its words where it has none."""
    texts = name_metrics(facts)["metric_text"]
    metrics = pc.coalesce(facts["metric_key"].cast(pa.string()), texts, pa.scalar("")).combine_chunks()
    encoded = metrics.dictionary_encode()
    parts = np.array([zlib.crc32(metric.encode()) % n_parts for metric in encoded.dictionary.to_pylist()], np.int64)
    numbers: npt.NDArray[np.int64] = parts[encoded.indices.to_numpy()]
    return numbers
