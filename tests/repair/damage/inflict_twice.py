"""Damage on damage: text misread in several ways, in parts in different ways, or with a wrong mark before it."""

import random
from collections.abc import Sequence

from .inflict import HAN, Damage, Damaged, decode, encode


def misread_along(steps: Sequence[tuple[str, str]]) -> Damage:
    """Text stored in one charset and read in another, then the same again in others, as stored by the last in UTF-8."""

    def damage(text: str, _: random.Random) -> Damaged | None:
        bad = text
        for stored_in, read_as in steps:
            data = encode(bad, stored_in)
            read = decode(data, read_as) if data is not None else None
            if read is None:
                return None
            bad = read
        return None if bad == text else Damaged(bad.encode(), text)

    return damage


def escape_after(first: Damage) -> Damage:
    """Damaged text of which all characters beyond ASCII are written as numbers of HTML."""

    def damage(text: str, rng: random.Random) -> Damaged | None:
        damaged = first(text, rng)
        if damaged is None:
            return None
        bad = "".join(char if char.isascii() else f"&#{ord(char)};" for char in damaged.content.decode())
        return Damaged(bad.encode(), damaged.wanted)

    return damage


def damage_halves(upper: Damage, lower: Damage) -> Damage:
    """The first lines of a document damaged in one way and the others in another."""

    def damage(text: str, rng: random.Random) -> Damaged | None:
        lines = text.split("\n")
        middle = len(lines) // 2
        first, second = upper("\n".join(lines[:middle]), rng), lower("\n".join(lines[middle:]), rng)
        if first is None or second is None:
            return None
        return Damaged(first.content + b"\n" + second.content, f"{first.wanted}\n{second.wanted}")

    return damage


def store_marked(charset: str, mark: bytes) -> Damage:
    """Bytes of a charset behind the byte-order mark of another one."""

    def damage(text: str, _: random.Random) -> Damaged | None:
        data = encode(text, charset)
        return None if data is None else Damaged(mark + data, text)

    return damage


def misread_and_lose(read_as: str, lost: str, mark: str) -> Damage:
    """UTF-8 read in a charset of single bytes, of which some characters became another one or nothing."""
    table = {ord(char): mark for char in lost}

    def damage(text: str, _: random.Random) -> Damaged | None:
        data = encode(text, "utf-8")
        bad = decode(data, read_as) if data is not None and HAN.search(text) else None
        if bad is None or bad.translate(table) == bad:
            return None
        return Damaged(bad.translate(table).encode(), text)

    return damage


def join_han(text: str, rng: random.Random) -> Damaged | None:
    """Joiners, which cannot be seen, behind some of the Han characters."""
    bad = "".join(
        char + rng.choice("\u200c\u200d") if HAN.match(char) and rng.random() < 0.1 else char for char in text
    )
    return None if bad == text else Damaged(bad.encode(), text)
