"""What a numeral is."""

from decimal import Decimal
from typing import NamedTuple


class Numeral(NamedTuple):
    """A number as written: half-open code point span and value in base units (`3314万` is 33140000).

    `is_ordinal` marks a place in an order (`第十四`, `5th`); the span then holds the mark.
    """

    start: int
    end: int
    value: Decimal
    is_ordinal: bool = False
