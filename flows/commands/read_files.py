"""Read the files that a command names: each by itself, so that a bad one takes no other with it.

Only which lines stand in several of them is known to all, as in a run.
"""

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from tasks.core.errors import JobError, WrongCallError
from tasks.ingest.list_documents import is_local, read_content, refuse_duplicate
from tasks.schema.rejects import Reject, rejecting

from ..local import Batch, concatenate, load_sources, read_batch, repair_batch, share_repeats
from ..settings import SETTINGS, BuildSettings
from .terminal import print_rejects

STANDARD_INPUT = "-"


def read_each(files: Sequence[str], until: str, settings: BuildSettings = SETTINGS) -> Iterator[tuple[str, Batch]]:
    """Each file read up to a stage; a file that cannot be used is told of on standard error and left out.

    The texts of all files are held, for their lines are compared before the first is segmented; unless `until` is
    `repair`.

    Raises WrongCallError when a file does not exist, JobError at the end when no file could be used.
    """
    _refuse_missing(files)
    used = 0
    for name, batch in _repair_each(files, until, settings):
        if until != "repair":
            read_batch(batch, settings, until)
        print_rejects(batch.rejects)
        if batch.tables["sources"].num_rows and batch.tables["texts"].num_rows:
            used += 1
            yield name, batch
    if not used:
        raise JobError("no document could be used")


def read_together(files: Sequence[str], until: str) -> Batch:
    """All files, read up to a stage, as one batch; of those with the same bytes the first is kept, as in a run.

    Raises as `read_each` does.
    """
    kept: dict[str, Batch] = {}
    first_names: dict[str, str] = {}
    rejects: list[Reject] = []
    for name, batch in read_each(files, until):
        (document_id,) = batch.tables["sources"]["document_id"].to_pylist()
        with rejecting(rejects, "ingest", document_id, name):
            refuse_duplicate(document_id, name, first_names)
            kept[document_id] = batch
    print_rejects(rejects)
    return concatenate(list(kept.values()))


def _refuse_missing(files: Sequence[str]) -> None:
    missing = [name for name in files if name != STANDARD_INPUT and is_local(name) and not Path(name).exists()]
    if missing:
        raise WrongCallError(f"there is no file {', '.join(missing)}")


def _repair_each(files: Sequence[str], until: str, settings: BuildSettings) -> Iterator[tuple[str, Batch]]:
    """The files with their repaired texts, and the lines that several have; one by one where these are not needed."""
    repaired = ((name, repair_batch(_load_one(name, settings), settings)) for name in files)
    if until == "repair":
        yield from repaired
        return
    held = deque(repaired)
    share_repeats([batch for _, batch in held], settings)
    while held:
        yield held.popleft()  # what later stages make of it is not held


def _load_one(name: str, settings: BuildSettings) -> Batch:
    try:
        content = sys.stdin.buffer.read() if name == STANDARD_INPUT else read_content(name)
    except OSError as error:
        why = "a folder; name its files, or use hedui run" if isinstance(error, IsADirectoryError) else error.strerror
        batch = load_sources([], settings)
        batch.rejects.append(Reject(None, name, "ingest", type(error).__name__, f"cannot be read: {why}"))
        return batch
    return load_sources([(name, content)], settings)
