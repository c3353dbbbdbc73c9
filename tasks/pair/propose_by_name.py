"""Pairs declared by name: `report.zh.txt` and `report.en.txt`, `zh/x.txt` and `en/x.txt`, `x.txt` and `x_en.txt`."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .candidate import Candidate, Proposal
from .settings import PairSettings

REASON = "name"
BOTH_TAGGED, ONE_TAGGED = 1.0, 0.9
"""Scores of names that differ in their tags, and of a tagged name with one that has no tag."""


class Name(NamedTuple):
    """A path without the tag of its language: what its translation has in common with it."""

    language: str | None
    stem: str


def propose_by_name(candidates: Sequence[Candidate], settings: PairSettings) -> list[Proposal]:
    """Documents whose names differ only in a tag and whose languages are what the tags say, in order of the zh ones.

    Where several documents could be the partner, all are proposed, in order.
    """
    proposals: list[Proposal] = []
    for strip in (strip_last_tag, strip_all_tags):
        groups: dict[str, list[tuple[str | None, Candidate]]] = defaultdict(list)
        for candidate in candidates:
            name = strip(candidate.uri)
            groups[name.stem].append((name.language, candidate))
        for group in groups.values():
            proposals += _pair_group(group, settings)
    return proposals


def _pair_group(group: Sequence[tuple[str | None, Candidate]], settings: PairSettings) -> list[Proposal]:
    return [
        Proposal(zh, en, BOTH_TAGGED if zh_tag and en_tag else ONE_TAGGED, REASON)
        for zh_tag, zh in group
        if zh_tag != "en" and _is_mainly(zh.zh_share, zh.en_share, settings)
        for en_tag, en in group
        if en_tag != "zh" and (zh_tag or en_tag) and _is_mainly(en.en_share, en.zh_share, settings)
    ]


def _is_mainly(share: float, other: float, settings: PairSettings) -> bool:
    return share >= settings.min_main_share and share > other


def strip_last_tag(uri: str) -> Name:
    """The path without the last tag in it, as in `corpus.en-zh.zh`; folders count as parts of the name."""
    matches = list(_tag_pattern().finditer(uri))
    return _strip(uri, matches[-1:])


def strip_all_tags(uri: str) -> Name:
    """The path without any tag, as in `zh/report_zh.txt`; the last one tells the language."""
    return _strip(uri, list(_tag_pattern().finditer(uri)))


def _strip(uri: str, matches: Sequence[re.Match[str]]) -> Name:
    """The path without the matches, each with one separator; in lower case."""
    if not matches:
        return Name(None, uri.casefold())
    stem, at = "", 0
    for match in matches:
        stem, at = stem + uri[at : match.start()], match.end()
    return Name(read_tags()[_spell(matches[-1])], (stem + uri[at:]).casefold())


def _spell(match: re.Match[str]) -> str:
    tag: str = match[match.lastindex or 0]
    return tag.casefold().replace("_", "-")


@lru_cache(maxsize=1)
def read_tags() -> dict[str, str]:
    """The language, zh or en, of each tag of `language_tags.tsv`."""
    lines = (Path(__file__).parent / "language_tags.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {tag: language for language, tag in rows}


@lru_cache(maxsize=1)
def _tag_pattern() -> re.Pattern[str]:
    """A tag in brackets, behind a separator, or at the start of a part of the path, with what goes when it goes."""
    longest_first = sorted(read_tags(), key=lambda tag: (-len(tag), tag))
    tag = "(" + "|".join(re.escape(tag).replace(r"\-", "[-_]") for tag in longest_first) + ")"
    in_brackets = rf"[\s._-]?[(\[（【]{tag}[)\]）】]"
    behind = rf"[\s._-]{tag}(?=[\s._/\\-]|\Z)"
    in_front = rf"(?:(?<=[/\\])|\A){tag}[\s._/\\-]"
    return re.compile(f"{in_brackets}|{behind}|{in_front}", re.IGNORECASE)
