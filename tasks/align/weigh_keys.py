"""How much a key says: much when it is rare and stands on both sides alike, nothing when one side never has it."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from math import log
from typing import NamedTuple

from .keys import Key, Keys, count_digits, is_mark
from .model import BeadModel


class KeyWeights(NamedTuple):
    """Weights of the keys that stand on both sides of a document.

    `shared` is what a key adds to a bead that has it on both sides, after `zh_alone` and `en_alone` were taken off
    for every segment that has it. So the score of a bead is a sum over its segments and pairs of segments.
    """

    shared: dict[Key, float]
    zh_alone: dict[Key, float]
    en_alone: dict[Key, float]


def weigh_keys(zh: Sequence[Keys], en: Sequence[Keys], model: BeadModel) -> KeyWeights:
    """Log likelihood ratios of all keys that both sides have; a key that one side has alone says nothing."""
    zh_counts, en_counts = count_keys(zh), count_keys(en)
    weights = KeyWeights({}, {}, {})
    known: dict[tuple[str, float, int, int], tuple[float, float, float]] = {}
    for key, zh_count in zh_counts.items():
        if key in en_counts:
            case = (*classify_key(key), zh_count, en_counts[key])
            if case not in known:
                known[case] = _weigh(*case, len(zh), len(en), model)
            weights.shared[key], weights.zh_alone[key], weights.en_alone[key] = known[case]
    return weights


def _weigh(
    kind: str, usual: float, zh_count: int, en_count: int, n_zh: int, n_en: int, model: BeadModel
) -> tuple[float, float, float]:
    """Weights, as in KeyWeights, of a key that stands in so many units of all on each side."""
    reach = {"figure": model.figure_reach, "mark": model.mark_reach}.get(kind, model.token_reach)
    zh_reach = reach * min(1.0, (en_count + 0.3) / (zh_count + 0.6))
    en_reach = reach * min(1.0, (zh_count + 0.3) / (en_count + 0.6))
    zh_share = (zh_count - 1 + usual * model.background) / (n_zh + model.background)
    en_share = (en_count - 1 + usual * model.background) / (n_en + model.background)
    zh_alone = _round(model.absence_weight * max(0.0, log((1 - 0.9 * en_share) / (1 - zh_reach))))
    en_alone = _round(model.absence_weight * max(0.0, log((1 - 0.9 * zh_share) / (1 - en_reach))))
    rarity = min(model.key_limit, max(0.0, log(zh_reach / en_share)))
    return _round(model.key_weight * rarity) + zh_alone + en_alone, zh_alone, en_alone


def _round(weight: float) -> float:
    """To a multiple of a power of two, so that a sum of weights is exact and the order of its terms does not matter."""
    return round(weight * 4096) / 4096


@lru_cache(maxsize=1 << 16)
def classify_key(key: Key) -> tuple[str, float]:
    """The kind of a key, and the share of units of any text that hold one like it: small figures are everywhere."""
    if isinstance(key, str):
        return ("mark", 0.1) if is_mark(key) else ("token", 0.01)
    if 1900 <= key <= 2100:
        return "figure", 0.05
    return "figure", (0.1, 0.03, 0.01, 0.002)[min(count_digits(key), 4) - 1]


def count_keys(keys: Sequence[Keys]) -> Counter[Key]:
    """How many units hold each key."""
    return Counter(chain.from_iterable(keys))
