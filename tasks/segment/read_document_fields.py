"""Title, date of publication and shares of languages of a document."""

import datetime
import re
from collections.abc import Iterable, Sequence

_DATE = re.compile(
    "(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?:[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})"
    "| ?年 ?(?P<ym>[0-9]{1,2}) ?月 ?(?P<yd>[0-9]{1,2}) ?日)(?![0-9])"
    "|(?P<name>[A-Z][a-z]{2,8})\\.? (?P<nd>[0-9]{1,2})(?:st|nd|rd|th)?, ?(?P<ny>(?:19|20)[0-9]{2})(?![0-9])"
    "|(?<![0-9])(?P<bd>[0-9]{1,2})(?:st|nd|rd|th)? (?P<bname>[A-Z][a-z]{2,8})\\.?,? (?P<by>(?:19|20)[0-9]{2})(?![0-9])"
)
_MONTHS = {
    name: month
    for month, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_RELEASED = re.compile("release|publish|posted|发布|發布|发表|發表|刊登|date|日期|时间|時間", re.IGNORECASE)
_DATED = re.compile("(?:date|日期|时间)?[ :：]{0,2}(?:19|20)[0-9]{2}[-/.年]", re.IGNORECASE)
_MAX_TITLE_CHARS = 500


def find_title(kinds: Sequence[str], texts: Sequence[str]) -> str | None:
    """The text of the first title, at most 500 code points, None when there is none before the first sentence."""
    for kind, text in zip(kinds, texts, strict=True):
        if kind == "title":
            return text[:_MAX_TITLE_CHARS]
        if kind == "body":
            return None
    return None


def find_published_on(kinds: Sequence[str], texts: Sequence[str]) -> datetime.date | None:
    """The day of publication that a meta line or a footer states, None when none does.

    A line that says what its date is (发布时间, Release Time), or stands behind such a line, comes before one that does
    not; last comes a date that opens the title.
    """
    loose: datetime.date | None = None
    previous = ""
    for kind, text in zip(kinds, texts, strict=True):
        if kind in ("meta", "footer"):
            found = read_date(text)
            if found and (_RELEASED.search(text) or _RELEASED.search(previous)):
                return found
            loose = loose or (found if kind == "meta" else None)
            previous = text if kind == "meta" else ""
        else:
            previous = ""
    title = find_title(kinds, texts)
    return loose or (read_date(title) if title and _DATED.match(title) else None)


def read_date(text: str) -> datetime.date | None:
    """The first whole date of a text, None when it has none or it is no day of the calendar."""
    for match in _DATE.finditer(text):
        part = match.groupdict()
        name = (part["name"] or part["bname"] or "")[:3].lower()
        year = part["y"] or part["ny"] or part["by"]
        month = part["m"] or part["ym"] or _MONTHS.get(name, 0)
        day = part["d"] or part["yd"] or part["nd"] or part["bd"]
        try:
            return datetime.date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def share_languages(segments: Iterable[tuple[str, int]]) -> list[tuple[str, float]]:
    """Share of each language in pairs of language and code points, sorted by name, rounded to four places."""
    counts: dict[str, int] = {}
    for lang, n_chars in segments:
        counts[lang] = counts.get(lang, 0) + n_chars
    total = sum(counts.values())
    return [(lang, round(n_chars / total, 4)) for lang, n_chars in sorted(counts.items())]
