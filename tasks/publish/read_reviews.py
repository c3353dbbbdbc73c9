"""Read the file in which a reviewer saved verdicts: made by the page of a report, or by hand.

    {"format": "hedui-reviews", "version": 1, "reviews": [
     {"agreement_id": "g01…", "status": "conflict", "reason": "scale", "review_verdict": "wrong", "review_note": "…"}
    ]}

Whoever wrote it, a file that is not of this form is refused with the place of the fault: a verdict that was quietly
dropped would be worse than no run.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..core.errors import WrongCallError
from ..schema import REVIEWS
from ..schema.agreements import RIGHT, WRONG
from ..schema.artifacts import Review
from ..store.locations import Location

FORMAT, FORMAT_VERSION = "hedui-reviews", 1
MAX_BYTES = 64 << 20
MAX_CHARS = {"agreement_id": 64, "review_note": 2000, "reviewed_by": 100, "status": 40, "reason": 100}
"""Longest texts; the page lets nobody write a longer one."""
VERDICTS = (RIGHT, WRONG, None)
CHARS_SHOWN = 40


def read_reviews(path: Location) -> pa.Table:
    """The table `reviews` of a file.

    Raises WrongCallError when it cannot be read, is too large or not of the form, or judges one agreement twice.
    """
    try:
        with path.open("rb") if isinstance(path, Path) else path.open() as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise WrongCallError(f"the reviews {path} cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise WrongCallError(f"the reviews {path} are larger than {MAX_BYTES >> 20} MB; is it the right file?")
    try:
        return REVIEWS.from_rows(_parse(data))
    except ValueError as error:
        raise WrongCallError(
            f"{path} holds no reviews as the page of a report saves them: {error}; save it there again, or mend it"
        ) from error


def _parse(data: bytes) -> list[Review]:
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("reviews"), list):
        raise ValueError(f'it is no object with "format": "{FORMAT}" and a list "reviews"')
    if found.get("version") != FORMAT_VERSION:
        raise ValueError(f'its "version" is not {FORMAT_VERSION}')
    by_id: dict[str, Review] = {}
    for review in _check_all(found["reviews"]):
        if by_id.setdefault(review.agreement_id, review) is not review:
            raise ValueError(f"{review.agreement_id} is judged twice")
    return [by_id[agreement_id] for agreement_id in sorted(by_id)]


def _check_all(entries: list[Any]) -> Iterator[Review]:
    """The entries that say something, as rows."""
    for number, entry in enumerate(entries, 1):
        try:
            review = _check(entry)
        except ValueError as error:
            raise ValueError(f"review {number}: {error}") from None
        if review.review_verdict or review.review_note:
            yield review


def _check(entry: Any) -> Review:
    if not isinstance(entry, dict):
        raise ValueError("it is no object")
    texts = {name: _check_text(name, entry.get(name)) for name in MAX_CHARS}
    verdict = entry.get("review_verdict")
    if verdict not in VERDICTS:
        raise ValueError(f"review_verdict is {_clip(verdict)}, not right, wrong or null")
    agreement_id = texts.pop("agreement_id")
    if agreement_id is None:
        raise ValueError("agreement_id is missing")
    return Review(agreement_id=agreement_id, review_verdict=verdict, **texts)


def _check_text(name: str, value: Any) -> str | None:
    """A text that is not empty, or None."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{name} is {_clip(value)}, not a text")
    if len(value) > MAX_CHARS[name]:
        raise ValueError(f"{name} is longer than {MAX_CHARS[name]:,} characters")
    if not value.isascii():
        value.encode()  # half of a surrogate pair cannot be stored; the error is a ValueError
    return value.strip() or None


def _clip(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= CHARS_SHOWN else text[: CHARS_SHOWN - 1] + "…"
