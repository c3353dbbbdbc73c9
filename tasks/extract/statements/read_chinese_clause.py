"""The clause about a Chinese verb: where its subject begins, where it ends, and who is named in it."""

import re

_LOOK = 120
"""Code points that are looked at on either side of a verb, to bound time."""
_MARK = re.compile(r"[，。；：！？;!?\n]|,(?!(?<=[0-9],)[0-9]{3})")
"""A mark that ends a clause; no comma within a number."""
_TIME = re.compile(
    r"(?:(?:其中|并且|同时|此外|目前|另外|今年|去年|当年|近日|日前|近年来|至今|为此|而且|且|并|也|又|还|而)|"
    r"(?:自|截至|到|至)?(?:[0-9]{4}年?[-—–~至到])?[0-9]{4}年(?:来|底|末|度|以来|[0-9]{1,2}月(?:[0-9]{1,2}日)?)?)+"
)
_LIST = re.compile(r"[、和与及]|以及")
_TRAIL = re.compile(
    r"(?:连续.{1,6}年|连续.{1,4}次|分别|均|都|继续|再次|成功|先后|双双|同时|首次|已经|已|被|新|又|也|共|共同|正式|将|全部)+$"
)
_WHERE = re.compile(r"(?:^|(?<=.))(?:在|以)[^，。在]{2,40}(?:中|上|里|内|下|金牌|成绩)?$")
_SHARED = re.compile(r"等(?:[0-9一二三四五六七八九十]+[个家市县区所名省]?.{0,6})?$")


def find_subject(text: str, verb: int, floor: int = 0) -> int:
    """The code point at which the clause of the verb at `verb` begins, times and conjunctions aside."""
    start = max(floor, verb - _LOOK)
    depth = 0
    for at in range(verb - 1, start - 1, -1):
        char = text[at]
        if char in "》）」』”":
            depth += 1
        elif char in "《（「『“":
            depth -= 1
            if depth < 0:
                start = at + 1
                break
        elif depth == 0 and _MARK.match(text, at):
            start = at + 1
            break
    lead = _TIME.match(text, start, verb)
    return lead.end() if lead else start


def find_end(text: str, start: int) -> int:
    """Where the clause that goes on at `start` ends: before the next mark outside brackets."""
    limit = min(len(text), start + _LOOK)
    depth = 0
    for at in range(start, limit):
        char = text[at]
        if char in "《（「『“":
            depth += 1
        elif char in "》）」』”":
            depth = max(0, depth - 1)
        elif (depth == 0 and _MARK.match(text, at)) or char in "。；\n":
            return at
    return limit


def read_names(text: str, start: int, end: int) -> list[str]:
    """Who or what is named in text[start:end]: the names of a list, else the words themselves when they are few."""
    words = _SHARED.sub("", _WHERE.sub("", _TRAIL.sub("", text[start:end].strip())))
    parts = [part for part in _LIST.split(words) if part]
    if len(parts) > 1 and all(2 <= len(part) <= 12 for part in parts):
        return parts
    return [words] if 1 < len(words) <= 40 else []
