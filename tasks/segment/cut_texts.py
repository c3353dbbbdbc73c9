"""Texts to segments: lines, their kinds, sentences and languages."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.errors import EmptyDocumentError
from .detect_language import Known, count_by_span, judge_segments
from .mark_repeats import Repeats
from .read_lines import Forms, Lines, read_lines
from .settings import SegmentSettings
from .split_paragraphs import Paragraph, split_paragraphs
from .split_sentences import split_sentences

SPLIT_KINDS = frozenset(("body", "list-item", "footer", "related-news", "browser-warning"))
"""Kinds of paragraphs that are cut into sentences; each other paragraph is one segment."""
Places = npt.NDArray[np.int64]
"""Shape (n_segments,)."""


class Pieces(NamedTuple):
    """The segments of a document before their bytes are known; columns, for there are ten thousand to a megabyte.

    Spans are half-open and count code points.
    """

    paragraphs: Places
    kinds: list[str]
    langs: list[str]
    confidences: list[float]
    starts: Places
    ends: Places
    texts: list[str]
    codes: list[str | None]


class Sentences(NamedTuple):
    """The sentences of a paragraph: half-open spans inside of it, and their texts."""

    starts: Sequence[int]
    ends: Sequence[int]
    texts: Sequence[str]


class Memory(NamedTuple):
    """What was found for texts that stand in many documents, by these texts; none of it depends on where they stand.

    `repeats` are the lines that stand in several documents of the run, where there are any.
    """

    forms: Forms
    sentences: dict[str, Sentences]
    langs: Known
    repeats: Repeats | None


def open_memory(repeats: Iterable[int] = ()) -> Memory:
    """An empty memory; `repeats` are the numbers of the lines that stand in several documents."""
    keys = frozenset(repeats)
    return Memory({}, {}, {}, Repeats(keys, {}) if keys else None)


def find_lines(
    text: str, settings: SegmentSettings, memory: Memory, main_spans: Sequence[tuple[int, int]] | None = None
) -> Lines:
    """The lines of a text.

    `main_spans` are the half-open spans of code points that the format of the document gives out as text proper, where
    it tells. Raises EmptyDocumentError when the text is blank.
    """
    paragraphs = split_paragraphs(text, settings.join_wrapped_lines)
    if not paragraphs:
        raise EmptyDocumentError("the document holds nothing but white space; remove it or supply its text")
    main = mark_main(paragraphs, main_spans) if main_spans else None
    return read_lines(text, paragraphs, main, memory.forms, memory.repeats)


def mark_main(paragraphs: Sequence[Paragraph], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether each paragraph begins inside of a span; both are in order."""
    starts = [start for start, _ in spans]
    places = [bisect_right(starts, paragraph.start) - 1 for paragraph in paragraphs]
    return [place >= 0 and p.start < spans[place][1] for place, p in zip(places, paragraphs, strict=True)]


def cut_lines(text: str, lines: Lines, kinds: Sequence[str], settings: SegmentSettings, memory: Memory) -> Pieces:
    """The segments of one text, in order; every character that is not blank lies in exactly one."""
    cut = [
        _recall_sentences(paragraph.text, memory) if kind in SPLIT_KINDS else _take_whole(paragraph.text)
        for paragraph, kind in zip(lines.paragraphs, kinds, strict=True)
    ]
    by_paragraph = zip(*cut, strict=True)
    inner_starts, inner_ends, texts = (list(chain.from_iterable(column)) for column in by_paragraph)
    paragraphs = np.repeat(np.arange(len(cut)), [len(sentences.texts) for sentences in cut])
    base = np.array([paragraph.start for paragraph in lines.paragraphs])[paragraphs]
    starts, ends = np.array(inner_starts) + base, np.array(inner_ends) + base
    langs, confidences, codes = judge_segments(texts, count_by_span(text, starts), settings, memory.langs)
    return Pieces(
        paragraphs,
        list(map(kinds.__getitem__, paragraphs.tolist())),
        langs,
        confidences,
        starts,
        ends,
        texts,
        codes,
    )


def _recall_sentences(paragraph: str, memory: Memory) -> Sentences:
    known = memory.sentences.get(paragraph)
    if known is None:
        known = memory.sentences[paragraph] = cut_paragraph(paragraph)
    return known


def _take_whole(paragraph: str) -> Sentences:
    return Sentences((0,), (len(paragraph),), (paragraph,))


def cut_paragraph(paragraph: str) -> Sentences:
    """The sentences of a paragraph that is not empty."""
    spans = split_sentences(paragraph)
    starts, ends = zip(*spans, strict=True)
    return Sentences(starts, ends, [paragraph[start:end] for start, end in spans])
