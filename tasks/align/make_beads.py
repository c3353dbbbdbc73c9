"""From passages to beads: align, keep what there is evidence for, and say how sure each bead is."""

from collections.abc import Sequence
from typing import NamedTuple

from ..core.errors import OversizedDocumentError
from .align_by_words import Compared, add_vectors, align_by_words, compare_words, has_vectors
from .align_mixture import Mixture, align_mixture, find_turns
from .align_passages import Stretch, align_passages, align_stretches
from .align_sparse import align_mixture_by_words
from .describe_words import MOST_WORDS, describe_words
from .judge_links import (
    Judged,
    find_shared,
    judge_links,
    keep_stretches,
    measure_shared,
)
from .keys import describe_keys
from .likeness import Span
from .model import MODEL, SENTENCE_MODEL, BeadModel
from .passage import Passage
from .problem import Link
from .settings import AlignSettings
from .weigh_keys import KeyWeights, weigh_keys

TELLING, LEAST_SHARE = 10.0, 0.2
"""Where figures and names could share so much weight, links that share less of it are chance."""

UNEVEN = 0.3
"""The share of segments in uneven turns from which words are read to tell which of them belong together: sentence by
sentence they would cost four times as much and change nothing."""


class Bead(NamedTuple):
    """Segments that say the same: their numbers on each side, in order and both filled, and what speaks for them."""

    zh: tuple[int, ...]
    en: tuple[int, ...]
    score: float
    confidence: float
    evidence: tuple[str, ...]
    method: str = "figures"
    n_words: int | None = None


def align_translations(zh: Passage, en: Passage, overlap: float | None, settings: AlignSettings) -> list[Bead]:
    """Beads of two texts that are said to translate each other; none where they clearly do not.

    `overlap` is that of `TextKeys`.
    Raises OversizedDocumentError when a side has more segments than the settings allow.
    """
    if not _check_sizes(zh, en, settings) or (overlap is not None and overlap < LEAST_SHARE):
        return []
    align = _align_by_figures if settings.scorer == "figures" else _align_by_words
    return align(zh, en, settings)


def _align_by_figures(zh: Passage, en: Passage, settings: AlignSettings) -> list[Bead]:
    weights = weigh_keys(zh.keys, en.keys, MODEL)
    links = align_passages(zh, en, weights, MODEL, settings.max_half_width).links
    links = keep_stretches(links, len(zh.keys), len(en.keys), MODEL)
    shared, possible = measure_shared(zh, en, links, weights)
    if possible >= TELLING and shared < LEAST_SHARE * possible:
        return []
    return _make_beads(zh, en, links, settings, MODEL)


def _align_by_words(zh: Passage, en: Passage, settings: AlignSettings) -> list[Bead]:
    judged, by_words, compared = align_by_words(zh, en, settings)
    return _add_words(_describe(zh, en, judged, settings), by_words, compared)


def _add_words(beads: Sequence[Bead], by_words: frozenset[Span], compared: Compared) -> list[Bead]:
    """The same beads with the words that both sides share as evidence; `by_words` are those found by words alone."""
    links = [(bead.zh[0], bead.zh[-1] + 1, bead.en[0], bead.en[-1] + 1) for bead in beads]
    described = describe_words(compared.words, compared.by_words, links)
    return [
        bead._replace(
            evidence=(*bead.evidence, *some[:MOST_WORDS]),
            method="lexicon" if link in by_words else "encoder",
            n_words=sum(word.startswith("word:") for word in some),
        )
        for bead, link, some in zip(beads, links, described, strict=True)
    ]


def align_languages(mixture: Mixture, settings: AlignSettings) -> list[Bead]:
    """Beads of the two languages of one text, where there is evidence that they translate each other.

    Raises OversizedDocumentError when a language has more segments than the settings allow.
    """
    if not _check_sizes(mixture.zh, mixture.en, settings):
        return []
    weights = weigh_keys(mixture.zh.keys, mixture.en.keys, MODEL)
    turns = find_turns(mixture, weights, MODEL)
    if settings.scorer == "figures" or (turns and not _are_uneven(turns)):
        links = _align_mixture_by_figures(mixture, turns, weights, settings)
        return _make_beads(mixture.zh, mixture.en, links, settings, MODEL)
    compared = compare_words(mixture.zh, mixture.en)
    is_by_words = not has_vectors(mixture.zh, mixture.en, settings)
    if not is_by_words:
        compared = add_vectors(compared, mixture.zh, mixture.en, SENTENCE_MODEL)
    links = _align_mixture_by_words(mixture, turns, compared, settings)
    by_words = frozenset(link[:4] for link in links) if is_by_words else frozenset()
    return _add_words(_make_beads(mixture.zh, mixture.en, links, settings, compared.model), by_words, compared)


def _are_uneven(turns: Sequence[Stretch]) -> bool:
    """Whether many segments stand in turns that have more of them than their translation."""
    sizes = [(some.zh_end - some.zh_start, some.en_end - some.en_start) for some in turns]
    n_uneven = sum(zh_size + en_size for zh_size, en_size in sizes if zh_size != en_size)
    return n_uneven >= UNEVEN * sum(map(sum, sizes))


def _align_mixture_by_figures(
    mixture: Mixture, turns: Sequence[Stretch], weights: KeyWeights, settings: AlignSettings
) -> list[Link]:
    width = settings.max_half_width
    if turns:
        return align_stretches(mixture.zh, mixture.en, turns, weights, MODEL, width)
    return align_mixture(mixture, weights, MODEL, width)


def _align_mixture_by_words(
    mixture: Mixture, turns: Sequence[Stretch], compared: Compared, settings: AlignSettings
) -> list[Link]:
    """Turns are evidence that the languages translate each other; which of their segments do, words tell."""
    weights, likeness, model, width = compared.weights, compared.likeness, compared.model, settings.max_half_width
    if turns:
        return align_stretches(mixture.zh, mixture.en, turns, weights, model, width, likeness)
    return align_mixture_by_words(mixture, weights, likeness, compared.by_words, model, width)


def _check_sizes(zh: Passage, en: Passage, settings: AlignSettings) -> bool:
    """Whether there is anything on both sides."""
    larger = max(len(zh.keys), len(en.keys))
    if larger > settings.max_segments:
        raise OversizedDocumentError(
            f"one side of the pair has {larger} segments, more than the {settings.max_segments} that align allows;"
            " cut the document or raise max_segments"
        )
    return bool(zh.keys and en.keys)


def _make_beads(
    zh: Passage, en: Passage, links: Sequence[Link], settings: AlignSettings, model: BeadModel
) -> list[Bead]:
    return _describe(zh, en, judge_links(links, model), settings)


def _describe(zh: Passage, en: Passage, judged: Sequence[Judged], settings: AlignSettings) -> list[Bead]:
    """Beads that are sure enough, with what both sides share."""
    beads = []
    for link, score, confidence in judged:
        if confidence >= settings.min_confidence:
            zh_units = tuple(range(link.zh_start, link.zh_end))
            en_units = tuple(range(link.en_start, link.en_end))
            evidence = tuple(describe_keys(find_shared(zh, en, link)))
            beads.append(Bead(zh_units, en_units, round(score, 4), round(confidence, 4), evidence))
    return beads
