"""Align two texts that are said to translate each other: by words, and by sentence vectors where words leave doubt.

Words decide whether the texts are translations at all. Vectors find unrelated texts of one kind alike, and reading a
sentence costs ten times as much as looking up its words: so beads that words are sure of stay, and only what lies
between them is read and aligned again.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ..core.lexicon import load_lexicon
from .align_moved import align_moved
from .align_passages import Chain, Stretch, align_passages, align_stretches, count_linked, state_whole
from .encode_sentences import load_encoder
from .find_band import measure_order
from .find_sections import order_sections
from .judge_links import Judged, count_segments, judge_links, keep_supported, weigh_evidence, weigh_pairs
from .likeness import Likeness, Span, WordLikeness
from .model import SENTENCE_MODEL, WORD_MODEL, BeadModel
from .passage import Passage
from .problem import Link
from .sentence_likeness import read_sentences
from .settings import AlignSettings
from .weigh_keys import KeyWeights, weigh_keys
from .weighted_words import WordsOfPair, read_words

LEAST_MEAN = 0.2
"""Evidence by words for each segment of the shorter text: translations have twice as much and more; laws that are no
translations share an article or two."""
LEAST_CONFIDENCE = 0.65
"""Texts whose beads would be less often right than this on average are none that translate each other; laws made after
one pattern have 0.6, translations 0.7 and more."""
WHOLE, LEAST_OF_WHOLE = 0.8, 0.53
"""The share of the segments of both texts that beads hold from which less is enough: a free translation of which a
fifth was left out has 0.55 to 0.65, and beads of laws of one pattern hold less."""
LEAST_IN_ORDER = 0.33
"""The share of that evidence which links in order must bring before sections in another order are looked for."""
TELLING_POINTS, LEAST_ORDER = 100, 0.85
"""So many pairs of segments that share a rare word, less in order than this (`measure_order`), are chance: those of
unrelated texts have 0.4 to 0.93, those of translations 1.5 to 4, or 1 to 2 where six sections change places."""
SURE, LEAST_OWN = 0.97, 1.5
"""The confidence from which a bead of two segments found by words stays as it is, hardly one in 300 is wrong; and what
it must score by itself for each of them: good neighbours make a bead likely that words say nothing about."""
MOST_PAIRS = 250_000
"""Pairs of segments up to which all are compared, to find sections in another order."""
LEAST_SURE = 0.2
"""The share of segments that such beads must hold: fewer are those of a free translation, in which words mislead."""


class Compared(NamedTuple):
    """What the words of two passages, and the vectors of their sentences if asked for, say of their likeness."""

    words: WordsOfPair
    by_words: WordLikeness
    likeness: Likeness
    weights: KeyWeights
    model: BeadModel


class Aligned(NamedTuple):
    """Links of two passages, which of them words alone found, and by what they were compared."""

    judged: list[Judged]
    by_words: frozenset[Span]
    compared: Compared


def has_vectors(zh: Passage, en: Passage, settings: AlignSettings) -> bool:
    """Whether sentence vectors are asked for, for texts of this size."""
    is_short = len(zh.keys) + len(en.keys) <= settings.max_encoded_segments
    return settings.scorer == "encoder" or (settings.scorer == "auto" and is_short)


def compare_words(zh: Passage, en: Passage) -> Compared:
    """Read the words of two passages."""
    words = read_words(zh.texts, en.texts, load_lexicon())
    likeness = WordLikeness(words.zh, words.en, len(words.stems), WORD_MODEL)
    return Compared(words, likeness, likeness, weigh_keys(zh.keys, en.keys, WORD_MODEL), WORD_MODEL)


def add_vectors(
    compared: Compared, zh: Passage, en: Passage, model: BeadModel, stretches: Sequence[Stretch] | None = None
) -> Compared:
    """The same with the vectors of all sentences, or of those of some stretches."""
    words = compared.words
    by_words = WordLikeness(words.zh, words.en, len(words.stems), model)
    likeness = read_sentences(zh.texts, en.texts, by_words, load_encoder(), model, stretches)
    return Compared(words, by_words, likeness, weigh_keys(zh.keys, en.keys, model), model)


def align_by_words(zh: Passage, en: Passage, settings: AlignSettings) -> Aligned:
    """Links of two passages, in the order of the zh segments; none where the passages do not translate each other.

    Where sections of short texts stand in another order, the English ones are put into the order of the Chinese text
    first, because a chain in order takes whatever stands at the place of a section that is elsewhere.
    """
    compared = compare_words(zh, en)
    sections = (
        order_sections(weigh_pairs(zh, en, compared.weights, compared.by_words))
        if len(zh.keys) * len(en.keys) <= MOST_PAIRS
        else []
    )
    if not sections:
        return _align_in_order(zh, en, compared, settings)
    ordered = en.reorder(sections)
    return _put_back(_align_in_order(zh, ordered, compare_words(zh, ordered), settings), sections, compared)


def _put_back(aligned: Aligned, sections: Sequence[range], compared: Compared) -> Aligned:
    """The links in the order of the English text as it is; one across two sections is left out."""
    places = [at for some in sections for at in some]

    def move(span: Span) -> Span | None:
        zh_start, zh_end, start, end = span
        is_inside = places[end - 1] - places[start] == end - 1 - start
        return (zh_start, zh_end, places[start], places[end - 1] + 1) if is_inside else None

    judged = [
        some._replace(link=Link(*span, some.link.score)) for some in aligned.judged if (span := move(some.link[:4]))
    ]
    by_words = frozenset(span for some in aligned.by_words if (span := move(some)))
    return Aligned(judged, by_words, compared)


def _align_in_order(zh: Passage, en: Passage, compared: Compared, settings: AlignSettings) -> Aligned:
    width = settings.max_half_width
    points = compared.likeness.propose_points()
    if len(points) >= TELLING_POINTS and measure_order(points) < LEAST_ORDER:
        return Aligned([], frozenset(), compared)
    chain = align_passages(zh, en, compared.weights, compared.model, width, compared.likeness)
    judged = _judge(zh, en, chain.links, compared, width)
    if not judged or not has_vectors(zh, en, settings):
        return Aligned(judged, frozenset(some.link[:4] for some in judged), compared)
    return _align_doubtful(zh, en, chain, judged, compared, width)


def _judge(zh: Passage, en: Passage, links: Sequence[Link], compared: Compared, max_half_width: int) -> list[Judged]:
    """The links for which there is evidence, with those of sections in another order; none if there is too little."""
    weights, likeness, model = compared.weights, compared.likeness, compared.model
    needed = LEAST_MEAN * min(len(zh.keys), len(en.keys))
    kept = keep_supported(links, weigh_evidence(zh, en, links, weights, likeness), len(zh.keys), len(en.keys))
    if sum(weigh_evidence(zh, en, kept, weights, likeness)) < LEAST_IN_ORDER * needed:
        return []
    whole = state_whole(zh, en, [Stretch(0, len(zh.keys), 0, len(en.keys))], weights, model, likeness)
    kept = sorted([*kept, *align_moved(zh, en, kept, whole, weights, max_half_width)])
    if sum(weigh_evidence(zh, en, kept, weights, likeness)) < needed:
        return []
    judged = judge_links(kept, model)
    is_whole = count_linked(kept) >= WHOLE * (len(zh.keys) + len(en.keys))
    least = LEAST_OF_WHOLE if is_whole else LEAST_CONFIDENCE
    return judged if sum(some.confidence for some in judged) >= least * len(judged) else []


def _align_doubtful(
    zh: Passage, en: Passage, chain: Chain, judged: Sequence[Judged], compared: Compared, max_half_width: int
) -> Aligned:
    """Links of which those that words are sure of are the same, and the others are found by vectors as well."""
    sure = find_sure(judged, len(zh.keys) + len(en.keys))
    around = Chain(list(sure), chain.stretches)
    gaps = find_gaps(around)
    with_vectors = add_vectors(compared, zh, en, SENTENCE_MODEL, gaps)
    weights, likeness = with_vectors.weights, with_vectors.likeness
    found = align_stretches(zh, en, gaps, weights, SENTENCE_MODEL, max_half_width, likeness, around)
    again = _judge(zh, en, sorted([*sure, *found]), with_vectors, max_half_width)
    return Aligned([sure.get(some.link, some) for some in again], frozenset(link[:4] for link in sure), with_vectors)


def find_sure(judged: Sequence[Judged], n_segments: int) -> dict[Link, Judged]:
    """The links that words leave no doubt of; none where they are few, or where sections stand in another order."""
    likely = [some for some in judged if some.confidence >= SURE and some.score >= LEAST_OWN]
    sure = {some.link: some for some in likely if count_segments(some.link) == 2}
    is_in_order = all(before.link.en_end <= after.link.en_start for before, after in pairwise(judged))
    return sure if is_in_order and 2 * len(sure) >= LEAST_SURE * n_segments else {}


def find_gaps(chain: Chain) -> list[Stretch]:
    """What lies between links in order inside of the stretches they were found in, with segments on both sides."""
    links, stretches = chain
    zh_starts = [link.zh_start for link in links]
    gaps: list[Stretch] = []
    for some in stretches:
        inside = links[bisect_left(zh_starts, some.zh_start) : bisect_left(zh_starts, some.zh_end)]
        ends = [(some.zh_start, some.en_start), *((link.zh_end, link.en_end) for link in inside)]
        starts = [*((link.zh_start, link.en_start) for link in inside), (some.zh_end, some.en_end)]
        gaps += [Stretch(a, c, b, d) for (a, b), (c, d) in zip(ends, starts, strict=True) if a < c and b < d]
    return gaps
