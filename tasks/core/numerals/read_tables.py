"""The tables of this package, read once, and patterns made of their words."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table of this package in order, without the lines that start with `#`.

    Raises OSError when there is no such table.
    """
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def sizes_by_first(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Lengths of the words by their first character, longest first: what is worth looking up where it stands."""
    return _group_sizes((word[0], len(word)) for word in words)


def sizes_by_last(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Lengths of the words by their last character, longest first."""
    return _group_sizes((word[-1], len(word)) for word in words)


def _group_sizes(sizes: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    grouped: dict[str, set[int]] = {}
    for char, size in sizes:
        grouped.setdefault(char, set()).add(size)
    return {char: tuple(sorted(found, reverse=True)) for char, found in grouped.items()}


def alternation(words: Iterable[str]) -> str:
    """A regular expression that matches the longest of the words; words stand for themselves.

    Written as a tree of first letters, which the engine walks at twice the speed of a flat list.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _write(tree)


def whole_words(words: Iterable[str]) -> str:
    """A regular expression that matches the longest of the words between the bounds of words.

    It begins with the class of their first characters, to which the engine skips; that pays where these are few, as
    capitals are.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(re.escape(word[0]), []).append(word[1:])
    branches = "|".join(rf"(?<=\b{first}){alternation(rest)}" for first, rest in rests.items())
    return rf"[{''.join(rests)}](?:{branches})\b"


def _write(tree: dict[str, Any]) -> str:
    branches = [re.escape(char) + _write(below) for char, below in tree.items() if char]
    if not branches:
        return ""
    written = branches[0] if len(branches) == 1 and "" not in tree else f"(?:{'|'.join(branches)})"
    return written + "?" * ("" in tree)


def cased(words: Iterable[str]) -> list[str]:
    """Each word in lower case, capitalised and in capitals."""
    return [form for word in words for form in (word, word.capitalize(), word.upper())]
