"""Write characters for entities of HTML that were left in a text, escaped once or more: caf&eacute;, &amp;#8220;.

Refuses all in a text that is HTML or is about it: one with tags, with `&lt;` before a name or slash, or with a word for
entities. Refuses `&amp;`, `&quot;`, `&lt;` and `&gt;` where the text also has that sign as it is, for then nobody
escaped it; `&lt;` and `&gt;` also where no other entity stands. Refuses names without a semicolon or that HTML does not
have, and numbers that are no characters. The numbers 128 to 159 mean Windows-1252, as browsers read them; the five that
it lacks are controls, and refused but beside another entity, where they are bytes of misread text.
"""

import html
import re
from functools import lru_cache
from html.entities import html5

from ..settings import RepairSettings
from ..stretches import Change

RULE = "html-entity"
AGAIN = r"(?:amp;|\#38;|\#x26;)"
ENTITY = re.compile(rf"&{AGAIN}*(?:[A-Za-z][A-Za-z0-9]{{1,31}}|\#[0-9]{{2,7}}|\#[xX][0-9A-Fa-f]{{2,6}});")
REPEATED = re.compile(rf"&{AGAIN}+(?=[A-Za-z#])")
MARKUP = re.compile(
    r"<(?:/[A-Za-z]|[A-Za-z!][^<>\n]{0,200}>)|&(?:amp;)*lt;[/!A-Za-z]|HTML|XML|\bentit|实体|實體|转义|轉義"
)
BARE = {"&": re.compile(r"&(?![A-Za-z0-9#]{2,32};)"), '"': re.compile('"'), "<": re.compile("<"), ">": re.compile(">")}

UNUSED = ("\x81", "\x8d", "\x8f", "\x90", "\x9d")
"""Bytes that Windows-1252 has no character for."""
KEPT = ("\u00a0", "\u00ad", *UNUSED)


def find_changes(text: str, _: RepairSettings) -> list[Change]:
    """One change for each entity, however often it was escaped."""
    if "&" not in text or ";" not in text or not ENTITY.search(text) or MARKUP.search(text):
        return []
    found = [(match, _read_beside(text, match)) for match in ENTITY.finditer(text)]
    kept = {sign for sign, bare in BARE.items() if bare.search(text)}
    if all(after is None or after in BARE for _, after in found):
        kept |= set("<>")
    return [
        Change(match.start(), match.end(), after, (RULE,), (match[0],))
        for match, after in found
        if after is not None and after not in kept
    ]


def _read_beside(text: str, match: re.Match[str]) -> str | None:
    """What an entity stands for where it stands."""
    after = read_entity(match[0])
    if after in UNUSED and text[match.start() - 1 : match.start()] != ";" and not text.startswith("&", match.end()):
        return None
    return after


@lru_cache(maxsize=1 << 14)
def read_entity(entity: str) -> str | None:
    """The character that an entity stands for, escaped any number of times; None when it stands for none of a text."""
    last = REPEATED.sub("&", entity)
    if not last.startswith("&#") and last[1:] not in html5:
        return None
    after = html.unescape(last)
    is_character = 0 < len(after) <= 2 and (after.isprintable() or after in KEPT) and after != "\ufffd"
    return after if is_character else None
