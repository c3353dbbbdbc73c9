"""The media type of a document, judged by its bytes and never by its name."""

import io
import re
import zipfile

from ..core.errors import BinaryDocumentError, EmptyDocumentError, UnreadableDocumentError, UnsupportedMediaTypeError

PLAIN, HTML, PDF = "text/plain", "text/html", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

HEAD_BYTES = 4096
MAX_CONTROL_SHARE = 0.05
MIN_UTF16_SHARE = 0.85

# Signatures as registered for each format (IANA media types; PRONOM for the magic numbers).
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "application/gzip"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "application/x-riff"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"\x7fELF", "application/x-elf"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"BZh", "application/x-bzip2"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"{\\rtf", "application/rtf"),
)
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream in which Office keeps an encrypted document (MS-OFFCRYPTO 2.3.4)."""
MARKUP = re.compile(
    r"\A\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?"
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|article|table)\b",
    re.IGNORECASE | re.DOTALL,
)
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
UTF16_LEADS = bytes([0x00, 0x20, 0x30, 0xFE, 0xFF, *range(0x4E, 0xA0)])
"""High bytes of Basic Latin, general and CJK punctuation, full-width forms and the unified ideographs."""
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"


def judge_media_type(content: bytes) -> str:
    """The media type of a document that can be read.

    Raises EmptyDocumentError, UnsupportedMediaTypeError, UnreadableDocumentError or BinaryDocumentError, with cause
    and remedy.
    """
    if not content.strip():
        raise EmptyDocumentError("the file is empty; remove it, or collect it again")
    head = content[:HEAD_BYTES]
    if content.lstrip()[:5] == b"%PDF-":
        return PDF
    if head.startswith(ZIP):
        return _judge_archive(content)
    if head.startswith(OLE):
        _refuse_ole(content)
    for signature, media_type in SIGNATURES:
        if head.startswith(signature):
            raise UnsupportedMediaTypeError(f"{media_type} is not read; convert the document to plain text")
    if MARKUP.match(_read_head(head)):
        return HTML
    share = _share_of(head, CONTROLS)
    if share > MAX_CONTROL_SHARE and not _may_be_utf16(head):
        raise BinaryDocumentError(
            f"looks like binary data ({share:.0%} control characters in the first {len(head)} bytes); "
            "remove it from the input, or convert it to text"
        )
    return PLAIN


def _judge_archive(content: bytes) -> str:
    """DOCX, when the archive holds its main part (ECMA-376 part 2)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableDocumentError(f"the ZIP archive is broken: {error}; collect the file again") from None
    if {"[Content_Types].xml", "word/document.xml"} <= names:
        return DOCX
    raise UnsupportedMediaTypeError("application/zip is not read; unpack it, or save the document as DOCX or text")


def _refuse_ole(content: bytes) -> None:
    if ENCRYPTED in content:
        raise UnreadableDocumentError("an encrypted Office document; remove its password first")
    raise UnsupportedMediaTypeError("application/x-ole-storage (old Office formats) is not read; save it as DOCX")


def _read_head(head: bytes) -> str:
    """The first characters, as far as they are ASCII, also of UTF-16 with a byte-order mark."""
    if head[:2] in BYTE_ORDER_MARKS:
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _may_be_utf16(head: bytes) -> bool:
    """A byte-order mark, or every second byte nearly always one that leads a Latin, Chinese or punctuation unit."""
    if head.startswith(BYTE_ORDER_MARKS):
        return True
    return any(_share_of(head[parity::2], UTF16_LEADS) >= MIN_UTF16_SHARE for parity in (0, 1)) or any(
        _share_of(head[place::4], b"\x00") >= MIN_UTF16_SHARE for place in (0, 3)
    )


def _share_of(data: bytes, chosen: bytes) -> float:
    return 1 - len(data.translate(None, chosen)) / len(data) if data else 0.0
