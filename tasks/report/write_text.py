"""Make text of documents fit to be shown: clipped, marked, and with nothing in it that hides or turns other text.

Escaping is not done here: the template engine escapes every value.
"""

import re

from markupsafe import Markup

from .model import Sentence

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
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _UNSHOWABLE.sub(_name_code_point, value.replace("\r\n", "\n").replace("\r", "\n"))


def clip_text(text: str, n_chars: int) -> str:
    """At most `n_chars` code points; an ellipsis says that there was more."""
    return text if len(text) <= n_chars else text[: n_chars - 1] + ELLIPSIS


def mark_quote(text: str, char_start: int, char_end: int, radius: int, lang: str) -> Sentence:
    """The code points char_start:char_end of a segment as the quote, with at most `radius` of them on either side.

    No Latin word and no number is cut in two at the rim, for half a number misleads. A quote longer than both sides
    together loses its end.
    """
    start = min(max(char_start, 0), len(text))
    end = min(max(char_end, start), len(text))
    return Sentence(
        lang=tag_language(lang),
        before=_clip_start(text[:start], radius),
        quote=clip_text(text[start:end], 2 * radius),
        after=_clip_end(text[end:], radius),
    )


def _clip_start(text: str, n_chars: int) -> str:
    if len(text) <= n_chars:
        return text
    kept = text[len(text) - n_chars :]
    torn = _WORD_AT_START.match(kept) if _WORD.match(text[-n_chars - 1]) else None
    return ELLIPSIS + (kept[torn.end() :] if torn else kept)


def _clip_end(text: str, n_chars: int) -> str:
    if len(text) <= n_chars:
        return text
    kept = text[:n_chars]
    torn = _WORD_AT_END.search(kept[-LONGEST_WORD - 1 :]) if _WORD.match(text[n_chars]) else None
    return (kept[: len(kept) - len(torn.group())] if torn else kept) + ELLIPSIS


def tag_language(lang: str) -> str:
    """The BCP 47 tag of a value of `segments.lang`; empty (unknown) for mixed, other and none."""
    return lang if lang in _TAGS else ""


def _name_code_point(match: re.Match[str]) -> str:
    return f"[U+{ord(match.group()):04X}]"
