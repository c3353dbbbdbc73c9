"""Kinds of damage: each takes clean text and gives the bytes as they would be found.

None is given back where a text cannot be damaged in this way, or comes out undamaged.
"""

import html
import random
import re
from collections.abc import Callable
from typing import NamedTuple

import ftfy.bad_codecs  # noqa: F401  # registers the sloppy codecs


class Damaged(NamedTuple):
    """Bytes, and the text that the best possible repair makes of them; U+FFFD in it stands for anything lost."""

    content: bytes
    wanted: str


Damage = Callable[[str, random.Random], Damaged | None]
CLAUSES = re.compile("[\u4e00-\u9fff]+")
HAN = re.compile("[\u3400-\u9fff]")
MIN_RUN_BYTES = 20


def stored(charset: str, declare: str = "") -> Damage:
    """Bytes of a charset without a word on which it is."""

    def damage(text: str, _: random.Random) -> Damaged | None:
        data = encode(text, charset)
        return None if data is None or text.isascii() else Damaged(declare.encode() + data, declare + text)

    return damage


def stored_with(charset: str, characters: str, is_wide: bool = False) -> Damage:
    """Bytes of a charset of a text with some rare characters in it; `is_wide`: ASCII text serves too."""

    def damage(text: str, rng: random.Random) -> Damaged | None:
        chars = list(text)
        for at in rng.sample(range(len(chars)), k=max(1, len(chars) // 20)):
            chars[at] = rng.choice(characters)
        return stored(charset)("".join(chars), rng) if not text.isascii() or is_wide else None

    return damage


def misread(stored_in: str, read_as: str, times: int = 1) -> Damage:
    """Text read in the wrong charset and stored as UTF-8, so many times; no byte of it lost."""

    def damage(text: str, _: random.Random) -> Damaged | None:
        bad: str | None = text
        for _round in range(times):
            data = encode(bad or "", stored_in)
            bad = decode(data, read_as) if data is not None else None
            if bad is None:
                return None
        return None if bad in (None, text) else Damaged((bad or "").encode(), text)

    return damage


def misread_clauses(stored_in: str, read_as: str) -> Damage:
    """Text misread without a loss, of which only the pieces that lose nothing are taken: of four characters and more."""

    def damage(text: str, _: random.Random) -> Damaged | None:
        pieces = [piece for clause in CLAUSES.findall(text) for piece in _survivors(clause, stored_in, read_as)]
        wanted = "\n".join(pieces)
        bad = "\n".join(piece.encode(stored_in).decode(read_as) for piece in pieces)
        return Damaged(bad.encode(), wanted) if pieces else None

    return damage


def _survivors(clause: str, stored_in: str, read_as: str, n_least: int = 4) -> list[str]:
    """The longest pieces of a clause, from left to right, that can be misread without a loss."""
    pieces, start = [], 0
    while start + n_least <= len(clause):
        for end in range(len(clause), start + n_least - 1, -1):
            data = encode(clause[start:end], stored_in)
            if data is not None and decode(data, read_as) is not None:
                pieces.append(clause[start:end])
                start = end - 1
                break
        start += 1
    return pieces


def misread_lossily(stored_in: str, read_as: str, mark: str) -> Damage:
    """The same where bytes that the wrong charset cannot read become a mark; only texts that lose some."""

    def damage(text: str, _: random.Random) -> Damaged | None:
        data = encode(text, stored_in)
        if data is None or not HAN.search(text) or decode(data, read_as) is not None:
            return None
        return Damaged(data.decode(read_as, "replace").replace("\ufffd", mark).encode(), text)

    return damage


def some_lines(damage_line: Damage, n_lines: int) -> Damage:
    """So many of the lines of a UTF-8 document damaged, the others clean."""

    def damage(text: str, rng: random.Random) -> Damaged | None:
        lines = [line.encode() for line in text.split("\n")]
        order = rng.sample(range(len(lines)), len(lines))
        hit = 0
        for at in order:
            bad = damage_line(lines[at].decode(), rng) if hit < n_lines else None
            if bad is not None and bad.content != lines[at]:
                lines[at] = bad.content
                hit += 1
        return Damaged(b"\n".join(lines), text) if hit else None

    return damage


def other_line(charset: str, other: str) -> Damage:
    """One line of a document in one charset stored in another."""

    def damage(text: str, rng: random.Random) -> Damaged | None:
        lines = text.split("\n")
        at = rng.randrange(len(lines))
        data = [encode(line, other if i == at else charset) for i, line in enumerate(lines)]
        if None in data or lines[at].isascii() or len(lines) < 3:
            return None
        return Damaged(b"\n".join(line or b"" for line in data), text)

    return damage


def run_inside(damage_run: Damage) -> Damage:
    """A run of at least 20 bytes inside a line of UTF-8 damaged, the rest clean."""

    def damage(text: str, rng: random.Random) -> Damaged | None:
        lines = text.split("\n")
        at = rng.randrange(len(lines))
        line = lines[at]
        size = rng.randrange(10, 16)
        if len(line) < size + 8:
            return None
        start = rng.randrange(4, len(line) - size - 3)
        run = line[start : start + size]
        bad = damage_run(run, rng) if len(HAN.findall(run)) >= 8 and not run.isascii() else None
        if bad is None or len(bad.content) < MIN_RUN_BYTES:
            return None
        before = "\n".join([*lines[:at], line[:start]]).encode()
        after = "\n".join([line[start + size :], *lines[at + 1 :]]).encode()
        return Damaged(before + bad.content + after, text)

    return damage


def bad_byte(charset: str, how: str) -> Damage:
    """One byte of a text inserted, replaced or dropped; the character there is lost."""

    def damage(text: str, rng: random.Random) -> Damaged | None:
        at = rng.randrange(1, len(text) - 1)
        sides = encode(text[:at], charset), encode(text[at], charset), encode(text[at + 1 :], charset)
        left, char, right = sides
        if left is None or char is None or right is None or len(char) < 2:
            return None
        place = rng.randrange(len(char))
        bad = {"drop": b"", "replace": b"\xff", "insert": b"\xff" + char[place : place + 1]}[how]
        return Damaged(left + char[:place] + bad + char[place + 1 :] + right, f"{text[:at]}\ufffd{text[at + 1 :]}")

    return damage


def truncated(charset: str) -> Damage:
    """The last character cut in two."""

    def damage(text: str, rng: random.Random) -> Damaged | None:
        text = text.rstrip(text[-1:]) + rng.choice("年会说明")
        data = encode(text, charset)
        return None if data is None or len(text) < 3 else Damaged(data[:-1], text[:-1] + "\ufffd")

    return damage


def with_zero_bytes(text: str, rng: random.Random) -> Damaged | None:
    """A few zero bytes between the characters of a UTF-8 text."""
    chars = list(text)
    for at in rng.sample(range(len(chars)), k=max(1, len(chars) // 40)):
        chars[at] += "\x00"
    return Damaged("".join(chars).encode(), text)


def escaped(times: int, form: str) -> Damage:
    """Characters beyond ASCII, quotes and ampersands written as entities of HTML, and those escaped again."""

    def damage(text: str, _: random.Random) -> Damaged | None:
        if form == "named":
            bad = "".join(_entity(char) for char in text)
        else:
            bad = "".join(
                char if char.isascii() else f"&#{ord(char)};" if form == "decimal" else f"&#x{ord(char):X};"
                for char in text
            )
        for _round in range(times - 1):
            bad = bad.replace("&", "&amp;")
        return None if bad == text else Damaged(bad.encode(), text)

    return damage


def _entity(char: str) -> str:
    name = html.entities.codepoint2name.get(ord(char))
    return f"&{name};" if name and char not in "<>" else char


def sprinkled(characters: str, share: float = 0.03) -> Damage:
    """Characters that cannot be seen put between those of a text."""

    def damage(text: str, rng: random.Random) -> Damaged | None:
        bad = "".join(char + rng.choice(characters) if rng.random() < share and char != "\n" else char for char in text)
        return None if bad == text else Damaged(bad.encode(), text)

    return damage


def widened(text: str, _: random.Random) -> Damaged | None:
    """Letters and digits of ASCII in their full-width forms."""
    bad = "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char for char in text)
    return None if bad == text else Damaged(bad.encode(), text)


def coloured(text: str, rng: random.Random) -> Damaged | None:
    """Words in the colours of a terminal."""
    at = rng.randrange(len(text))
    bad = f"{text[:at]}\x1b[1;{rng.randrange(30, 38)}m{text[at:]}\x1b[0m"
    return Damaged(bad.encode(), text)


def encode(text: str, charset: str) -> bytes | None:
    """The bytes of a text, or None when the charset lacks a character."""
    try:
        return text.encode(charset)
    except UnicodeError:
        return None


def decode(data: bytes, charset: str) -> str | None:
    """The text of bytes, or None when the charset cannot read them all."""
    try:
        return data.decode(charset)
    except UnicodeError:
        return None
