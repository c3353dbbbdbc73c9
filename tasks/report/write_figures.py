"""Write values, units and ratios for people."""

import decimal
import math
from typing import Any

PLAIN_DIGITS = 21
"""Numbers of more digits before or zeros behind the point are written as powers of ten."""
NOTHING = "–"


def write_number(value: float | decimal.Decimal) -> str:
    """All digits, in groups of three: 33140000.0 is 33,140,000 and 12.50 is 12.5."""
    if not math.isfinite(value):
        return str(value)
    exact = value if isinstance(value, decimal.Decimal) else decimal.Decimal(repr(value))
    if exact and abs(exact.adjusted()) >= PLAIN_DIGITS:
        return f"{float(value):.6g}"
    text = f"{exact:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_value(fact: dict[str, Any]) -> str:
    """The value of a row of `facts` with its qualifier and without its unit; a dash when it has none.

    The exact value counts where there is one; ranges show both ends, or the one that is known.
    """
    value = fact["value"] if fact["value_decimal"] is None else fact["value_decimal"]
    if value is not None:
        text = write_number(value)
    else:
        ends = [fact["value_low"], fact["value_high"]]
        text = " to ".join(write_number(end) for end in ends if end is not None)
    qualifier = fact["qualifier"]
    if not text or qualifier in (None, "exact"):
        return text or NOTHING
    return f"{spell(qualifier)} {text}"


def write_ratio(ratio: float | None) -> str | None:
    """Up to four digits that count; None stays None."""
    return None if ratio is None else write_number(float(f"{ratio:.4g}"))


def write_percent(share: float) -> str:
    """A share of 0 to 1 in whole percent; only nothing is 0%, and only all is 100%."""
    if 0 < share < 0.01:
        return "<1%"
    if 0.99 < share < 1:
        return ">99%"
    return f"{share:.0%}"


def spell(code: str) -> str:
    """A code of a column in words: more_than is more than."""
    return code.replace("_", " ")


def read_verdict(row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a `Verdict`, by name, of a row of `agreements`."""
    written = {name: row[name] for name in ("agreement_id", "kind", "status", "reason", "confidence")}
    review = (row["review_verdict"], row["review_note"], row["reviewed_by"])
    return {**written, "ratio": write_ratio(row["ratio"]), "review": review}
