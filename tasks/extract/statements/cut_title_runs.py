"""Cut an English text into runs of capitalised words, with what may stand between the words of a title."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<quoted>“[^“”\n]{1,80}”|‘[^‘’\n]{1,60}’)"
    r"|(?P<aside> ?\((?![Hh]ereinafter|the |[Rr]eferred|\))[^()\n]{1,60}\))"
    r"|(?P<word>[^\W_](?:[\w&/+-]|\.(?=\w)|'(?=\w))*(?:'(?=\s))?)"
    r"|(?P<comma>,)|(?P<dash>[-–—]|/|&)|(?P<other>[^\s])"
)
_PLAIN_WORDS = re.compile("(?>(?: ?[a-z]++(?= ))*)")
"""Words in small letters, none of which begins a run."""
SAYS_ON_WHAT = frozenset(
    ("of", "for", "on", "concerning", "regarding", "to", "in", "between", "against", "relating", "with", "under",
     "pertaining", "among")
)  # fmt: skip
"""Words behind a head that say what the document is about."""
CONNECTING = SAYS_ON_WHAT | frozenset(
    ("the", "and", "by", "from", "at", "as", "a", "an", "into", "over", "through", "during", "within", "toward",
     "towards", "via", "upon", "or", "per", "related", "de", "la")
)  # fmt: skip
_MOST_CONNECTING = 3
_LONGEST_RUN = 80
"""Words of a run; a longer one is a list of names or a page in capitals."""
_GLUED = re.compile(r"(?:the|of|for|and|in|on|to)(?=[A-Z][a-z])")


class Token(NamedTuple):
    """A word or mark: kind, first and end code point, and the word."""

    kind: str
    start: int
    end: int
    text: str


def _tokenize(match: re.Match[str]) -> tuple[Token, ...]:
    """The word or mark of a match; two words where a small one is glued to a capital: theLaw."""
    start, end = match.span()
    kind, words = match.lastgroup or "", match.group()
    glued = _GLUED.match(words) if kind == "word" and not words.islower() else None
    if glued is None:
        return (Token(kind, start, end, words),)
    cut = start + glued.end()
    return Token("word", start, cut, glued.group()), Token("word", cut, end, words[glued.end() :])


def is_capital(token: Token) -> bool:
    """Whether a token may begin or end a title: a word with a capital or digit, or a quotation."""
    kind, _, _, words = token
    return words[0].isupper() or words[0].isdigit() if kind == "word" else kind == "quoted"


def cut_runs(text: str) -> Iterator[list[Token]]:
    """Runs of capitalised words, with up to three words that connect them, asides, and commas of lists."""
    run: list[Token] = []
    pending: list[Token] = []
    at = 0
    while True:
        if not run:
            at = _PLAIN_WORDS.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing as well
        match = _TOKEN.search(text, at)
        if match is None:
            break
        at = match.end()
        for token in _tokenize(match):
            if is_capital(token):
                run += pending
                pending = []
                run.append(token)
            elif run and _goes_on(token, len(pending)):
                (run if token.kind == "aside" else pending).append(token)
            else:
                if run:
                    yield run
                run, pending = [], []
            if len(run) > _LONGEST_RUN:
                yield run
                run, pending = [], []
    if run:
        yield run


def _goes_on(token: Token, n_pending: int) -> bool:
    """Whether a token may stand inside a run, behind so many others that do."""
    if token.kind == "aside" and not n_pending:
        return True
    is_link = token.kind in ("comma", "dash") or (token.kind == "word" and token.text in CONNECTING)
    return is_link and n_pending < _MOST_CONNECTING
