"""Table `rejects`: documents that could not be used, and why; and how a failure becomes one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pyarrow as pa

from ..core.errors import DocumentError, JobError, TransientError
from .table import Column, Table


class Reject(NamedTuple):
    """A row of `rejects`."""

    document_id: str | None
    uri: str
    stage: str
    error_type: str
    message: str


REJECTS = Table(
    name="rejects",
    version="1.0.0",
    description="Documents that could not be used, and why. The next run tries them again.",
    key=("uri", "stage"),
    order=("uri", "stage"),
    columns=(
        Column("document_id", pa.string(), "SHA-256 of the bytes; null when they could not be read", nullable=True),
        Column("uri", pa.string(), "The document, as in `documents`"),
        Column("stage", pa.string(), "The stage that gave it up", coded=True),
        Column("error_type", pa.string(), "Class of the error", coded=True),
        Column("message", pa.string(), "What was wrong, and what can be done"),
    ),
)


@contextmanager
def rejecting(rejects: list[Reject], stage: str, document_id: str | None, uri: str) -> Iterator[None]:
    """Turn a failure inside the block into a reject of this document; what is transient or ours goes on up."""
    try:
        yield
    except (TransientError, JobError, MemoryError):
        raise
    except DocumentError as error:
        rejects.append(Reject(document_id, uri, stage, type(error).__name__, str(error)))
    except Exception as error:
        message = f"unexpected {type(error).__name__} in {stage}: {error}"
        rejects.append(Reject(document_id, uri, stage, type(error).__name__, message))
