"""The text of a DOCX: paragraphs and rows of tables in order, page heads and feet once."""

import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from ...core.errors import OversizedDocumentError, UnreadableDocumentError
from ..settings import IngestSettings
from .extracted import SUPERSCRIPTS, Extracted, Line, join_lines

_MAX_DEPTH = 8
"""Tables inside tables that are followed."""


def read_docx(content: bytes, settings: IngestSettings) -> Extracted:
    """Paragraphs and rows of tables, which are main, then the heads and feet of the pages, which are not.

    The cells of a row stand in one line, parted by tabs. Numbers that the editor gives to lists are not in the file and
    so not in the text. Raises UnreadableDocumentError when the file is broken, OversizedDocumentError when what is
    packed in it is too large.
    """
    _refuse_bomb(content, settings)
    from docx import Document

    try:
        document = Document(io.BytesIO(content))
        lines = [Line(text, True) for text in _read_blocks(document, 0)]
        lines += [Line(text, False) for text in _read_edges(document)]
    except RecursionError:
        raise UnreadableDocumentError("the DOCX is nested too deep; save it again") from None
    except Exception as error:
        raise UnreadableDocumentError(f"the DOCX is broken: {error}; save it again") from error
    return join_lines(lines, f"python-docx {version('python-docx')}")


def _refuse_bomb(content: bytes, settings: IngestSettings) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(item.file_size for item in archive.infolist())
            is_encrypted = any(item.flag_bits & 1 for item in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableDocumentError(f"the DOCX is broken: {error}; save it again") from error
    if is_encrypted:
        raise UnreadableDocumentError("the DOCX is encrypted; remove its password first")
    if size > settings.max_unpacked_bytes:
        raise OversizedDocumentError(
            f"the DOCX unpacks to {size / 1e6:.1f} MB, the limit is {settings.max_unpacked_bytes / 1e6:.1f} MB; "
            "remove its images, or raise ingest.max_unpacked_bytes"
        )


def _read_blocks(container: Any, depth: int) -> Iterator[str]:
    """Lines of what holds paragraphs and tables (a document, a head, a cell), an empty line behind each."""
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            seen: dict[int, Any] = {}
            yield from (_read_row(row, depth, seen) for row in block.rows)
        else:
            yield from _read_paragraph(block).splitlines()
        yield ""


def _read_paragraph(paragraph: Any) -> str:
    """The text of a paragraph, the marks of its footnotes as characters: 310 with a raised 1 is no 3101."""
    if not paragraph._p.xpath(".//w:vertAlign[@w:val='superscript']"):
        return str(paragraph.text)
    texts = (
        run.text.translate(SUPERSCRIPTS) if run.font.superscript and run.text.isdecimal() else run.text
        for part in paragraph.iter_inner_content()
        for run in (part.runs if hasattr(part, "runs") else [part])
    )
    return "".join(texts)


def _read_row(row: Any, depth: int, seen: dict[int, Any]) -> str:
    """The cells of a row in one line; a cell that spans several columns or rows stands once, in the first of them.

    `seen` are the cells of its table so far.
    """
    if depth >= _MAX_DEPTH:
        return ""
    texts = []
    for cell in row.cells:
        is_first = id(cell._tc) not in seen
        seen[id(cell._tc)] = cell
        texts.append(" ".join(filter(None, _read_blocks(cell, depth + 1))) if is_first else "")
    return "\t".join(texts)


def _read_edges(document: Any) -> Iterator[str]:
    """Lines of the heads and feet of all sections, each once."""
    found: dict[str, None] = {}
    for section in document.sections:
        for edge in (section.header, section.footer):
            found.update((line, None) for line in _read_blocks(edge, 0) if line.strip())
    yield from found
