"""Clean translations to measure on: lines of both languages of which line i translates line i."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT

from .fill_templates import fill_templates

OWN = Path(__file__).parent / "cases" / "clean_pairs.tsv"
SHARED = (ROOT / "../shared/gold").resolve()
MADE = {"zh-Hans": 640, "zh-Hant": 240}
"""Lines made of templates."""


class Corpus(NamedTuple):
    """n lines of each language; `lang` is that of the Chinese ones."""

    name: str
    lang: str
    zh: list[str]
    en: list[str]


def read_corpora() -> Iterator[Corpus]:
    """Our own lines, such made of templates, and where they are at hand news in both scripts and laws by article."""
    rows = [line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    for lang in ("zh-Hans", "zh-Hant"):
        zh, en = zip(*((row[1], row[2]) for row in rows if row[0] == lang), strict=True)
        yield Corpus(f"own {lang}", lang, list(zh), list(en))
    for lang, count in MADE.items():
        zh, en = zip(*fill_templates(lang, count, seed=1), strict=True)
        yield Corpus(f"made {lang}", lang, list(zh), list(en))
    if SHARED.exists():
        for lang in ("zh-Hans", "zh-Hant"):
            lines = [_read(SHARED / "pairs" / f"ntrex-700.{code}.txt") for code in (lang, "en")]
            yield Corpus(f"news {lang}", lang, *lines)
        yield _read_laws(SHARED / "align" / "laws")


def _read(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def _read_laws(folder: Path) -> Corpus:
    """One line for each article: its sentences joined."""
    laws = Corpus("laws zh-Hant", "zh-Hant", [], [])
    for path in sorted(folder.glob("*.gold")):
        zh, en = (_read(path.with_suffix(suffix)) for suffix in (".zh", ".en"))
        for line in _read(path):
            ours, theirs = (ast.literal_eval(part) for part in line.split(":", 1))
            if ours and theirs:
                laws.zh.append("".join(zh[at] for at in ours))
                laws.en.append(" ".join(en[at] for at in theirs))
    return laws
