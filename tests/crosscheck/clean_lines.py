"""Clean translations to measure on: lines of both languages of which line i translates line i.

Each corpus is either for tuning or held for a last look. What was held once and has been looked at is for tuning now.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT

from .fill_templates import fill_templates

CASES = Path(__file__).parent / "cases"
SHARED = (ROOT / "../shared/gold").resolve()
TUNE, HELD = "tune", "held"
OWN = {
    TUNE: {
        "own": "clean_pairs.tsv",
        "press": "press_pairs.tsv",
        "late": "late_pairs.tsv",
        "fresh": "fresh_pairs.tsv",
        "last": "last_pairs.tsv",
        "fifth": "fifth_pairs.tsv",
        "sixth": "sixth_pairs.tsv",
        "seventh": "seventh_pairs.tsv",
        "eighth": "eighth_pairs.tsv",
    },
    HELD: {
        "own": "held_pairs.tsv",
        "fifth": "fifth_pairs.tsv",
        "sixth": "sixth_pairs.tsv",
        "seventh": "seventh_pairs.tsv",
        "eighth": "eighth_pairs.tsv",
    },
}
TEMPLATES = {TUNE: "pair_templates.tsv", HELD: "held_templates.tsv"}
HALVED = ("fifth", "sixth", "seventh", "eighth")
"""Of these sets the second line of each two is held."""
MADE = {"zh-Hans": 1500, "zh-Hant": 720}
"""Lines made of templates."""


class Corpus(NamedTuple):
    """n lines of each language; `lang` is that of the Chinese ones, `half` is `tune` or `held`."""

    name: str
    lang: str
    half: str
    zh: list[str]
    en: list[str]


def read_corpora() -> Iterator[Corpus]:
    """Our own lines, such made of templates, and where they are at hand news in both scripts and laws."""
    for half in (TUNE, HELD):
        yield from _read_own(half)
    if SHARED.exists():
        yield from _read_news()
        yield _read_articles(SHARED / "align" / "laws")
        for half in (TUNE, HELD):
            yield _read_paragraphs(SHARED / "align" / "docs", half)


def _read_own(half: str) -> Iterator[Corpus]:
    for lang, count in MADE.items():
        for name, file in OWN[half].items():
            text = (CASES / file).read_text(encoding="utf-8")
            rows = [line.split("\t") for line in text.splitlines() if line.startswith(f"{lang}\t")]
            if name in HALVED:
                rows = rows[half == HELD :: 2]
            yield Corpus(f"{name} {lang}", lang, half, [row[1] for row in rows], [row[2] for row in rows])
        zh, en = zip(*fill_templates(CASES / TEMPLATES[half], lang, count, seed=1), strict=True)
        yield Corpus(f"made {lang}", lang, half, list(zh), list(en))


def _read(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def _read_news() -> Iterator[Corpus]:
    """News for tuning; held are the sentences of the same newspapers that are aligned and not among these."""
    english = _read(SHARED / "pairs" / "ntrex-700.en.txt")
    for lang, script in (("zh-Hans", "cn"), ("zh-Hant", "tw")):
        yield Corpus(f"news {lang}", lang, TUNE, _read(SHARED / "pairs" / f"ntrex-700.{lang}.txt"), english)
        beads = [
            (zh, en)
            for path in sorted((SHARED / "align" / "news").glob(f"{script}-*.gold"))
            for zh, en in _read_beads(path)
            if not any(line in en for line in english)
        ]
        yield Corpus(f"news {lang}", lang, HELD, [zh for zh, _ in beads], [en for _, en in beads])


def _read_beads(path: Path) -> Iterator[tuple[str, str]]:
    """The beads of a gold file, their sentences joined."""
    zh, en = (_read(path.with_suffix(suffix)) for suffix in (".zh", ".en"))
    for line in _read(path):
        ours, theirs = (ast.literal_eval(part) for part in line.split(":", 1))
        if ours and theirs:
            yield "".join(zh[at] for at in ours), " ".join(en[at] for at in theirs)


def _read_articles(folder: Path) -> Corpus:
    """One line for each article of a law."""
    beads = [bead for path in sorted(folder.glob("*.gold")) for bead in _read_beads(path)]
    return Corpus("laws zh-Hant", "zh-Hant", TUNE, [zh for zh, _ in beads], [en for _, en in beads])


def _read_paragraphs(folder: Path, half: str) -> Corpus:
    """The paragraphs of laws that have as many in both languages; of those with odd numbers nobody sees the misses."""
    corpus = Corpus("rules zh-Hant", "zh-Hant", half, [], [])
    for path in sorted(folder.glob("*.zh.txt")):
        number = int(path.name.removeprefix("law-").partition(".")[0])
        zh, en = _read(path), _read(path.with_name(path.name.replace(".zh.", ".en.")))
        if number % 2 == (half == HELD) and len(zh) == len(en):
            corpus.zh.extend(zh)
            corpus.en.extend(en)
    return corpus
