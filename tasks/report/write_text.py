"""Make text of documents fit to be shown: clipped, marked, and with nothing in it that hides or turns other text.

Escaping is not done here: the template engine escapes every value.
"""

import re

from markupsafe import Markup

# Controls, bidirectional formatting, invisible characters, surrogates, private use, noncharacters. Not the joiners of
# emoji and Indic scripts, the soft hyphen, the variation selectors of ideographs. Unicode Standard, chapter 23; what
# such characters can hide: Unicode Technical Report 36.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e00ff\U000e01f0-\U0010ffff]"
)
LONGEST_WORD = 16
_WORD = re.compile("[A-Za-z0-9.,]")
_WORD_AT_START = re.compile(rf"{_WORD.pattern}{{1,{LONGEST_WORD}}}(?!{_WORD.pattern})")
_WORD_AT_END = re.compile(rf"(?<!{_WORD.pattern}){_WORD.pattern}{{1,{LONGEST_WORD}}}\Z")
ELLIPSIS = "…"
_TAGS = ("en", "zh", "zh-Hans", "zh-Hant")


def show_text(value: object) -> object:
    """Text with unshowable characters as [U+202E]; what is no text, or is markup of the template, as it is.

    A carriage return becomes a line feed, as HTML has it.
    """
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return _UNSHOWABLE.sub(_name_code_point, value.replace("\r\n", "\n").replace("\r", "\n"))


def is_showable(text: str) -> bool:
    """Whether nothing in a text has to be made visible; a carriage return, which is only written otherwise, has not."""
    return text.isprintable() or _UNSHOWABLE.search(text) is None


def clip_text(text: str, n_chars: int) -> str:
    """At most `n_chars` code points; an ellipsis says that there was more."""
    return text if len(text) <= n_chars else text[: n_chars - 1] + ELLIPSIS


def clip_around(text: str, char_start: int, char_end: int, radius: int) -> tuple[int, int]:
    """The range of a text with at most `radius` code points on either side of a stretch.

    No Latin word and no number is cut in two at the rim, for half a number misleads.
    """
    start = min(max(char_start, 0), len(text))
    end = min(max(char_end, start), len(text))
    first, last = fit_range(text, max(0, start - radius), min(len(text), end + radius))
    return min(first, start), max(last, end)


def fit_range(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the parts of words and numbers that it cuts in two at its ends."""
    if 0 < start < end and _WORD.match(text[start - 1]):
        torn = _WORD_AT_START.match(text, start, end)
        start = torn.end() if torn else start
    if start < end < len(text) and _WORD.match(text[end]):
        torn = _WORD_AT_END.search(text, max(start, end - LONGEST_WORD - 1), end)
        end = torn.start() if torn else end
    return start, end


def tag_language(lang: str) -> str:
    """The BCP 47 tag of a value of `segments.lang`; empty (unknown) for mixed, other and none."""
    return lang if lang in _TAGS else ""


def _name_code_point(match: re.Match[str]) -> str:
    return f"[U+{ord(match.group()):04X}]"
