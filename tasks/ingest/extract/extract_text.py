"""Which reader takes the text out of which media type."""

from collections.abc import Callable

from ...core.errors import EmptyDocumentError, OversizedDocumentError
from ..judge_media_type import DOCX, HTML, PDF
from ..settings import IngestSettings
from .extracted import Extracted
from .read_docx import read_docx
from .read_html import read_html
from .read_pdf import read_pdf

_READERS: dict[str, Callable[[bytes, IngestSettings], Extracted]] = {HTML: read_html, PDF: read_pdf, DOCX: read_docx}
_NOTHING = {
    HTML: "the page holds no text, perhaps because a script loads it; save the page as a browser shows it",
    PDF: "the PDF holds no text, perhaps only scanned images; run character recognition on it first",
    DOCX: "the document holds no text; remove it, or collect it again",
}


def extract_text(content: bytes, media_type: str, settings: IngestSettings) -> Extracted | None:
    """The text of a document that is no plain text, None for plain text, whose bytes are its text.

    Raises EmptyDocumentError when there is none, OversizedDocumentError when there is too much, UnreadableDocumentError
    when the document is broken or encrypted.
    """
    reader = _READERS.get(media_type)
    if reader is None:
        return None
    extracted = reader(content, settings)
    if not extracted.content.strip():
        raise EmptyDocumentError(_NOTHING[media_type])
    if len(extracted.content) > settings.max_document_bytes:
        raise OversizedDocumentError(
            f"its text has {len(extracted.content) / 1e6:.1f} MB, the limit is "
            f"{settings.max_document_bytes / 1e6:.1f} MB; split it, or raise ingest.max_document_bytes"
        )
    return extracted
