"""Make corpora of any size out of our own sample documents: the same arguments give the same bytes.

Documents have 2 to 40 KB before damage, log-uniform. By bytes before damage half are English, a quarter simplified, a
tenth traditional Chinese, and the rest has both languages by turns, each Chinese line before its English one. About 7% of the lines
are boilerplate. A tenth of the documents is damaged, in five ways, equally often.

The figures of a line are rewritten by one digit permutation, so that paragraphs differ; lines that hold dates or years
stay as they are. Whole sentences repeat all the same, as the samples are small: a program that remembers sentences
looks faster on such a corpus than it is. Measure on other documents too (`--corpus DIR`).
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tests.seeds.damage_seeds import inject_pinyin, misread_gbk_as_latin1, misread_utf8_as_cp1252, store_as

from .collect_lines import Passage, boilerplate, collect_passages

MIN_BYTES, MAX_BYTES = 2_000, 40_000
SHARES = {"en": 0.50, "zh-Hans": 0.25, "zh-Hant": 0.10, "both": 0.15}
"""Bytes of each language before damage."""
BOILERPLATE_SHARE = 0.07
DAMAGED_SHARE = 0.10

Damage = Callable[[str], bytes]
DAMAGE: dict[str, tuple[Damage, str, tuple[str, ...]]] = {
    "gb18030": (lambda text: store_as(text, "gb18030"), "gb18030", ("zh-Hans", "both-Hans")),
    "big5": (lambda text: store_as(text, "big5"), "big5", ("zh-Hant", "both-Hant")),
    "utf8-as-cp1252": (misread_utf8_as_cp1252, "utf-8", ("en", "zh-Hans", "zh-Hant", "both-Hans")),
    "gbk-as-latin1": (misread_gbk_as_latin1, "gbk", ("zh-Hans", "both-Hans")),
    "pinyin": (inject_pinyin, "gbk", ("zh-Hant", "both-Hant")),
}
"""Damage by name: what does it, the charset that the text went through, the kinds of documents that have it, by turns."""

_DATED = re.compile(r"[年月日]|(?<!\d)(?:19|20)\d\d(?!\d)|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_MARKER = re.compile(r"\s*[（(]?\d+[)）.]")
_DIGITS = "123456789"


class Corpus(NamedTuple):
    """A folder of documents."""

    folder: Path
    n_documents: int
    n_bytes: int


class Document(NamedTuple):
    """A document: its file name, kind, damage (empty for none), text before damage, bytes as stored."""

    name: str
    kind: str
    damage: str
    text: str
    content: bytes


@dataclass
class Deck:
    """Draws passages without repetition until all are used up, then shuffles again."""

    passages: tuple[Passage, ...]
    left: list[Passage] = field(default_factory=list)

    def draw(self, rng: random.Random) -> Passage:
        """The next passage."""
        if not self.left:
            self.left = list(self.passages)
            rng.shuffle(self.left)
        return self.left.pop()


def compose_documents(seed: int) -> Iterator[Document]:
    """Documents without end; a longer corpus begins with the documents of a shorter one."""
    rng = random.Random(seed)
    decks = {kind: Deck(passages) for kind, passages in collect_passages().items()}
    written: Counter[str] = Counter()
    damaged: Counter[str] = Counter()
    index = 0
    while True:
        share = min(SHARES, key=lambda name: written[name] / SHARES[name])  # the one that lags most
        kind = share if share != "both" else ("both-Hans", "both-Hant")[rng.random() < 0.5]
        text = _compose_text(rng, kind, decks[kind])
        damage = _choose_damage(kind, damaged) if damaged.total() < DAMAGED_SHARE * (index + 1) else ""
        damaged.update([damage] if damage else [])
        written[share] += len(text.encode())
        yield _store(f"{index:06d}.txt", kind, damage, text)
        index += 1


def write_corpus(folder: Path, seed: int, *, megabytes: float | None = None, n_documents: int | None = None) -> Corpus:
    """Write documents until either bound is reached. One megabyte is 1,000,000 bytes.

    Raises ValueError without a bound.
    """
    if megabytes is None and n_documents is None:
        raise ValueError("a corpus needs a size: megabytes or n_documents")
    folder.mkdir(parents=True, exist_ok=True)
    n_bytes = 0
    for document in islice(compose_documents(seed), n_documents):
        (folder / document.name).write_bytes(document.content)
        n_bytes += len(document.content)
        if megabytes is not None and n_bytes >= megabytes * 1e6:
            break
    return open_corpus(folder)


def open_corpus(folder: Path) -> Corpus:
    """A folder of documents, whoever made them.

    Raises ValueError when no file is in it.
    """
    sizes = [path.stat().st_size for path in sorted(folder.rglob("*")) if path.is_file()]
    if not sizes:
        raise ValueError(f"there are no documents in {folder}")
    return Corpus(folder, len(sizes), sum(sizes))


def renumber(rng: random.Random, passage: Passage) -> Passage:
    """All figures of a passage by one digit permutation; 0, list numbers and passages with dates stay as they are."""
    if any(_DATED.search(line) for line in passage):
        return passage
    digits = list(_DIGITS)
    rng.shuffle(digits)
    table = str.maketrans(_DIGITS, "".join(digits))
    return tuple(_after_marker(line, table) for line in passage)


def _after_marker(line: str, table: dict[int, int]) -> str:
    marker = _MARKER.match(line)
    start = marker.end() if marker else 0
    return line[:start] + line[start:].translate(table)


def _compose_text(rng: random.Random, kind: str, deck: Deck) -> str:
    goal = MIN_BYTES * (MAX_BYTES / MIN_BYTES) ** rng.random()
    menus = boilerplate()[kind.replace("both", "zh")]
    lines: list[str] = []
    size = 0
    while size < goal:
        passage = renumber(rng, deck.draw(rng))
        # Of n lines behind each other, one chance in front of a passage stands for n chances.
        if rng.random() < len(passage) * BOILERPLATE_SHARE / (1 - BOILERPLATE_SHARE):
            passage = (rng.choice(menus), *passage)
        lines += passage
        size += sum(len(line.encode()) + 1 for line in passage)
    return _cut_off("\n".join(lines), MAX_BYTES - 1) + "\n"


def _cut_off(text: str, limit: int) -> str:
    """As many whole lines as fit; the first one in any case."""
    data = text.encode()
    return text if len(data) <= limit else data[: data.rindex(b"\n", 0, limit)].decode()


def _choose_damage(kind: str, damaged: Counter[str]) -> str:
    """The damage that lags most, if it is the turn of this kind of document; empty otherwise."""
    least = min(damaged[name] for name in DAMAGE)
    for name, (_, _, kinds) in DAMAGE.items():
        if damaged[name] == least and kinds[least % len(kinds)] == kind:
            return name
    return ""


def _store(name: str, kind: str, damage: str, text: str) -> Document:
    if not damage:
        return Document(name, kind, damage, text, text.encode())
    inflict, charset, _ = DAMAGE[damage]
    kept = text.encode(charset, "ignore").decode(charset)  # © and the like are in no Chinese charset
    return Document(name, kind, damage, kept, inflict(kept))
