"""Read the bytes of the documents of one shard."""

from collections.abc import Mapping

import pyarrow as pa

from ..core.digests import digest_bytes
from ..core.errors import TransientError, UnreadableDocumentError
from ..core.stage import Tables
from ..schema import REJECTS, SOURCES
from ..schema.artifacts import Source
from ..schema.rejects import Reject, rejecting
from .extract.extract_text import extract_text
from .judge_media_type import judge_media_type
from .list_documents import STAGE, read_content
from .settings import IngestSettings


def read_documents(tables: Mapping[str, pa.Table], settings: IngestSettings) -> Tables:
    """From `members` to `sources` and `rejects`.

    Raises TransientError when reading fails in a way that may pass.
    """
    sources: list[Source] = []
    rejects: list[Reject] = []
    members = tables["members"]
    for document_id, uri in zip(members["document_id"].to_pylist(), members["uri"].to_pylist(), strict=True):
        with rejecting(rejects, STAGE, document_id, uri):
            content = _read(uri)
            if digest_bytes(content) != document_id:
                raise UnreadableDocumentError("the file changed while the run was going on; the next run takes it")
            sources.append(make_source(document_id, uri, content, settings))
    return {"sources": SOURCES.from_rows(sources), "rejects": REJECTS.from_rows(rejects)}


def make_source(document_id: str, uri: str, content: bytes, settings: IngestSettings) -> Source:
    """A document as the stages after this one take it: its bytes, or the text that was taken out of them.

    Raises DocumentError when it cannot be used.
    """
    media_type = judge_media_type(content)
    extracted = extract_text(content, media_type, settings)
    if extracted is None:
        return Source(document_id, uri, media_type, len(content), content)
    return Source(document_id, uri, media_type, len(content), *extracted)


def _read(uri: str) -> bytes:
    try:
        return read_content(uri)
    except (FileNotFoundError, PermissionError) as error:
        raise UnreadableDocumentError(f"the file could be listed but not read: {error.strerror}") from None
    except OSError as error:
        raise TransientError(f"reading {uri} failed: {error}") from error
