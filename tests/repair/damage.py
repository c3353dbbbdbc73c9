"""A seeded generator of damage, and the shares of it that repair undoes: `python tests/repair/damage.py` prints them.

A kind of damage takes clean text and gives the bytes as they would be found, or None where that text cannot be damaged
in this way without loss; and what the best possible repair would make of them.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import ftfy.bad_codecs  # noqa: E402, F401  # registers the sloppy codecs

from tasks.repair.repair_content import repair_bytes  # noqa: E402
from tasks.repair.settings import RepairSettings  # noqa: E402

SETTINGS = RepairSettings()
Damage = Callable[[str, random.Random], bytes | None]


class Kind(NamedTuple):
    """A kind of damage, the scripts it is tried on, and whether the damage loses what stood there."""

    damage: Damage
    langs: tuple[str, ...]
    is_lossy: bool = False


def _stored(charset: str) -> Damage:
    def damage(text: str, _: random.Random) -> bytes | None:
        try:
            data = text.encode(charset)
        except UnicodeEncodeError:
            return None
        return None if text.isascii() else data

    return damage


def _misread(stored: str, read: str, times: int = 1) -> Damage:
    def damage(text: str, _: random.Random) -> bytes | None:
        bad = text
        for _round in range(times):
            try:
                bad = bad.encode(stored).decode(read)
            except UnicodeError:
                return None
        return None if bad == text else bad.encode()

    return damage


def _misread_lines(stored: str, read: str, step: int) -> Damage:
    """Every line whose number divides by `step`."""

    def damage(text: str, rng: random.Random) -> bytes | None:
        lines = text.split("\n")
        bad = [_misread(stored, read)(line, rng) if i % step == 0 else None for i, line in enumerate(lines)]
        if all(line is None for line in bad):
            return None
        return b"\n".join(line.encode() if data is None else data for line, data in zip(lines, bad, strict=True))

    return damage


def _one_bad_byte(charset: str) -> Damage:
    """A byte that cannot stand there, put between two characters."""

    def damage(text: str, rng: random.Random) -> bytes | None:
        try:
            at = rng.randrange(1, len(text))
            return text[:at].encode(charset) + b"\xff" + text[at:].encode(charset)
        except UnicodeEncodeError:
            return None

    return damage


def _paragraph_in(charset: str) -> Damage:
    """One line of several in another charset than UTF-8."""

    def damage(text: str, rng: random.Random) -> bytes | None:
        lines = text.split("\n")
        at = rng.randrange(len(lines))
        try:
            data = lines[at].encode(charset)
        except UnicodeEncodeError:
            return None
        if len(lines) < 3 or lines[at].isascii():
            return None
        return b"\n".join(data if i == at else line.encode() for i, line in enumerate(lines))

    return damage


READINGS = {"會": "huì", "這": "zhè", "們": "men", "開": "kāi", "時": "shí", "來": "lái", "點": "diǎn", "員": "yuán"}
READINGS |= {
    "產": "chǎn",
    "條": "tiáo",
    "業": "yè",
    "張": "zhāng",
    "總": "zǒng",
    "證": "zhèng",
    "設": "shè",
    "計": "jì",
}


def _pinyin(text: str, _: random.Random) -> bytes | None:
    bad = "".join(f"{char}({READINGS[char]})" if char in READINGS else char for char in text)
    return bad.encode() if len(bad) > len(text) + 60 else None


def _invisible(text: str, rng: random.Random) -> bytes | None:
    chars = [char + rng.choice("\u200b\u00ad\ufeff\x00\x08") if rng.random() < 0.03 else char for char in text]
    return "".join(chars).encode()


ZH = ("zh-Hans", "zh-Hant")
KINDS: dict[str, Kind] = {
    "stored in gb18030": Kind(_stored("gb18030"), ("zh-Hans",)),
    "stored in big5": Kind(_stored("big5"), ("zh-Hant",)),
    "stored in utf-16-le without mark": Kind(_stored("utf-16-le"), (*ZH, "en")),
    "stored in utf-16-be without mark": Kind(_stored("utf-16-be"), (*ZH, "en")),
    "stored in utf-16 with mark": Kind(_stored("utf-16"), (*ZH, "en")),
    "stored in utf-8 with mark": Kind(_stored("utf-8-sig"), (*ZH, "en")),
    "stored in hz": Kind(_stored("hz"), ("zh-Hans",)),
    "stored in cp1252": Kind(_stored("cp1252"), ("en",)),
    "gb18030 read as latin-1": Kind(_misread("gb18030", "latin-1"), ("zh-Hans",)),
    "gb18030 read as cp1252": Kind(_misread("gb18030", "sloppy-windows-1252"), ("zh-Hans",)),
    "big5 read as latin-1": Kind(_misread("big5", "latin-1"), ("zh-Hant",)),
    "big5 read as cp1252": Kind(_misread("big5", "sloppy-windows-1252"), ("zh-Hant",)),
    "utf-8 read as latin-1": Kind(_misread("utf-8", "latin-1"), (*ZH, "en")),
    "utf-8 read as cp1252": Kind(_misread("utf-8", "sloppy-windows-1252"), (*ZH, "en")),
    "utf-8 read as cp1252 twice": Kind(_misread("utf-8", "sloppy-windows-1252", 2), (*ZH, "en")),
    "utf-8 read as cp1251": Kind(_misread("utf-8", "sloppy-windows-1251"), (*ZH, "en")),
    "utf-8 read as cp1250": Kind(_misread("utf-8", "sloppy-windows-1250"), (*ZH, "en")),
    "utf-8 read as cp437": Kind(_misread("utf-8", "cp437"), (*ZH, "en")),
    "utf-8 read as macroman": Kind(_misread("utf-8", "macroman"), (*ZH, "en")),
    "every third line utf-8 read as cp1252": Kind(_misread_lines("utf-8", "sloppy-windows-1252", 3), (*ZH, "en")),
    "every third line gb18030 read as latin-1": Kind(_misread_lines("gb18030", "latin-1", 3), ("zh-Hans",)),
    "one line in gb18030": Kind(_paragraph_in("gb18030"), ("zh-Hans",)),
    "one line in big5": Kind(_paragraph_in("big5"), ("zh-Hant",)),
    "one bad byte in utf-8": Kind(_one_bad_byte("utf-8"), (*ZH, "en"), is_lossy=True),
    "one bad byte in gb18030": Kind(_one_bad_byte("gb18030"), ("zh-Hans",), is_lossy=True),
    "injected pinyin": Kind(_pinyin, ("zh-Hant",)),
    "invisible characters": Kind(_invisible, (*ZH, "en")),
}


class Outcome(NamedTuple):
    """Of n_tried damaged texts, n_exact came back exactly."""

    n_exact: int
    n_tried: int
    first_failure: str | None


def clean_texts() -> dict[str, list[str]]:
    """Sentences of our own by language."""
    texts: dict[str, list[str]] = json.loads((Path(__file__).parent / "cases/clean.json").read_text(encoding="utf-8"))
    return texts


def gold_texts(shared: Path) -> dict[str, list[str]]:
    """Lines of clean news by language, if the labelled data is there."""
    folder = shared / "gold/pairs"
    return {lang: _lines(folder / f"ntrex-700.{lang}.txt") for lang in (*ZH, "en")} if folder.is_dir() else {}


def documents(sentences: list[str], n_lines: int, n_documents: int, rng: random.Random) -> Iterator[str]:
    """Documents of so many lines drawn from sentences."""
    for _ in range(n_documents):
        yield "\n".join(rng.choice(sentences) for _ in range(n_lines))


def cut(sentences: list[str], n_chars: int, n_documents: int, rng: random.Random) -> Iterator[str]:
    """Strings of so many characters out of sentences."""
    long = [sentence for sentence in sentences if len(sentence) > n_chars]
    for sentence in rng.choices(long, k=n_documents) if long else []:
        at = rng.randrange(len(sentence) - n_chars)
        yield sentence[at : at + n_chars]


def measure(kind: Kind, texts: Iterator[str], rng: random.Random) -> Outcome:
    """How many of the texts come back exactly; where the damage is lossy, with one U+FFFD more at most."""
    n_exact = n_tried = 0
    failure = None
    for text in texts:
        content = kind.damage(text, rng)
        if content is None:
            continue
        n_tried += 1
        got = repair_bytes(content, SETTINGS).text
        if got == text or (kind.is_lossy and got.replace("\ufffd", "", 1) == text):
            n_exact += 1
        elif failure is None:
            failure = f"{text[:60]!r} came back as {got[:60]!r}"
    return Outcome(n_exact, n_tried, failure)


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def main() -> None:
    """Print the share of each kind for documents of 12 lines and strings of 20 and 80 characters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=40, help="of each kind, language and size")
    parser.add_argument("--failures", action="store_true", help="show the first failure of each kind")
    args = parser.parse_args()
    texts = gold_texts(ROOT.parent / "shared") or clean_texts()
    for name, kind in KINDS.items():
        shares = []
        for draw, size in ((documents, 12), (cut, 80), (cut, 20)):
            rng = random.Random(args.seed)
            drawn = [text for lang in kind.langs for text in draw(texts[lang], size, args.documents, rng)]
            outcome = measure(kind, iter(drawn), rng)
            shares.append(f"{outcome.n_exact:4d}/{outcome.n_tried:4d}")
            if args.failures and outcome.first_failure:
                print("    ", size, outcome.first_failure)
        print(f"{name:42s}", *shares)


if __name__ == "__main__":
    main()
