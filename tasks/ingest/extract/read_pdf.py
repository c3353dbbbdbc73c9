"""The text of a PDF, page by page, with running heads and feet told apart."""

import re
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from threading import Lock

from ...core.errors import OversizedDocumentError, UnreadableDocumentError
from ..settings import IngestSettings
from .extracted import Extracted, Line, join_lines

_PDFIUM = Lock()
"""PDFium works in one thread of a process at a time."""
_HYPHENS = re.compile("[\u0002\ufffe]\r?\n?")
"""What PDFium writes for a hyphen at which a word was cut at the end of a line."""
_DIGITS = re.compile("[0-9]+")
_EDGE_LINES = 2
"""Lines at the top and at the foot of a page among which running heads are looked for."""
_MIN_PAGES = 3
_SENTENCE_ENDS = tuple("。！？；，.!?;,")
"""A line that ends so is a part of the text, whatever other pages hold."""


def read_pdf(content: bytes, settings: IngestSettings) -> Extracted:
    """The lines of all pages; main are all but those that stand at an edge of half of the pages.

    Raises UnreadableDocumentError when the file is broken or encrypted, OversizedDocumentError when it has too many
    pages.
    """
    with _PDFIUM:
        pages = _read_pages(content, settings)
    heads = find_running_heads(pages)
    lines = [Line(line, not _is_running(page, at, heads)) for page in pages for at, line in enumerate(page)]
    return join_lines(lines, f"pypdfium2 {version('pypdfium2')}")


def _read_pages(content: bytes, settings: IngestSettings) -> list[list[str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableDocumentError("the PDF is encrypted; remove its password first") from None
        raise UnreadableDocumentError(f"the PDF is broken: {error}; collect it again") from None
    try:
        if len(document) > settings.max_pdf_pages:
            raise OversizedDocumentError(
                f"the PDF has {len(document)} pages, the limit is {settings.max_pdf_pages}; "
                "split it, or raise ingest.max_pdf_pages"
            )
        return [_read_page(document, at) for at in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocumentError(f"a page of the PDF is broken: {error}; collect it again") from None
    finally:
        document.close()


def _read_page(document: "pypdfium2.PdfDocument", at: int) -> list[str]:  # type: ignore[name-defined]  # noqa: F821
    page = document[at]
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_range()
    finally:
        text_page.close()
        page.close()
    return [line.rstrip() for line in _HYPHENS.sub("", text).splitlines() if line.strip()]


def find_running_heads(pages: Sequence[Sequence[str]]) -> set[str]:
    """Lines, with digits masked, that stand at the top or foot of half of the pages; none for less than three pages.

    A line that ends as a sentence or a part of one does is none.
    """
    if len(pages) < _MIN_PAGES:
        return set()
    counts = Counter(
        key for page in pages for key in {_mask(page[at]) for at in range(len(page)) if _is_edge(page, at)}
    )
    return {key for key, count in counts.items() if count * 2 >= len(pages)}


def _is_running(page: Sequence[str], at: int, heads: set[str]) -> bool:
    return _is_edge(page, at) and _mask(page[at]) in heads


def _is_edge(page: Sequence[str], at: int) -> bool:
    is_near = at < _EDGE_LINES or at >= len(page) - _EDGE_LINES
    return is_near and not page[at].endswith(_SENTENCE_ENDS)


def _mask(line: str) -> str:
    return _DIGITS.sub("0", line.strip())
