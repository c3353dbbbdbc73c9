"""Reads the data tables of this folder: tab-separated, `#` lines are notes."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent


def read_rows(name: str) -> Iterator[list[str]]:
    """The cells of each row of a table."""
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Abbreviation without its last full stop -> never, number, rarely or mostly (see the table)."""
    return {row[0]: row[1] for row in read_rows("abbreviations.tsv")}


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Frequent English words, in lower case."""
    return frozenset(row[0] for row in read_rows("english_words.tsv") if "opener" not in row[1:])


@lru_cache(maxsize=1)
def sentence_starters() -> frozenset[str]:
    """English function words, in lower case, that open sentences and seldom stand in names."""
    return frozenset(row[0] for row in read_rows("english_words.tsv") if len(row) > 1)


@lru_cache(maxsize=1)
def time_words() -> frozenset[str]:
    """Days, months and time zones, as they stand behind the time of a day."""
    return frozenset(word for row in read_rows("time_words.tsv") for word in row[1].split(" "))


@lru_cache(maxsize=1)
def latin_grams() -> dict[str, float]:
    """Run of one to five letters -> what it adds to the log odds of English, in nats."""
    return {gram: int(row[0]) / 10 for row in read_rows("latin_grams.tsv") for gram in row[1].split(" ")}


@lru_cache(maxsize=1)
def english_vocabulary() -> frozenset[str]:
    """Sixty thousand English words, in lower case."""
    return frozenset(word for row in read_rows("english_vocabulary.tsv") for word in row[1].split(" "))


@lru_cache(maxsize=1)
def telling_characters() -> dict[str, float]:
    """Character of both Chinese scripts -> log odds of simplified against traditional."""
    return {row[0]: float(row[1]) for row in read_rows("telling_characters.tsv")}


@lru_cache(maxsize=1)
def script_languages() -> tuple[tuple[int, int, str], ...]:
    """First and last code point of a range of letters, and the language or the script that they speak for."""
    return tuple((int(row[0], 16), int(row[1], 16), row[2]) for row in read_rows("script_languages.tsv"))


class Confidence(NamedTuple):
    """How often a language is right from a score on, up to the next row's score."""

    score: float
    share: float


@lru_cache(maxsize=1)
def confidences() -> dict[tuple[str, str], tuple[Confidence, ...]]:
    """Kind of evidence and language -> shares by score, the lowest score first."""
    found: dict[tuple[str, str], list[Confidence]] = {}
    for evidence, lang, score, share in read_rows("confidences.tsv"):
        found.setdefault((evidence, lang), []).append(Confidence(float(score), float(share)))
    return {key: tuple(rows) for key, rows in found.items()}


class Cues(NamedTuple):
    """Cue -> kind, by the way a cue is looked for; `start` is grouped by two first characters, and what stands in `row`
    counts only beside others of its kind."""

    line: dict[str, str]
    label: dict[str, str]
    start: dict[str, list[tuple[str, str]]]
    any: dict[str, str]
    row: dict[str, str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The words of web pages that are not part of the text, ready to be looked up."""
    found = Cues({}, {}, {}, {}, {})
    for kind, mode, cue in read_rows("cues.tsv"):
        if mode == "line":
            found.line[cue] = kind
        elif mode == "label":
            found.label[cue] = kind
        elif mode == "row":
            found.row[cue] = kind
        elif mode == "start":
            found.start.setdefault(cue[:2], []).append((cue, kind))
        else:
            found.any.setdefault(cue, kind)
    return found
