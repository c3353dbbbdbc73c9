"""The clause about an English verb: where its subject begins, where it ends, and who is named in it."""

import re

_LOOK = 400
"""Code points that are looked at on either side of a verb, to bound time."""
_HARD = re.compile(r"""[;:!?；：。！？\n]|(?<!\bNo)(?<! [A-Z])\.(?=["”’)]? |["”]?$)|[–—]| - """)
_COMMA = re.compile(r",(?![0-9]{3}(?![0-9])) ?")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|should|said|says|won|held|took|saw|"
    r"became|began|rose|fell|made|built|hit)\b"
    r"|\b[a-z]{3,}ed (?:the|a|an|to|in|by|on|that|as|from|its|their|for|up|with|out|more|about|over|[0-9])"
)
_INTRODUCES = re.compile(
    r"\s*(?:(?:in|by|on|at|during|as|since|after|before|according|among|for|with|through|under|from|within|throughout|"
    r"until|despite|following|besides|given|of|when|while|although|if|to|this|last|next|early|late)\b|"
    r"(?:recently|meanwhile|however|moreover|today|currently|so far|also|now|thus|therefore|then|finally|earlier|"
    r"yesterday|separately|additionally|date|first|second|third|founded|established|[a-z-]+ing)\b)",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?:[\s,;]|['\"“”)]\s|\b(?:and|but|or|while|whereas|though|although|that|which|where|when|who|as|of which"
    r"|including"
    r"|also|thus|so|then|with)\b)*"
)
_NAMES_AT_END = re.compile(
    r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,4} and (?:the )?[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,4} ?$"
)
"""The last two names of a list without a comma before `and`: Hong Kong and Macao."""
_AND = re.compile(r" (?:and|but|while|whereas|that|where|which|because|as|after|when) ")
_END = re.compile(
    r"[;:!?；：。！？\n]|(?<!\bNo)(?<! [A-Z])\.(?=[\s\"”’)]|$)|,(?![0-9]{3}(?![0-9]))"
    r"| (?:while|whereas|but|where|which|because|after|who)\b"
    r"| and (?=(?:[\w'’-]+ ){0,7}?(?:is|are|was|were|has|have|had|will|would)\b)"
    r"| and (?=(?:[\w'’-]+ ){1,5}?(?:approved|listed|selected|named|recogni[sz]ed|designated|rated|certified) as\b)"
    r"| and (?=(?:[a-z]+ly )?(?:won|received|earned|took|held|made|became|went|came)\b)"
    r"| and (?=(?:[a-z]+ly )?[a-z]{3,}ed (?:the|a|an|to|in|by|as|its|their|with|[0-9A-Z“]))"
)
_NAME = re.compile(
    r"[A-Z0-9][\w’'.&/-]*(?:(?: (?:of|for|the|on|&|de|in) )?(?:(?: of the | for the )| )?[A-Z][\w’'.&/-]*)*"
)
_SPLIT = re.compile(r",\s*(?:and\s+)?|\s+and\s+|\s+as well as\s+")
_OWNED = re.compile(r"['’]s? (?:[a-z“]|[A-Z][\w-]* [a-z])")
_LONGEST_WHOLE = 160
_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?|[Bb]oth|[Aa]ll)\s+")
_NO_NAMES = frozenset(
    (
        "The",
        "A",
        "An",
        "In",
        "It",
        "They",
        "This",
        "These",
        "Three",
        "Two",
        "Four",
        "Five",
        "Six",
        "One",
        "Output",
        "Its",
    )
)


def find_subject(text: str, verb: int, floor: int = 0) -> int:
    """The code point at which the subject of the verb at `verb` begins; `verb` itself when it has none before it.

    Lists (`A, B and C were`) belong to the subject, introductions (`In 2023,`) and clauses before it do not.
    """
    start = max(floor, verb - _LOOK)
    for hard in _HARD.finditer(text, start, verb):
        start = hard.end()
    commas = [comma.end() for comma in _COMMA.finditer(text, start, verb)]
    bounds = [start, *(at for at in commas if text.count("“", start, at) <= text.count("”", start, at))]
    at = len(bounds) - 1
    if at and not text[bounds[at] : verb].strip():
        return verb
    while at and _is_list(text, bounds, at, verb):
        at -= 1
    start = bounds[at]
    for joint in _AND.finditer(text, start, verb):
        if joint[0] in (" that ", " where ", " which ") or _FINITE.search(text, start, joint.start()):
            start = joint.end()
    return min(verb, _LEADS.match(text, start, verb).end())  # type: ignore[union-attr]  # it matches nothing as well


def _is_list(text: str, bounds: list[int], at: int, verb: int) -> bool:
    """Whether the part that begins at bounds[at] goes on with a list that the part before it is in."""
    left = text[bounds[at - 1] : bounds[at]]
    if _INTRODUCES.match(left) or _FINITE.search(left):
        return False
    last = text[bounds[-1] : verb].lstrip()
    if last.startswith("and ") or _NAMES_AT_END.match(last):
        return True
    right = text[bounds[at] : bounds[at + 1] if at + 1 < len(bounds) else verb].strip()
    return right[:1].isupper() and left.strip()[:1].isupper() and len(left.split()) <= 5


def find_end(text: str, start: int) -> int:
    """Where the words after `start` end: before the next mark or clause."""
    limit = min(len(text), start + _LOOK)
    end = _END.search(text, start, limit)
    at = end.start() if end else limit
    if text.startswith((", namely ", ", including "), at):
        follows = _HARD.search(text, at, limit)
        at = follows.start() if follows else limit
    return at if at > start else start


def read_names(text: str, start: int, end: int, is_whole: bool = False) -> list[str]:
    """Who or what is named in text[start:end]: the names of a list, else the names in it, else the words themselves.

    `is_whole` takes what belongs to a name (the court's case) as one thing.
    """
    words = text[start:end].strip(" ,")
    if is_whole and _OWNED.search(words) and len(words) <= _LONGEST_WHOLE:
        return [_ARTICLE.sub("", words, count=1)]
    _, namely, names = words.partition("namely ")
    parts = [_ARTICLE.sub("", part.strip(), count=1) for part in _SPLIT.split(names if namely else words)]
    parts = [part for part in parts if part]
    if (
        parts
        and all(part[0].isupper() or part[0] in "“\"‘'" for part in parts)
        and (len(parts) > 1 or len(parts[0]) < 60)
    ):
        return parts
    found = [
        name
        for match in _NAME.finditer(words)
        if (name := _ARTICLE.sub("", match[0])) not in _NO_NAMES and not name[0].isdigit()
    ]
    return found or ([_ARTICLE.sub("", words, count=1)] if 0 < len(words) <= 80 else [])
