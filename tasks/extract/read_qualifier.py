"""The qualifier of a number, from the words beside it: 超, 近, 左右, more than, nearly, at least, or more."""

import re
from functools import cache

from ..core.numerals.read_tables import sizes_by_first, sizes_by_last
from .mention import Mention
from .tables.read_tables import qualifiers, word_set

MAX_WORDS = 4
"""English words in front of a number that are looked at."""

_LAST_WORD = re.compile(r"[A-Za-z]+\Z")
_WINDOW = 32
_LINKS = frozenset(" 了达有为需")
_ENDING_IN_OVER = frozenset(("通过", "经过", "度过", "不过", "渡过"))
_NEGATIONS = ("不得", "不应", "不可", "不能", "不准", "不宜", "不会", "不许", "未", "未能", "没有", "没")
_NEGATED = {"more_than": "up_to", "less_than": "at_least"}
_RECENT = re.compile("(?:年|个月|天|日|周|个季度)")
_OF_WHOLE, _OF_WINDOW = (
    re.compile("(不到|不足|不低于|不少于|不高于|不超过|低于|高于|超过|超|逾|近|约)[^，。；、0-9]{1,10}的\\Z"),
    14,
)
"""不到成本的一半: the whole of which it is a part stands between qualifier and part."""
_BASELINE = re.compile("[低高超].{0,8}(?:上年|去年|前一|上一|同期|上月|上周|往年|平均)")
"""低于上年同期的5.3% compares with a figure, and says nothing of how exact it is."""
_COMPARED = re.compile(
    r"(?:%|per ?cent)\)?, (?:[a-z]+ )?(?:lower|higher|more|less|above|below)(?: than)? (?:the |an? )?\Z"
)
"""9.24 per cent, lower than 10.98 per cent in the week before: as above."""
_COMPARED_WINDOW = 48
_SAID_OF_ALL = [
    [word] for word in ("that", "be", "is", "are", "was", "were", "of", "to", "by", "with", "for", "and", "had")
]
"""Words in front of `more than the 20.4 million people reported` where it tells how many, and compares nothing."""
_NEXT_NUMBER = re.compile(r" (?:[A-Z]{2,3})?[$€£¥]?[0-9]")
_COMPARING = frozenset(
    ("than", "topping", "topped", "tops", "beating", "exceeding", "exceeded", "surpassing", "surpassed")
)
_THAN_WORDS = frozenset(("高于", "低于", "高出", "优于", "好于"))
_STANDARD = re.compile("的[^，。；0-9]{0,8}(?:承诺|目标|平均|水平|指标|标准|预期)")
"""高于92.5%的服务承诺 compares with a figure, and says nothing of how exact it is."""
_BOUND = re.compile(
    r"(至少|最少|最低|最多|最高|约)(?:需要?|配备|补助|补贴|奖励|资助|给予|可获得?|可得|支付|提供|投入|安排|设置?|处|罚款?)\Z"
)
_BOUND_ENDS = frozenset("需要备助贴励予获得付供入排设置处罚款")
_BOUNDS = {
    "至少": "at_least", "最少": "at_least", "最低": "at_least", "最多": "at_most", "最高": "at_most", "约": "about"
}  # fmt: skip
_MARK = re.compile(r"[ -](?:marks?|threshold|barrier|level|line|limit|target)\b")
"""Behind a number they make it what is passed: exceeded the 1 million mark."""
_ADDED = re.compile(r" plus (?:an?|the|its|his|her|their|some|up|[a-z]+s)\b")
_RIGHT_WORD = re.compile(r" ?-?([a-z]+(?: [a-z]+)?)")


@cache
def _sizes_before() -> dict[str, tuple[int, ...]]:
    return sizes_by_last(qualifiers("zh", "before"))


@cache
def _sizes_after() -> dict[str, tuple[int, ...]]:
    return sizes_by_first(qualifiers("zh", "after"))


def qualify_chinese(text: str, mention: Mention) -> None:
    """Set the qualifier of a Chinese mention; 余 and 多 between digits and unit have been read with the unit."""
    if mention.qualifier is None:
        mention.qualifier = _chinese_before(text, mention) or _chinese_after(text, mention)


def _chinese_before(text: str, mention: Mention) -> str | None:
    known, at = qualifiers("zh", "before"), mention.start
    whole = None
    if mention.unit_class == "ratio" and text.endswith("的", 0, at):
        whole = _OF_WHOLE.search(text, max(0, at - _OF_WINDOW), at)
    if whole is not None:
        return None if _BASELINE.match(whole.group()) else known.get(whole[1])
    while True:
        for size in _sizes_before().get(text[at - 1 : at], ()):
            word = text[max(0, at - size) : at]
            if word in known and not (word == "过" and text[at - 2 : at] in _ENDING_IN_OVER):
                # 近3年 is the last three years, not nearly three
                if word in _THAN_WORDS and _STANDARD.match(text, mention.end):
                    return None
                if word == "高出" and (mention.unit == "times" or "比" in text[max(0, at - _OF_WINDOW) : at]):
                    return None
                is_recent = word == "近" and mention.unit_class == "duration" and _RECENT.match(mention.unit_text or "")
                return None if is_recent else _negate(text, at - size, known[word])
        if not at or text[at - 1] not in _LINKS:
            return _bound_before_verb(text, at)
        at -= 1


def _bound_before_verb(text: str, at: int) -> str | None:
    """The bound in front of the verb of a figure: 至少配备1名, 最高补助14万元."""
    if text[at - 1 : at] not in _BOUND_ENDS:
        return None
    bound = _BOUND.search(text, max(0, at - _OF_WINDOW), at)
    return _BOUNDS[bound[1]] if bound else None


def _negate(text: str, at: int, qualifier: str) -> str:
    """What a bound says behind a negation: 不得超过 allows up to so much, 不得少于 asks for at least so much."""
    return _NEGATED.get(qualifier, qualifier) if text[max(0, at - 2) : at].endswith(_NEGATIONS) else qualifier


def _chinese_after(text: str, mention: Mention) -> str | None:
    known, at = qualifiers("zh", "after"), mention.end
    if mention.unit_text == "成" and text[at : at + 1] in ("多", "余"):
        mention.end += 1
        return "more_than"
    at += text[at : at + 1] in ("(", "（", " ")
    for size in _sizes_after().get(text[at : at + 1], ()):
        word = text[at : at + size]
        if word in known and not (word == "内" and mention.unit_class != "duration"):
            return known[word]
    return None


def qualify_english(text: str, mention: Mention, words: list[str]) -> None:
    """Set the qualifier of an English mention; `words` as of `words_before`."""
    if mention.qualifier is None:
        is_compared = mention.unit_class == "ratio" and _COMPARED.search(
            text, max(0, mention.start - _COMPARED_WINDOW), mention.start
        )
        qualifier = None if is_compared else _english_before(words, text, mention.end)
        if qualifier is not None and mention.unit_class == "duration" and _is_during(words):
            qualifier = None
        mention.qualifier = qualifier or _english_after(text, mention)


def words_before(text: str, at: int) -> list[str]:
    """The last words of the clause in front of `at` in lower case, at most five; none from before a mark."""
    window = text[max(0, at - _WINDOW) : at].rstrip(" ")
    words: list[str] = []
    for word in reversed(window.split(" ")):
        if len(words) > MAX_WORDS:
            break
        if not (word.isalpha() or (word[:-1].isalpha() and word[-1] == ".")):
            tail = _LAST_WORD.search(word)
            if tail is not None:
                words.append(tail.group())
            break
        words.append(word)
    return [word.lower() for word in reversed(words)]


def _is_during(words: list[str]) -> bool:
    """A pay rise over six years: `over` says when, unless a word like `for` stands before it."""
    if words[-2:] == ["over", "the"]:
        return True
    return words[-1:] == ["over"] and not (len(words) > 1 and words[-2] in word_set("before_over"))


@cache
def _last_words() -> frozenset[str]:
    return frozenset(word.rpartition(" ")[2] for word in qualifiers("en", "before"))


def _english_before(words: list[str], text: str, behind: int) -> str | None:
    known, fillers = qualifiers("en", "before"), word_set("before_qualifier")
    for end in range(len(words), 0, -1):
        if words[end - 1] in _last_words():
            for start in range(max(0, end - MAX_WORDS), end):
                qualifier = known.get(" ".join(words[start:end]))
                if qualifier is not None:
                    # less than the 438.8 million of last year compares; more than the number is said without `the`
                    is_definite = words[end - 1] in _COMPARING and words[end : end + 1] == ["the"]
                    is_said = words[start - 1 : start] in _SAID_OF_ALL or _MARK.match(text, behind) is not None
                    return qualifier if is_said or not is_definite else None
        if words[end - 1] not in fillers or (words[end - 1] == "by" and words[end - 2 : end - 1] == ["passed"]):
            break
    return None


def _english_after(text: str, mention: Mention) -> str | None:
    if text[mention.number_end : mention.number_end + 1] == "+":
        return "more_than"
    known = qualifiers("en", "after")
    for at in (mention.number_end, mention.end):
        match = _RIGHT_WORD.match(text, at)
        if match is None or text.startswith(" than", match.end()):
            continue
        if _NEXT_NUMBER.match(text, match.end()):
            continue  # 310 townships and over 4,000 villages
        if _ADDED.match(text, match.start()):
            continue  # 75,000 euros plus a bonus
        qualifier = known.get(match[1]) or known.get(match[1].partition(" ")[0])
        if qualifier is not None:
            return qualifier
    return None
