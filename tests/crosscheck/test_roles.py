"""What something was and what it became, in both languages and in any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.crosscheck.read_roles import ORIGIN, TARGET, compare_roles, read_roles

ZH = [
    ("单程票由12元增至14元。", "12元", "14元", (ORIGIN, TARGET)),
    ("利率从上周的6.81%降至6.72%。", "6.81%", "6.72%", (ORIGIN, TARGET)),
    ("单产由2018年的每头每天24公斤提高到30公斤。", "24公斤", "30公斤", (ORIGIN, TARGET)),
    ("產量達36噸，低於9月預測的43噸。", "36噸", "43噸", (None, None)),
    ("自由贸易区有12家企业，从业人员14万。", "12家", "14万", (None, None)),
]
EN = [
    ("The fare rose from $12 to $14.", "$12", "$14", (ORIGIN, TARGET)),
    ("A ticket costs $14 instead of $12.", "$12", "$14", (ORIGIN, None)),
    ("It slipped to 6.72% from last week's 6.81%.", "6.81%", "6.72%", (ORIGIN, TARGET)),
    ("Each cow gives 30 kilograms, up from about 24.", "24", "30 kilograms", (ORIGIN, None)),
    ("Sales were 14 million, compared to 12 million, close to 15.", "12", "14", (ORIGIN, None)),
    ("Apart from 12 men, 14 women came.", "12 men", "14 women", (None, None)),
]


def roles_of(text, lang, one, other):
    spans = [(text.index(quote), text.index(quote) + len(quote)) for quote in (one, other)]
    return read_roles(text, lang, spans, 0, 1)


@pytest.mark.parametrize(("text", "one", "other", "roles"), ZH, ids=lambda value: str(value)[:24])
def test_chinese_roles(text, one, other, roles):
    assert roles_of(text, "zh", one, other) == roles


@pytest.mark.parametrize(("text", "one", "other", "roles"), EN, ids=lambda value: str(value)[:24])
def test_english_roles(text, one, other, roles):
    assert roles_of(text, "en", one, other) == roles


@pytest.mark.parametrize(
    ("zh", "en", "is_same"),
    [
        ((ORIGIN, TARGET), (ORIGIN, TARGET), True),
        ((ORIGIN, TARGET), (ORIGIN, None), True),
        ((None, TARGET), (ORIGIN, None), True),
        ((ORIGIN, TARGET), (TARGET, None), False),
        ((ORIGIN, None), (None, ORIGIN), None),
        ((None, None), (ORIGIN, TARGET), None),
        ((TARGET, TARGET), (ORIGIN, TARGET), None),
    ],
)
def test_roles_are_compared_where_both_sides_name_them(zh, en, is_same):
    assert compare_roles(zh, en) is is_same
    assert compare_roles(zh[::-1], en[::-1]) is is_same


ROLES = st.tuples(*[st.sampled_from([ORIGIN, TARGET, None])] * 2)


@given(ROLES)
def test_roles_never_contradict_themselves(roles):
    assert compare_roles(roles, roles) is not False
