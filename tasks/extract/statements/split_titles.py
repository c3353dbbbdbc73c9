"""Split a run of capitalised words into parts that may each be a title, as in a list of laws."""

from collections.abc import Iterator, Sequence

from ..tables.read_tables import title_heads
from .cut_title_runs import CONNECTING, SAYS_ON_WHAT, Token, is_capital

REFERENCES = frozenset(
    ("Article", "Articles", "Section", "Sections", "Chapter", "Paragraph", "Paragraphs", "Subparagraph", "Part", "Item")
)
"""Words that point into a document and open no name."""


def split_titles(run: Sequence[Token]) -> Iterator[list[Token]]:
    """Parts of a run that may each be a title: cut at commas that are no list, and before `the` or `and` + head."""
    part: list[Token] = []
    for at, token in enumerate(run):
        if part and _starts_anew(run, at, part):
            yield part
            part = []
        if part or is_capital(token):
            part.append(token)
    if part:
        yield part


def _starts_anew(run: Sequence[Token], at: int, part: Sequence[Token]) -> bool:
    token = run[at]
    if token.kind == "comma":
        return not _is_listing(run, at)
    if token.text in ("and", "or") or token.kind == "dash":
        behind = at + 1
        while behind < len(run) and run[behind].text in ("of", "the", "its", "a", "with", "in"):
            behind += 1
        if behind < len(run) and run[behind].text in REFERENCES:
            return True
        if behind > at + 1 or (behind + 1 < len(run) and run[behind + 1].text in SAYS_ON_WHAT):
            return _has_head(part) and _opens_title(run, behind)
        return head_at(part, len(part) - 1) is not None and _opens_title(run, behind)
    if token.text == "the":
        return not _has_head(part) and _opens_title(run, at + 1)
    return False


def _is_listing(run: Sequence[Token], at: int) -> bool:
    """Whether a comma of a run is in a list that ends in `and` + capital, and no title begins behind it."""
    if _opens_title(run, at + 1) or not _has_head(run[:at]):
        return False
    for token in run[at + 1 :]:
        if token.text == "and":
            return True
        if token.text in ("the", "of", "on", "in"):
            return False
    return False


def _opens_title(run: Sequence[Token], at: int) -> bool:
    """Whether the capitalised words that begin at a place, perhaps behind `and the`, end in a head."""
    while at < len(run) and run[at].text in ("and", "the", "or", "its"):
        at += 1
    words = []
    while at < len(run) and run[at].kind == "word" and is_capital(run[at]):
        words.append(run[at])
        at += 1
    return any(head_at(words, i) for i in range(len(words))) and (
        at >= len(run) or run[at].kind != "word" or run[at].text in CONNECTING
    )


def head_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Strength of the head whose last word is at a place, and its number of words."""
    for size in (3, 2, 1):
        if size <= at + 1:
            words = " ".join(token.text for token in tokens[at + 1 - size : at + 1])
            head = title_heads("en").get(words)
            if head:
                return head[1], size
    return None


def _has_head(part: Sequence[Token]) -> bool:
    return any(head_at(part, at) for at in range(len(part)))
