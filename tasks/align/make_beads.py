"""From passages to beads: align, keep what there is evidence for, and say how sure each bead is."""

from collections.abc import Sequence
from typing import NamedTuple

from ..core.errors import OversizedDocumentError
from ..core.lexicon import load_lexicon
from .align_mixture import Mixture, align_mixture, find_turns
from .align_moved import align_moved
from .align_passages import Stretch, align_passages, align_stretches, state_whole
from .align_sparse import align_mixture_by_words
from .describe_words import MOST_WORDS, describe_words
from .encode_sentences import load_encoder
from .find_band import measure_order
from .judge_links import (
    Judged,
    find_shared,
    judge_links,
    keep_stretches,
    keep_supported,
    measure_shared,
    weigh_evidence,
)
from .keys import describe_keys
from .likeness import Likeness, WordLikeness
from .model import MODEL, SENTENCE_MODEL, WORD_MODEL, BeadModel
from .passage import Passage
from .problem import Link
from .sentence_likeness import read_sentences
from .settings import AlignSettings
from .weigh_keys import KeyWeights, weigh_keys
from .weighted_words import WordsOfPair, read_words

TELLING, LEAST_SHARE = 10.0, 0.2
"""Where figures and names could share so much weight, links that share less of it are chance."""

LEAST_MEAN = 0.2
"""Evidence by words for each segment of the shorter text: translations have twice as much and more; laws that are no
translations share an article or two."""

LEAST_CONFIDENCE = 0.65
"""Texts whose beads would be less often right than this on average are none that translate each other; laws made after
one pattern have 0.6, translations 0.7 and more."""
LEAST_IN_ORDER = 0.33
"""The share of that evidence which links in order must bring before sections in another order are looked for."""
TELLING_POINTS, LEAST_ORDER = 100, 0.85
"""So many pairs of segments that share a rare word, less in order than this (`measure_order`), are chance: those of
unrelated texts have 0.4 to 0.93, those of translations 1.5 to 4, or 1 to 2 where six sections change places."""


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
    links = align_passages(zh, en, weights, MODEL, settings.max_half_width)
    links = keep_stretches(links, len(zh.keys), len(en.keys), MODEL)
    shared, possible = measure_shared(zh, en, links, weights)
    if possible >= TELLING and shared < LEAST_SHARE * possible:
        return []
    return _make_beads(zh, en, links, settings, MODEL)


def _align_by_words(zh: Passage, en: Passage, settings: AlignSettings) -> list[Bead]:
    compared = compare_words(zh, en, settings)
    weights, likeness, model = compared.weights, compared.likeness, compared.model
    points = likeness.propose_points()
    if len(points) >= TELLING_POINTS and measure_order(points) < LEAST_ORDER:
        return []
    needed = LEAST_MEAN * min(len(zh.keys), len(en.keys))
    links = align_passages(zh, en, weights, model, settings.max_half_width, likeness)
    links = keep_supported(links, weigh_evidence(zh, en, links, weights, likeness), len(zh.keys), len(en.keys))
    if sum(weigh_evidence(zh, en, links, weights, likeness)) < LEAST_IN_ORDER * needed:
        return []
    whole = state_whole(zh, en, [Stretch(0, len(zh.keys), 0, len(en.keys))], weights, model, likeness)
    links = sorted([*links, *align_moved(zh, en, links, whole, weights, settings.max_half_width)])
    if sum(weigh_evidence(zh, en, links, weights, likeness)) < needed:
        return []
    judged = judge_links(links, model)
    if sum(some.confidence for some in judged) < LEAST_CONFIDENCE * len(judged):
        return []
    return _add_words(_describe(zh, en, judged, settings), compared)


class Compared(NamedTuple):
    """What the words of two passages, and the vectors of their sentences if asked for, say of their likeness."""

    words: WordsOfPair
    by_words: WordLikeness
    likeness: Likeness
    weights: KeyWeights
    model: BeadModel
    scorer: str


def compare_words(zh: Passage, en: Passage, settings: AlignSettings) -> Compared:
    """Read the words, and if the settings ask for it the sentences, of two passages."""
    is_short = len(zh.keys) + len(en.keys) <= settings.max_encoded_segments
    has_vectors = settings.scorer == "encoder" or (settings.scorer == "auto" and is_short)
    model = SENTENCE_MODEL if has_vectors else WORD_MODEL
    words = read_words(zh.texts, en.texts, load_lexicon())
    likeness: Likeness
    likeness = by_words = WordLikeness(words.zh, words.en, len(words.stems), model)
    if has_vectors:
        likeness = read_sentences(zh.texts, en.texts, by_words, load_encoder(), model)
    weights = weigh_keys(zh.keys, en.keys, model)
    return Compared(words, by_words, likeness, weights, model, "encoder" if has_vectors else "lexicon")


def _add_words(beads: Sequence[Bead], compared: Compared) -> list[Bead]:
    """The same beads with the words that both sides share as evidence."""
    links = [(bead.zh[0], bead.zh[-1] + 1, bead.en[0], bead.en[-1] + 1) for bead in beads]
    described = describe_words(compared.words, compared.by_words, links)
    return [
        bead._replace(
            evidence=(*bead.evidence, *some[:MOST_WORDS]),
            method=compared.scorer,
            n_words=sum(word.startswith("word:") for word in some),
        )
        for bead, some in zip(beads, described, strict=True)
    ]


def align_languages(mixture: Mixture, settings: AlignSettings) -> list[Bead]:
    """Beads of the two languages of one text, where there is evidence that they translate each other.

    Raises OversizedDocumentError when a language has more segments than the settings allow.
    """
    if not _check_sizes(mixture.zh, mixture.en, settings):
        return []
    weights = weigh_keys(mixture.zh.keys, mixture.en.keys, MODEL)
    turns = find_turns(mixture, weights, MODEL)
    if turns:
        links = align_stretches(mixture.zh, mixture.en, turns, weights, MODEL, settings.max_half_width)
        return _make_beads(mixture.zh, mixture.en, links, settings, MODEL)
    if settings.scorer == "figures":
        links = align_mixture(mixture, weights, MODEL, settings.max_half_width)
        return _make_beads(mixture.zh, mixture.en, links, settings, MODEL)
    compared = compare_words(mixture.zh, mixture.en, settings)
    links = align_mixture_by_words(
        mixture, compared.weights, compared.likeness, compared.by_words, compared.model, settings.max_half_width
    )
    return _add_words(_make_beads(mixture.zh, mixture.en, links, settings, compared.model), compared)


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
