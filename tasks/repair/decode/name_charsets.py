"""Which charsets may have been meant: those that are always tried, those that detectors name, and the declared one."""

import re
from functools import lru_cache
from pathlib import Path

from chardetng_py import EncodingDetector
from charset_normalizer import from_bytes

from .read_bytes import find_codec

HERE = Path(__file__).parent
HEAD_BYTES = 2048
NORMALIZER_BYTES = 1 << 15
DECLARATION = re.compile(rb"""(?:charset\s*=|<\?xml[^>]{1,99}?encoding\s*=)\s*["']?([A-Za-z0-9_:.-]{3,30})""")
"""The charset in a meta element of HTML, a header line of mail, or the declaration of XML."""


Families = tuple[tuple[tuple[str, ...], float], ...]
"""Charsets in families, each family with the bits that speak against it beforehand."""


def load_families() -> Families:
    """Those that a document is always tried in."""
    return _load_families("always")


def load_further_families() -> Families:
    """Those that a document is tried in that may be in a charset of single bytes."""
    return _load_families("single")


@lru_cache(maxsize=2)
def _load_families(tried: str) -> Families:
    rows = _rows("candidates.tsv")
    return tuple((tuple(charsets.split(",")), float(bits)) for charsets, bits, when in rows if when == tried)


def resolve_name(name: str) -> str | None:
    """The codec that reads what a name of a charset means, or None."""
    name = name.strip().lower()
    return find_codec(_aliases().get(name, name))


def find_declared(content: bytes) -> str | None:
    """The codec of the charset that the head of the document declares, or None."""
    match = DECLARATION.search(content[:HEAD_BYTES])
    return resolve_name(match[1].decode("ascii")) if match else None


def ask_chardetng(content: bytes) -> str | None:
    """The codec that chardetng names (the detector of Firefox; it always names one, and never UTF-16)."""
    detector = EncodingDetector()
    detector.feed(content, last=True)
    return resolve_name(detector.guess(tld=None, allow_utf8=False))


def ask_charset_normalizer(content: bytes) -> str | None:
    """The codec that charset-normalizer names; None when it finds none or only a family with byte-order mark."""
    best = from_bytes(content[:NORMALIZER_BYTES]).best()
    if best is None or best.encoding in ("utf_16", "utf_32", "utf_8", "ascii"):
        return None
    return resolve_name(best.encoding)


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows("aliases.tsv")}


def _rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
