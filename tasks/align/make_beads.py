"""From passages to beads: align, keep what there is evidence for, and say how sure each bead is."""

from collections.abc import Sequence
from typing import NamedTuple

from ..core.errors import OversizedDocumentError
from .align_mixture import Mixture, align_mixture
from .align_passages import align_passages
from .judge_links import find_shared, judge_links, keep_stretches, measure_shared
from .keys import describe_keys
from .model import MODEL, BeadModel
from .passage import Passage
from .problem import Link
from .settings import AlignSettings
from .weigh_keys import weigh_keys

TELLING, LEAST_SHARE = 10.0, 0.2
"""Where figures and names could share so much weight, links that share less of it are chance."""


class Bead(NamedTuple):
    """Segments that say the same: their numbers on each side, in order and both filled, and what speaks for them."""

    zh: tuple[int, ...]
    en: tuple[int, ...]
    score: float
    confidence: float
    evidence: tuple[str, ...]


def align_translations(
    zh: Passage, en: Passage, overlap: float | None, settings: AlignSettings, model: BeadModel = MODEL
) -> list[Bead]:
    """Beads of two texts that are said to translate each other; none where they clearly do not.

    `overlap` is that of `TextKeys`.
    Raises OversizedDocumentError when a side has more segments than the settings allow.
    """
    if not _check_sizes(zh, en, settings) or (overlap is not None and overlap < LEAST_SHARE):
        return []
    weights = weigh_keys(zh.keys, en.keys, model)
    links = align_passages(zh, en, weights, model, settings.max_half_width)
    links = keep_stretches(links, len(zh.keys), len(en.keys), model)
    shared, possible = measure_shared(zh, en, links, weights)
    if possible >= TELLING and shared < LEAST_SHARE * possible:
        return []
    return _make_beads(zh, en, links, settings, model)


def align_languages(mixture: Mixture, settings: AlignSettings, model: BeadModel = MODEL) -> list[Bead]:
    """Beads of the two languages of one text, where there is evidence that they translate each other.

    Raises OversizedDocumentError when a language has more segments than the settings allow.
    """
    if not _check_sizes(mixture.zh, mixture.en, settings):
        return []
    links = align_mixture(mixture, model, settings.max_half_width)
    return _make_beads(mixture.zh, mixture.en, links, settings, model)


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
    beads = []
    for link, score, confidence in judge_links(links, model):
        if confidence >= settings.min_confidence:
            zh_units = tuple(range(link.zh_start, link.zh_end))
            en_units = tuple(range(link.en_start, link.en_end))
            evidence = tuple(describe_keys(find_shared(zh, en, link)))
            beads.append(Bead(zh_units, en_units, round(score, 4), round(confidence, 4), evidence))
    return beads
