"""Ends of sentences that no full stop marks: a dash at which a speaker turns, a smiley, the label of a figure."""

import re

from .load_tables import sentence_starters

_TURN = re.compile("(?:(?<![-—–])(?:--|—|–)|[:;]-?[)D](?![A-Za-z]))( {1,3})([A-Z][a-z]{0,12})(?![A-Za-z])")
"""A dash or a smiley, blanks, and a capitalised word."""
_QUOTED_TURN = re.compile("”[ ]?(?:--|—|–)( )(?=“[A-Z])")
"""A dash between what one speaker says and what the next does."""
_LABEL = re.compile("(?:Figure|Fig\\.|Table) ?[0-9]{1,3}(?:[.-][0-9]{1,3})?[.:]?( )(?=[A-Z][a-z]|A [a-z])")
_DIRECTION = re.compile('\\[[A-Z][a-z]{2,12}\\.?\\]( )(?=["“]?[A-Z])')
"""What is done and not said, at the beginning of a paragraph: [Signed], [Music]."""
_MIN_LABELLED = 40
"""Code points of a paragraph that a label opens; a shorter one is a title as a whole."""
_FIRST = ("Fig", "Table", "[")
_DASHES = "-—–"
_NO_TURNS = ("a", "an", "the", "i")
"""They open names and asides as often as sentences."""


def find_turns(text: str) -> list[tuple[int, int]]:
    """Where a sentence ends without a full stop and where the next begins, in a paragraph, in order.

    Behind a dash only a word that opens sentences begins one, for names and titles stand there too.
    """
    found: list[tuple[int, int]] = []
    if text.startswith(_FIRST):
        label = _DIRECTION.match(text) or (_LABEL.match(text) if len(text) >= _MIN_LABELLED else None)
        if label:
            found.append(label.span(1))
    if "” " in text or "”—" in text:
        found += [match.span(1) for match in _QUOTED_TURN.finditer(text)]
    if (
        "— " in text
        or "– " in text
        or "-- " in text
        or ":) " in text
        or ";) " in text
        or "-) " in text
        or ":D " in text
    ):
        for match in _TURN.finditer(text):
            word = match[2].lower()
            if match[0][0] not in _DASHES or (word in sentence_starters() and word not in _NO_TURNS):
                found.append(match.span(1))
    return sorted(set(found))
