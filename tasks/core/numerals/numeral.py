"""What a numeral is."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: half-open code point span and value in base units (`3314万` is 33140000).

    `is_ordinal` marks a place in an order (`第十四`, `5th`); the span then holds the mark.
    """

    start: int
    end: int
    value: Decimal
    is_ordinal: bool = False
