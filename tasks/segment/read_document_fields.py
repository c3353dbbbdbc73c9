"""Title, date of publication, source, author and shares of languages of a document."""

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from .find_date import find_date

_RELEASED = re.compile("release|publish|posted|发布|發布|发表|發表|刊登|date|日期|时间|時間", re.IGNORECASE)
_TAKES_EFFECT = re.compile("(?:执行|執行|施行|实施|實施|生效|截止|截至|到期|开庭|開庭|活动|活動)(?:日期|时间|時間)")
_UPDATED = re.compile("更新|修[訂订]|updated|revised|reviewed", re.IGNORECASE)
"""What the foot of a site says of the site and not of the text."""
_DATED = re.compile("(?:date|日期|时间)?[ :：]{0,2}(?:19|20)[0-9]{2}[-/.年]", re.IGNORECASE)
_MAX_TITLE_CHARS, _MAX_META_CHARS = 500, 400
_SOURCE = re.compile(
    "(?:(?:信息|文章|新闻|新聞|稿件|内容|內容|消息)?(?:来源|來源)|稿源|供稿单位|供稿單位"
    "|(?:发布|發布|發佈)(?:单位|單位|机构|機構)|提供部门|提供部門|资料提供|資料提供"
    "|\\bSource|\\bPublisher)[ \u3000]?[:：丨|]|(?:来源|來源) [|丨] |【(?:来源|來源|发布单位|發布單位)】"
    "|\\A(?:发布|發布|發佈)[:：](?=[^0-9]{2})",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    "(?:作者|撰文|撰稿|撰稿人|執筆|执笔)[ \u3000]?[:：/／]?|文[ ]?[:：/／](?:图|圖)?|\\b(?:Author|Written by)[ ]?:?"
    "|(?:记者|記者)[ ]?[:：]?(?=[ \u3000]?[\u4e00-\u9fff]{2,4}(?:[\\W_]|\\Z))"
    "|\\ABy(?=[ ][A-Z])|\\A(?:[Ww]ritten|[Pp]osted|[Pp]ublished)(?: on .{4,24})? by(?=[ ][^\\s0-9])|\\AThread starter:",
    re.IGNORECASE,
)
_STOP = "\\n|｜丨【】\\[\\]()（）<>《》·;；"
_VALUE = re.compile(
    f"[ \u3000\u00a0]*((?:[^{_STOP}\\s,，、:：/／0-9]"
    "|(?<=[A-Za-z.,&])[ ](?=[A-Za-z&])(?![A-Za-z]{2,12}[ ]?:)|(?<=[A-Za-z])[,.'’&-]"
    "|[0-9](?![0-9]{3}[-/.年])){1,60})"
)
"""A name: up to a blank (in English, up to a sign or a label), a bracket or a date."""
_ROLE = re.compile(
    "[ \u3000]?[\u4e00-\u9fff]{0,10}(?:主任|教授|医师|醫師|医生|醫生|院长|院長|博士|老师|老師|律师|律師|局长|局長)"
    "[ \u3000](?=[\u4e00-\u9fff]{2,4})"
)
"""What somebody is, before the name."""
_BEHIND_WRITER = re.compile(" (?:on|in|at|for)(?= |\\Z)|,(?= [a-z])")
"""What goes on behind the name of a writer: on which day, for whom, as what; bodies have such words in their names."""
_TRAIL = " \u3000,.，-–—"
_NOBODY = frozenset(
    [
        "佚名",
        "未知",
        "匿名",
        "无",
        "無",
        "不详",
        "不詳",
        "网络",
        "網絡",
        "网友",
        "互联网",
        "本站",
        "原创",
        "原創",
        "编辑",
        "編輯",
        "admin",
        "anonymous",
        "unknown",
    ]
)
"""What pages write where they name nobody."""
_ONLY_NUMBERS = re.compile("[\\d\\W]+")
Value = TypeVar("Value")


class Stated(NamedTuple, Generic[Value]):
    """What a document says of itself: the value, and where: the segment, and the half-open span inside of its text."""

    value: Value
    segment: int
    start: int
    end: int


def find_title(kinds: Sequence[str], texts: Sequence[str]) -> Stated[str] | None:
    """The first title, at most 500 code points of it, None when there is none before the first sentence."""
    for at, (kind, text) in enumerate(zip(kinds, texts, strict=True)):
        if kind == "title":
            return Stated(text[:_MAX_TITLE_CHARS], at, 0, min(len(text), _MAX_TITLE_CHARS))
        if kind == "body":
            return None
    return None


def find_published_on(kinds: Sequence[str], texts: Sequence[str]) -> Stated[datetime.date] | None:
    """The day of publication that a meta line or a footer states, None when none does.

    A line that says what its date is (发布时间, Release Time), or stands behind such a line, comes before one that does
    not; last comes a date that opens the title. Of lines below the text that do not say it there may be but one, for
    several are those of comments; a day on which something takes effect or ends is none.
    """
    above: Stated[datetime.date] | None = None
    below: list[Stated[datetime.date]] = []
    previous, is_below = "", False
    for at, (kind, text) in enumerate(zip(kinds, texts, strict=True)):
        is_below = is_below or kind == "body"
        if kind not in ("meta", "footer"):
            previous = ""
            continue
        is_other = _TAKES_EFFECT.search(text) or (kind == "footer" and _UPDATED.search(text))
        found = None if is_other else _read_date_of(text, at)
        if found and (_RELEASED.search(text) or _RELEASED.search(previous)):
            return found
        if found and kind == "meta":
            above, below = (above, [*below, found]) if is_below else (above or found, below)
        previous = text if kind == "meta" else ""
    if above or len(below) == 1:
        return above or below[0]
    title = find_title(kinds, texts)
    return _read_date_of(title.value, title.segment) if title and _DATED.match(title.value) else None


def find_source(kinds: Sequence[str], texts: Sequence[str]) -> Stated[str] | None:
    """Who published the document first, as a meta line states it (来源：…, Source: …); None when none does."""
    return _find_labelled(kinds, texts, _SOURCE)


def find_author(kinds: Sequence[str], texts: Sequence[str]) -> Stated[str] | None:
    """Who wrote the document, as a meta line states it (作者：…, 记者 …, By …); None when none does, or for 佚名.

    Editors and proofreaders are no authors.
    """
    return _find_labelled(kinds, texts, _AUTHOR)


def _find_labelled(kinds: Sequence[str], texts: Sequence[str], label: re.Pattern[str]) -> Stated[str] | None:
    """What stands behind a label in a meta line, or in the meta line below when the label ends its line."""
    for at, (kind, text) in enumerate(zip(kinds, texts, strict=True)):
        match = label.search(text[:_MAX_META_CHARS]) if kind == "meta" else None
        if match is None:
            continue
        if match.end() == len(text) and kinds[at + 1 : at + 2] == ["meta"]:
            at, text, begin = at + 1, texts[at + 1], 0
        else:
            begin = match.end()
        role = _ROLE.match(text, begin)
        found = _VALUE.match(text, role.end() if role else begin)
        value = (_BEHIND_WRITER.split(found[1])[0] if label is _AUTHOR else found[1]).rstrip(_TRAIL) if found else ""
        if found and value and value.lower() not in _NOBODY and not _ONLY_NUMBERS.fullmatch(value):
            return Stated(value, at, found.start(1), found.start(1) + len(value))
    return None


def _read_date_of(text: str, segment: int) -> Stated[datetime.date] | None:
    found = find_date(text)
    return Stated(found.day, segment, found.start, found.end) if found else None


def share_languages(segments: Iterable[tuple[str, int]]) -> list[tuple[str, float]]:
    """Share of each language in pairs of language and code points, sorted by name, rounded to four places."""
    counts: dict[str, int] = {}
    for lang, n_chars in segments:
        counts[lang] = counts.get(lang, 0) + n_chars
    total = sum(counts.values())
    return [(lang, round(n_chars / total, 4)) for lang, n_chars in sorted(counts.items())]
