"""From source bytes to repaired text, document by document."""

from collections.abc import Mapping

import pyarrow as pa

from ..core.errors import EmptyDocumentError
from ..core.stage import Tables
from ..schema import EDITS, REJECTS, TEXTS
from ..schema.artifacts import Text
from ..schema.edits import EditRow, edit_rows
from ..schema.rejects import Reject, rejecting
from .repair_content import repair_bytes
from .settings import RepairSettings

STAGE = "repair"


def repair_documents(tables: Mapping[str, pa.Table], settings: RepairSettings) -> Tables:
    """From `sources` to `texts`, `edits` and `rejects`; the order of documents is kept."""
    texts: list[Text] = []
    edits: list[EditRow] = []
    rejects: list[Reject] = []
    names = ("document_id", "uri", "media_type", "size_bytes", "content", "main_spans", "extracted_by")
    columns = [tables["sources"].column(name).to_pylist() for name in names]
    for document_id, uri, media_type, size_bytes, content, main_spans, extracted_by in zip(*columns, strict=True):
        with rejecting(rejects, STAGE, document_id, uri):
            repaired = repair_bytes(content, settings)
            if not repaired.text.strip():
                raise EmptyDocumentError("the file holds no text but white space, marks and controls; collect it again")
            rows = edit_rows(document_id, list(repaired.edits))
            texts.append(
                Text(
                    document_id,
                    uri,
                    media_type,
                    size_bytes,
                    repaired.charset,
                    repaired.charset_confidence,
                    repaired.is_lossy,
                    len(rows),
                    repaired.text,
                    main_spans,
                    extracted_by,
                    content.decode() if extracted_by else None,
                )
            )
            edits += rows
    return {"texts": TEXTS.from_rows(texts), "edits": EDITS.from_rows(edits), "rejects": REJECTS.from_rows(rejects)}
