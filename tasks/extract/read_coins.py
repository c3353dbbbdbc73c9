"""Amounts in coins, told in the currency of which they are a part: 28.6仙, 3分钱, HK12 cents, RMB5 cents."""

import re
from functools import cache

from .mention import Mention, Sentence
from .tables.read_tables import Subunit, coins, subunits

_CENTS = re.compile(" ?(cents?)\\b")
_LETTERS = 2


@cache
def _by_letters() -> dict[str, str]:
    return {coin.letters: name for name, coin in coins().items()}


def read_lettered_cents(sentence: Sentence, mention: Mention) -> bool:
    """Take `HK28.6 cents`; False for other letters right before a number, which make it a name (HK416, US101)."""
    text = sentence.folded
    name, match = _by_letters().get(text[mention.start - _LETTERS : mention.start]), _CENTS.match(text, mention.end)
    if name is None or match is None:
        return False
    mention.start, mention.end = mention.start - _LETTERS, match.end()
    mention.unit, mention.unit_class, mention.unit_text = name, "money", match[1]
    mention.rule, mention.confidence = "money-sign", 0.95
    return True


def read_part(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Take the coin at a place behind an amount whose currency stands in front: 港币12仙, RMB5 cents."""
    found = _part_at(mention.currency, sentence.folded, at)
    if found is None or mention.value is None:
        return False
    n_in_one, end = found
    mention.value, mention.end, mention.unit_text = mention.value / n_in_one, end, sentence.text[at:end]
    return True


def _part_at(currency: str | None, text: str, at: int) -> tuple[int, int] | None:
    """How many of the coin that is named here make one of a currency, and where its name ends."""
    for part in subunits().get(currency or "", ()):
        match = _names(part).match(text, at)
        if match is not None:
            return part.n_in_one, match.end()
    return None


@cache
def _names(part: Subunit) -> re.Pattern[str]:
    english = rf"|{part.unit}s?\b" if part.unit else ""
    return re.compile(f"(?:{'|'.join(part.words)})(?![之钟]){english}")


def tell_in_currency(mention: Mention) -> None:
    """Turn an amount of a coin into one of its currency."""
    coin = coins()[mention.unit or ""]
    mention.value, mention.low, mention.high = (
        number and number / coin.n_in_one for number in (mention.value, mention.low, mention.high)
    )
    mention.unit = mention.currency = coin.currency
