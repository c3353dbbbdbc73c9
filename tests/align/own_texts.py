"""Bilingual texts written for these tests, with what belongs together marked by hand.

A line is a language, the beads it belongs to (numbers by commas, `-` where it has no counterpart) and a sentence; an
empty line ends a paragraph. In a file `.txt` each language is a document of its own, in a file `.mix` both are one.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tasks.align.align_mixture import Mixture
from tasks.align.align_sentences import align_sentences
from tasks.align.keys import Keys, read_keys
from tasks.align.make_beads import Bead, align_languages
from tasks.align.passage import Passage, group_paragraphs
from tasks.align.settings import AlignSettings

FOLDER = Path(__file__).parent / "texts"

Link = tuple[tuple[int, ...], tuple[int, ...]]


class OwnText(NamedTuple):
    """Sentences of both sides, the place of the paragraph of each, and the beads; `is_mixed` when one document."""

    name: str
    zh: list[str]
    en: list[str]
    zh_places: list[int]
    en_places: list[int]
    gold: list[Link]
    is_mixed: bool


def read_own_texts(folder: Path = FOLDER) -> Iterator[OwnText]:
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.mix")]):
        yield read_text(path)


def read_text(path: Path) -> OwnText:
    lines: dict[str, list[tuple[str, list[str], int]]] = {"zh": [], "en": []}
    place, last = 0, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line:
            lang, tags, text = line.split(" ", 2)
            place += lang != last
            lines[lang].append((text, [] if tags == "-" else tags.split(","), place))
        else:
            place, lang = place + 1, ""
        last = lang
    (zh, zh_tags, zh_places), (en, en_tags, en_places) = (map(list, zip(*some, strict=True)) for some in lines.values())
    return OwnText(path.stem, zh, en, zh_places, en_places, link_tags(zh_tags, en_tags), path.suffix == ".mix")


def link_tags(zh: Sequence[list[str]], en: Sequence[list[str]]) -> list[Link]:
    """Beads of the sentences whose tags hang together, and lonely sentences."""
    owner = {tag: tag for tags in (*zh, *en) for tag in tags}
    for tags in (*zh, *en):
        for tag in tags[1:]:
            old, new = owner[tag], owner[tags[0]]
            owner = {name: new if group == old else group for name, group in owner.items()}
    beads: dict[str, tuple[list[int], list[int]]] = {group: ([], []) for group in owner.values()}
    for side, some in enumerate((zh, en)):
        for at, tags in enumerate(some):
            if tags:
                beads[owner[tags[0]]][side].append(at)
    lonely: list[Link] = [((at,), ()) for at, tags in enumerate(zh) if not tags]
    lonely += [((), (at,)) for at, tags in enumerate(en) if not tags]
    return [(tuple(a), tuple(b)) for a, b in beads.values()] + lonely


def align_own(text: OwnText, settings: AlignSettings) -> list[Bead]:
    if not text.is_mixed:
        return align_sentences(text.zh, text.en, settings)
    keys = read_keys(text.zh, text.en)
    zh = make_passage(text.zh, keys.zh, text.zh_places)
    en = make_passage(text.en, keys.en, text.en_places)
    places = (list(dict.fromkeys(some)) for some in (text.zh_places, text.en_places))
    return align_languages(Mixture(zh, en, *places), settings)


def make_passage(texts: list[str], keys: list[Keys], places: list[int]) -> Passage:
    return Passage([len(text.encode()) for text in texts], keys, group_paragraphs(places), texts)
