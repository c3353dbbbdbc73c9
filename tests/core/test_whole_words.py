"""Patterns of whole words that begin with a class of first characters."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tasks.core.numerals.read_tables import alternation, whole_words

WORDS = ("Act", "Action Plan", "Law", "Action", "L", "Rules")
_PATTERN = re.compile(whole_words(WORDS))
_PLAIN = re.compile(rf"\b{alternation(WORDS)}\b")


def test_the_longest_word_is_found_between_bounds() -> None:
    assert [match[0] for match in _PATTERN.finditer("Action Plan, Lawson, Outlaw, the Law; L 5")] == [
        "Action Plan",
        "Law",
        "L",
    ]


@given(st.lists(st.sampled_from((*WORDS, " ", "s", "-", "法", "_", "the"))).map("".join))
def test_it_finds_what_the_plain_pattern_finds(text: str) -> None:
    assert [match.span() for match in _PATTERN.finditer(text)] == [match.span() for match in _PLAIN.finditer(text)]
