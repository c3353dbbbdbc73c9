"""From the bytes of a document to a first draft of its text."""

import re
from collections.abc import Iterable, Iterator

from ...core.errors import BinaryDocumentError
from ..measure_bits import measure_bits
from ..rules import byte_order_mark
from ..settings import RepairSettings
from ..sift import sift
from ..stretches import Draft, Stretch
from .cut_stretches import SECOND_CODE, cut_stretches
from .judge_charset import Verdict, judge_charset
from .read_bytes import UNIT_BYTES, read_leniently, read_strictly
from .read_escapes import read_escapes
from .read_foreign_lines import may_be_mixed, read_foreign_lines

MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte-order marks, the longer before the shorter (Unicode 15, table 23-2)."""
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE"),
    (b"\x89PNG\r\n", "PNG"),
    (b"{\\rtf", "RTF"),
)
"""First bytes of formats of which much looks like text."""
CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\x0b\x0c\r\x1b")) + b"\x7f"
HALVES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
HAS_CONTROLS = re.compile("[\x00-\x1f\x7f]")
MARKED_BYTES = 4096
MAX_BITS_OF_MARKED = 7.0
"""Also of such a charset without a mark, for other bytes may look like it. Texts of ten languages cost 5.3 a byte at
most in UTF-16, other bytes that are read so 8.7 and more."""
MIN_BITS_BETTER = 1.0
MAX_BITS_PER_BYTE = 8.0
"""Random bytes cost 10 bits and more in any charset, the dearest real texts under 6."""
MIN_JUDGED_BYTES = 32
MAX_CONTROLS = 4
"""Control characters that any document may have, however short."""


def decode_content(content: bytes, settings: RepairSettings) -> tuple[Draft, float]:
    """A draft, plain but for what the charset cannot read, and how sure the charset is (0 to 1).

    Raises BinaryDocumentError when the bytes are no text in any charset.
    """
    for signature, name in SIGNATURES:
        if content.startswith(signature):
            raise BinaryDocumentError(f"is a file in {name} format, not text; convert it to text first")
    for mark, charset in MARKS:
        if content.startswith(mark):
            return _read_behind_mark(content, mark, charset, settings)
    return _read_unmarked(content, settings)


def _read_behind_mark(content: bytes, mark: bytes, charset: str, settings: RepairSettings) -> tuple[Draft, float]:
    """As the mark says, unless it makes nonsense of what follows it and another charset does not.

    Files are joined, and programs write a mark before bytes of other charsets, or that of the other order of bytes.
    """
    if _is_as_marked(content, charset):
        return _draft(content, charset), 1.0
    head = content[len(mark) :][: settings.judged_bytes]
    verdict = judge_charset(head, is_utf8=read_strictly(head, "utf-8") is not None)
    if verdict.charset == charset or verdict.bits_per_byte > _bits_per_byte(head, charset) - MIN_BITS_BETTER:
        return _draft(content, charset), 1.0
    draft, confidence = _read_unmarked(content[len(mark) :], settings)
    n_bytes, evidence = len(mark), (f"a mark of {charset} before {draft.charset}",)
    marked = Stretch("", 0, n_bytes, None, (byte_order_mark.RULE,), evidence)
    return Draft(content, draft.charset, [marked, *_move(draft.stretches, n_bytes)]), confidence


def _is_as_marked(content: bytes, charset: str) -> bool:
    if charset == "utf-8":
        text = read_strictly(content, charset)
        return text is not None and "\x00" not in text
    return _bits_per_byte(content[:MARKED_BYTES], charset) <= MAX_BITS_OF_MARKED


def _bits_per_byte(data: bytes, charset: str) -> float:
    text = read_leniently(data, charset)
    return float("inf") if text is None else measure_bits(text) / max(1, len(data))


def _read_unmarked(content: bytes, settings: RepairSettings) -> tuple[Draft, float]:
    text = read_strictly(content, "utf-8")
    if text is not None and "\x00" not in text:
        escaped = read_escapes(content) if text.isascii() else None
        if escaped:
            return escaped
        if HAS_CONTROLS.search(sift(text).signs):
            _refuse_controls(content, settings)
        return Draft(content, "utf-8", [Stretch(text, 0, len(content), "utf-8")]), 1.0
    verdict = judge_charset(content[: settings.judged_bytes], is_utf8=text is not None)
    _refuse_binary(content, verdict, settings)
    return _draft(content, verdict.charset), verdict.confidence


def _draft(content: bytes, charset: str) -> Draft:
    if charset == "utf-8":
        return Draft(content, charset, list(_read_around_halves(content)))
    return Draft(content, charset, _read_stretches(content, charset))


def _read_around_halves(content: bytes) -> Iterator[Stretch]:
    """The stretches of UTF-8 in which some programs write a character beyond the Basic Multilingual Plane as the two
    halves that it has in UTF-16 (CESU-8, Unicode Technical Report 26)."""
    start = 0
    for match in HALVES.finditer(content):
        yield from _move(_read_stretches(content[start : match.start()], "utf-8"), start)
        char = match[0].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        yield Stretch(char, match.start(), match.end(), None, (SECOND_CODE,), ("two halves of UTF-16",))
        start = match.end()
    if start < len(content) or not content:
        yield from _move(_read_stretches(content[start:], "utf-8"), start)


def _read_stretches(content: bytes, charset: str) -> list[Stretch]:
    text = read_leniently(content, charset) or ""
    return read_foreign_lines(content, charset) if may_be_mixed(text, charset) else cut_stretches(content, charset)


def _move(stretches: Iterable[Stretch], n_bytes: int) -> list[Stretch]:
    """The stretches, so many bytes further on."""
    return [s._replace(byte_start=s.byte_start + n_bytes, byte_end=s.byte_end + n_bytes) for s in stretches]


def _refuse_binary(content: bytes, verdict: Verdict, settings: RepairSettings) -> None:
    text = read_leniently(content, verdict.charset) or ""
    _refuse_controls(text.encode("ascii", "ignore") if verdict.charset in UNIT_BYTES else content, settings)
    max_bits = MAX_BITS_OF_MARKED if verdict.charset in UNIT_BYTES else MAX_BITS_PER_BYTE
    if verdict.bits_per_byte > max_bits and len(content) >= MIN_JUDGED_BYTES:
        raise BinaryDocumentError(
            "looks like binary data: its bytes are no plausible text in any charset; "
            "remove it from the input, or convert it to text"
        )


def _refuse_controls(ascii_units: bytes, settings: RepairSettings) -> None:
    n_controls = len(ascii_units) - len(ascii_units.translate(None, CONTROLS))
    if n_controls > max(MAX_CONTROLS, settings.max_control_share * len(ascii_units)):
        raise BinaryDocumentError(
            f"looks like binary data ({n_controls / len(ascii_units):.0%} control characters), not text; "
            "remove it from the input, or convert it to text"
        )
