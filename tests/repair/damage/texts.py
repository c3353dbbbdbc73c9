"""Clean text to be damaged: labelled news where it is at hand, else sentences of our own; in two halves.

`tune` is looked at while rules are made, `held` once at the end. The halves are the even and the odd sentences, so that
both have the same subjects and none of the same sentences.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

Part = Literal["tune", "held", "all"]
Texts = dict[str, list[str]]
CASES = Path(__file__).resolve().parents[1] / "cases"
SHARED = Path(__file__).resolve().parents[4] / "shared"
ZH = ("zh-Hans", "zh-Hant")
HALVES: dict[Part, slice] = {"tune": slice(0, None, 2), "held": slice(1, None, 2), "all": slice(None)}


def own_texts(part: Part = "all") -> Texts:
    """Sentences of our own by language."""
    texts: Texts = json.loads((CASES / "clean.json").read_text(encoding="utf-8"))
    return {lang: texts[lang][HALVES[part]] for lang in (*ZH, "en")}


def news_texts(shared: Path, part: Part = "all") -> Texts:
    """Lines of clean news by language; empty where the labelled data is absent."""
    folder = shared / "gold/pairs"
    if not folder.is_dir():
        return {}
    lines = {lang: (folder / f"ntrex-700.{lang}.txt").read_text(encoding="utf-8").split("\n") for lang in (*ZH, "en")}
    return {lang: [line.strip() for line in lines[lang] if line.strip()][HALVES[part]] for lang in lines}


def documents(sentences: list[str], n_lines: int, n_documents: int, rng: random.Random) -> Iterator[str]:
    """Documents of so many lines drawn from sentences."""
    for _ in range(n_documents):
        yield "\n".join(rng.choice(sentences) for _ in range(n_lines))


def cut(sentences: list[str], n_chars: int, n_strings: int, rng: random.Random) -> Iterator[str]:
    """Strings of so many characters out of sentences, joined where they are too short; no white space at the ends."""
    for _ in range(n_strings):
        text = rng.choice(sentences)
        while len(text) < n_chars + 1:
            text += rng.choice(sentences)
        at = rng.randrange(len(text) - n_chars)
        piece = text[at : at + n_chars]
        if piece == piece.strip():
            yield piece
