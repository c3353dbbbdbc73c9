"""The lines that corpora are made of: our own sample documents, clean, by language."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tests.seeds.damage_seeds import CLEAN, SEEDS

Passage = tuple[str, ...]
"""One line, or a Chinese line and the English one that translates it."""

TRADITIONAL = ("greater-bay.txt", "mirror.txt", "pledge-2023.zh.txt")
"""Documents whose Chinese is traditional."""
PAIRED = {
    "both-Hans": (("customs-2023.zh.txt", "customs-2023.en.txt"),),
    "both-Hant": (("pledge-2023.zh.txt", "pledge-2023.en.txt"),),
}
"""Documents of which line i translates line i."""
ALTERNATING = {"both-Hant": ("greater-bay.txt",)}
"""Documents in which each Chinese line stands before its English one."""
KINDS = ("en", "zh-Hans", "zh-Hant", "both-Hans", "both-Hant")
"""Kinds of documents: one language, or both by turns."""

_HAN = re.compile("[\u4e00-\u9fff]")


@lru_cache
def boilerplate() -> dict[str, tuple[str, ...]]:
    """Lines that are no body, by language."""
    path = Path(__file__).with_name("boilerplate.tsv")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {lang: tuple(line for own, line in rows if own == lang) for lang in ("en", "zh-Hans", "zh-Hant")}


def read_body(name: str) -> list[str]:
    """The lines of a sample document without damage, stripped, neither empty nor boilerplate."""
    clean = CLEAN / name
    text = (clean if clean.exists() else SEEDS / name).read_text(encoding="utf-8")
    skipped = {line for lines in boilerplate().values() for line in lines}
    return [line for line in map(str.strip, text.splitlines()) if line and line not in skipped]


@lru_cache
def collect_passages() -> dict[str, tuple[Passage, ...]]:
    """Passages by kind, in an order that depends on nothing but the sample documents.

    Raises ValueError when lines that should translate each other do not stand side by side.
    """
    names = sorted(path.name for path in SEEDS.glob("*.txt"))
    found: dict[str, list[Passage]] = {kind: [] for kind in KINDS}
    for name in names:
        for line in read_body(name):
            found[_language(name, line)].append((line,))
    for kind in ("both-Hans", "both-Hant"):
        found[kind] += _pairs(kind)
    return {kind: tuple(dict.fromkeys(passages)) for kind, passages in found.items()}


def _language(name: str, line: str) -> str:
    if not _HAN.search(line):
        return "en"
    return "zh-Hant" if name in TRADITIONAL else "zh-Hans"


def _pairs(kind: str) -> Iterator[Passage]:
    sides = [(read_body(zh), read_body(en)) for zh, en in PAIRED[kind]]
    for name in ALTERNATING.get(kind, ()):
        lines = read_body(name)
        sides.append((lines[0::2], lines[1::2]))
    for zh_lines, en_lines in sides:
        for zh, en in zip(zh_lines, en_lines, strict=True):
            if not _HAN.search(zh) or _HAN.search(en):
                raise ValueError(f"these lines should translate each other: {zh[:40]!r} and {en[:40]!r}")
            yield zh, en
