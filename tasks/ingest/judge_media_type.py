"""The media type of a document, judged by its first bytes and never by its name."""

import re

from ..core.errors import BinaryDocumentError, EmptyDocumentError, UnsupportedMediaTypeError

HEAD_BYTES = 4096
MAX_CONTROL_SHARE = 0.05
MIN_UTF16_SHARE = 0.85

# Signatures as registered for each format (IANA media types; PRONOM for the magic numbers).
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
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
MARKUP = re.compile(rb"\A\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
UTF16_LEADS = bytes([0x00, 0x20, 0x30, 0xFE, 0xFF, *range(0x4E, 0xA0)])
"""High bytes of Basic Latin, general and CJK punctuation, full-width forms and the unified ideographs."""
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"


def judge_media_type(content: bytes) -> str:
    """The media type of a document that can be read.

    Raises EmptyDocumentError, UnsupportedMediaTypeError or BinaryDocumentError, with cause and remedy.
    """
    if not content.strip():
        raise EmptyDocumentError("the file is empty; remove it, or collect it again")
    head = content[:HEAD_BYTES]
    for signature, media_type in SIGNATURES:
        if head.startswith(signature):
            raise UnsupportedMediaTypeError(f"{media_type} is not read; convert the document to plain text")
    if MARKUP.match(head):
        raise UnsupportedMediaTypeError("text/html is not read; extract the text of the page first")
    share = _share_of(head, CONTROLS)
    if share > MAX_CONTROL_SHARE and not _may_be_utf16(head):
        raise BinaryDocumentError(
            f"looks like binary data ({share:.0%} control characters in the first {len(head)} bytes); "
            "remove it from the input, or convert it to text"
        )
    return "text/plain"


def _may_be_utf16(head: bytes) -> bool:
    """A byte-order mark, or every second byte nearly always one that leads a Latin, Chinese or punctuation unit."""
    if head.startswith(BYTE_ORDER_MARKS):
        return True
    return any(_share_of(head[parity::2], UTF16_LEADS) >= MIN_UTF16_SHARE for parity in (0, 1)) or any(
        _share_of(head[place::4], b"\x00") >= MIN_UTF16_SHARE for place in (0, 3)
    )


def _share_of(data: bytes, chosen: bytes) -> float:
    return 1 - len(data.translate(None, chosen)) / len(data) if data else 0.0
