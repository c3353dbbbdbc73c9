"""A sifted text tells what any rule would find in it, however long it is and wherever in it that stands."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.repair.find_dear import DEAR_BITS, RARE_BITS, sum_windows, weigh_characters
from tasks.repair.rules import chinese_as_latin, single_byte_mojibake
from tasks.repair.rules.table import RULES
from tasks.repair.settings import RepairSettings
from tasks.repair.sift import BLOCK_UNITS, ODD_CHARACTERS, sift

JOINT = re.compile(r"(?<=[a-z])[A-Z(]|(?<=[,)])[a-z]")
PIECES = [
    "plain text, and more",
    "桃花一夜之间全开了",
    "ÖÐÎÄ",
    "cafÃ©",
    "龘靐齉",
    "\u200b",
    "\x00",
    "thePlan",
    "a,b",
    "\ue862",
    "𠮷",
    "\n",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_sifted_text_tells_what_stands_in_it(text: str) -> None:
    sifted = sift(text)
    assert set(ODD_CHARACTERS.findall(text)) <= set(sifted.signs)
    assert [at + 1 for at in sifted.joints.tolist()] == [match.start() for match in JOINT.finditer(text)]
    assert sifted.is_dear == bool(sum_windows(weigh_characters(text)).max(initial=0) >= DEAR_BITS)
    is_rare = weigh_characters(text) >= RARE_BITS
    assert sifted.has_rare == bool((is_rare[1:] & is_rare[:-1]).any())
    for pattern in (chinese_as_latin.GATE, single_byte_mojibake.GATE):
        places = {match.start() for match in pattern.finditer(text)}
        assert places <= set(sifted.pairs.tolist())


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_rule_that_may_not_apply_changes_nothing(text: str) -> None:
    for rule in RULES:
        if not rule.may_apply(text, sift(text)):
            assert rule.find_changes(text, RepairSettings()) == [], rule.name


@pytest.mark.parametrize("mark", ["Ã©", "龘靐齉龘靐齉", "\u200b", "thePlan", "\ue862"])
@pytest.mark.parametrize("back", [0, 1, 2, 5])
def test_nothing_is_lost_between_two_blocks(mark: str, back: int) -> None:
    text = f"{'中' * (BLOCK_UNITS - back)}{mark}{'中' * 9}"
    sifted, alone = sift(text), sift(f"{mark}中中")
    assert (sifted.signs, sifted.is_dear, len(sifted.joints)) == (alone.signs, alone.is_dear, len(alone.joints))
    assert len(sifted.pairs) == len(alone.pairs)
