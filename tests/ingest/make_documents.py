"""Small documents in formats other than plain text, made for the tests."""

import io
import zipfile
from collections.abc import Sequence

from docx import Document

ENCRYPTION = "<< /Filter /Standard /V 1 /R 2 /P -44 /O <" + "4f" * 32 + "> /U <" + "55" * 32 + "> >>"
"""A dictionary whose password nobody knows (PDF 1.7, 7.6.3)."""


def make_pdf(pages: Sequence[Sequence[str]], encrypted: bool = False) -> bytes:
    """A PDF with lines of text on each page; Chinese in a font that readers have, which is not embedded."""
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ "
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >> ] >>"
    )
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [ {kids} ] /Count {len(pages)} >>", font]
    for at, lines in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Contents {5 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines)
        stream = f"BT /F1 12 Tf 16 TL 72 770 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    if encrypted:
        objects.append(ENCRYPTION)
    return _assemble(objects, encrypted)


def _assemble(objects: Sequence[str], encrypted: bool) -> bytes:
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    secret = f"/Encrypt {len(objects)} 0 R /ID [ <00> <00> ]" if encrypted else ""
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {secret} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def make_docx(paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = (), foot: str = "") -> bytes:
    """A DOCX with paragraphs, then a table, and a foot on each page."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.sections[0].footer.paragraphs[0].text = foot
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_zip(files: dict[str, bytes]) -> bytes:
    """An archive of files by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()
