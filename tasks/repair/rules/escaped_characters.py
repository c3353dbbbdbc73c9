r"""Write characters for escapes that programs left in a text: \u4E2D, %E4%B8%AD, =E4=B8=AD, =?utf-8?B?5Lit?=, ~{VP~}.

Mail (RFC 2045, 2047), URLs (RFC 3986), JSON and scripts, HTML without the semicolon, HZ (RFC 1843) and UTF-7 (RFC 2152)
write characters in ASCII; where a reader did not undo that they stand in the text. Refuses all in a text about escapes
and charsets, bytes of addresses of the web, bytes that are no UTF-8 and no frequent Chinese, and a form by which a text
has fewer than two characters beyond ASCII. What a form has of ASCII is undone beside those, in one word; in
quoted-printable everywhere, or nowhere where some of it is nothing.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..settings import RepairSettings
from ..stretches import Change
from .read_escaped import (
    decode_together,
    read_bytes,
    read_code_points,
    read_encoded_words,
    read_hz,
    read_numbers,
    read_octal_bytes,
    read_utf7,
)

RULE = "escaped-character"
ABOUT = re.compile(
    "unicode|escap|encod|decod|charset|regex|UTF-?[78]|转义|轉義|编码|編碼|正则|正則|字符集|字元集|RFC ?[0-9]{4}"
    r"|\[[^\]\n]{0,9}\\[ux]",
    re.IGNORECASE,
)
"""Words of a text about escapes and charsets; a class of characters in a pattern."""
NAMES_OF_CHARSETS = re.compile(
    r"^(?:Content-|MIME-)[^\n]{1,200}|<meta [^>\n]{1,200}>|=\?[\w-]{2,20}\?(?=[BbQq]\?)", re.IGNORECASE | re.MULTILINE
)
"""Lines of mail and elements of HTML that name a charset in a text about anything."""
WORD = re.compile(r"=\?[\w-]{2,20}\?[BbQq]\?[^?\s]{1,998}\?=(?:\s{1,4}=\?[\w-]{2,20}\?[BbQq]\?[^?\s]{1,998}\?=)*")


def _repeat(one: str) -> re.Pattern[str]:
    """A pattern for one or several; with its first sign in front, by which the search is quick."""
    return re.compile(f"{one}(?:{one})*")


NUMBERS = _repeat(
    r"&\#(?:(?:12[23]|199|2[0-9]{2}|3[0-9]{2}|40[0-9]|65[2-4])[0-9]{2}|(?:8[0-9]{3}|1[6-9][0-9]|2[0-5][0-9])(?![0-9]))(?!;)"
)
HEX_NUMBERS = _repeat(
    r"&\#[xX](?:(?:[3-9][0-9A-Fa-f]|20|[fF][fF])[0-9A-Fa-f]{2}(?![0-9A-Fa-f]*;)|[a-fA-F][0-9A-Fa-f](?![0-9A-Fa-f;]))"
)
"""Numbers without the semicolon: of Han characters and their signs whatever digits stand behind them, for these have
five digits, or four in base 16; of others where no digit does."""
UTF7 = re.compile(r"\+(?<![0-9A-Za-z+/]\+)[0-9A-Za-z+/]{5,998}(?:-|(?![0-9A-Za-z+/=]))")
ADDRESS = re.compile(r"www\.|[/?&=@#]")
SPACE, OUTSIDE = re.compile(r"\s"), re.compile(r"[\s\x80-\U0010ffff]")
MAX_GAP = 80
MIN_CHARS = 2
LAYOUT = "\t\r\n\u00a0\u200b"


class Form(NamedTuple):
    """A way to write characters in ASCII: the sign that begins it, where it stands, what stands there, and whether its
    ASCII is undone too: nowhere, in words that have more of it, or everywhere."""

    sign: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], str | bytes | None]
    ascii_too: str = "nowhere"


FORMS = (
    Form("=?", WORD, read_encoded_words, "everywhere"),
    Form("\\u", _repeat(r"\\u[0-9A-Fa-f]{4}"), read_code_points, "in words"),
    Form("%u", _repeat(r"%u[0-9A-Fa-f]{4}"), read_code_points, "in words"),
    Form("\\x{", _repeat(r"\\x\{[0-9A-Fa-f]{2,6}\}"), read_code_points),
    Form("&#", NUMBERS, read_numbers),
    Form("&#", HEX_NUMBERS, read_code_points),
    Form("\\x", _repeat(r"\\x[0-9A-Fa-f]{2}"), read_bytes, "in words"),
    Form("\\", _repeat(r"\\[23][0-7]{2}"), read_octal_bytes),
    Form("%", _repeat("%[0-9A-Fa-f]{2}"), read_bytes, "in words"),
    Form("=", _repeat("=(?:[0-9A-F]{2}|\r?\n)"), read_bytes, "everywhere"),
    Form("~{", re.compile(r"~\{(?:[\x21-\x77][\x21-\x7e])+~\}"), read_hz),
    Form("+", UTF7, read_utf7),
)


def may_apply(text: str) -> bool:
    """Whether a text has the first sign of a form."""
    return any(sign in text for sign in "\\%=~+") or "&#" in text


def find_changes(text: str, _: RepairSettings) -> list[Change]:
    """One change for each run of escapes."""
    found = sorted(change for form in FORMS if form.sign in text for change in _find(text, form))
    if not found or ABOUT.search(NAMES_OF_CHARSETS.sub("", text)):
        return []
    changes: list[Change] = []
    for change in found:
        if not changes or changes[-1].char_end <= change.char_start:
            changes.append(change)
    return changes


def _find(text: str, form: Form) -> Iterator[Change]:
    """The changes of one form, where it has enough of a text."""
    matches = [match for match in _list_matches(text, form) if not _is_in_address(text, match)]
    read = list(zip(matches, decode_together([form.read(match) for match in matches]), strict=True))
    good = [(match, after) for match, after in read if after is not None and _is_printable(after)]
    if form.sign == "=" and len(good) < len(read):
        return
    beyond = [(match, after) for match, after in good if not after.isascii()]
    if sum(len(after) for _, after in beyond) < MIN_CHARS:
        return
    starts, ends = [match.start() for match, _ in beyond], [match.end() for match, _ in beyond]
    for match, after in beyond if form.ascii_too == "nowhere" else good:
        if form.ascii_too != "in words" or not after.isascii() or _is_beside(text, match, starts, ends):
            yield Change(match.start(), match.end(), after, (RULE,), (match[0][:60],))


def _list_matches(text: str, form: Form) -> Iterator[re.Match[str]]:
    """The escapes of a form, apart and in order: its sign is looked for first, since a pattern with a repeated group is
    tried at every character."""
    at = text.find(form.sign)
    while at >= 0:
        match = form.pattern.match(text, at)
        if match is not None:
            yield match
        at = text.find(form.sign, match.end() if match else at + 1)


def _is_in_address(text: str, match: re.Match[str]) -> bool:
    """Whether bytes behind a percent sign stand in an address of the web, or in a path."""
    if not match[0].startswith("%") or match[0].startswith("%u"):
        return False
    head = text[max(0, match.start() - MAX_GAP) : match.start()]
    return ADDRESS.search(OUTSIDE.split(head)[-1]) is not None


def _is_printable(text: str) -> bool:
    return all(char.isprintable() or char in LAYOUT for char in text) and not any(
        unicodedata.category(char) == "Co" for char in text
    )


def _is_beside(text: str, match: re.Match[str], starts: list[int], ends: list[int]) -> bool:
    """Whether ASCII stands in one word with what is beyond it, which is at the starts and ends."""
    at = bisect_left(starts, match.start())
    gaps = [(ends[at - 1], match.start())] if at else []
    gaps += [(match.end(), starts[at])] if at < len(starts) else []
    return any(end - start <= MAX_GAP and not SPACE.search(text, start, end) for start, end in gaps)
