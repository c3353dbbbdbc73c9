"""Read bytes by one charset without giving up at a bad byte."""

import codecs
from functools import lru_cache

UNIT_BYTES = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
"""Charsets that are made of units of several bytes; the others are supersets of ASCII."""
HEAD_BYTES = 256
NO_CHARSETS = ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7")
"""Text codecs that no document is stored in (or, UTF-7, that is a danger to accept)."""


def error_handler(charset: str) -> str:
    """The handler by which the codec keeps what it cannot read as lone surrogates, so that nothing is lost."""
    return "surrogatepass" if charset in UNIT_BYTES else "surrogateescape"


def read_leniently(content: bytes, charset: str) -> str | None:
    """The text of bytes, what cannot be read kept as lone surrogates; None when the codec cannot do even that.

    Of charsets with units of several bytes, an incomplete unit at the end is left out, and in the head no more than one
    fault is forgiven.
    """
    whole = len(content) - len(content) % UNIT_BYTES.get(charset, 1)
    try:
        if charset in UNIT_BYTES and content[: min(whole, HEAD_BYTES)].decode(charset, "replace").count("\ufffd") > 1:
            return None
        return content[:whole].decode(charset, error_handler(charset))
    except UnicodeError:
        return None


def read_strictly(content: bytes, charset: str) -> str | None:
    """The text of bytes, or None when the charset cannot read them all."""
    try:
        return content.decode(charset)
    except UnicodeError:
        return None


@lru_cache(maxsize=256)
def find_codec(name: str) -> str | None:
    """Python's name of the codec of a charset, or None when it has none or that is no charset of documents."""
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    if not info._is_text_encoding or info.name in NO_CHARSETS or _is_ebcdic(info):
        return None
    return info.name


def _is_ebcdic(info: codecs.CodecInfo) -> bool:
    """Whether a charset has letters elsewhere than ASCII: files of large computers, which reach nobody as they are."""
    return info.name.startswith(("cp", "ibm")) and info.encode("az09")[0] != b"az09"
