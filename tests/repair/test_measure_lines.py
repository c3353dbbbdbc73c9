"""Many texts cost together what each costs by itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.repair.find_dear import is_frequent
from tasks.repair.measure_bits import measure_bits, measure_chinese
from tasks.repair.measure_lines import are_frequent, measure_chinese_lines, measure_lines

SENTENCES = [
    "桃花一夜之间全开了。",
    "會議決定成立工作小組",
    "The café is open.",
    "涓枃",
    "いゅ",
    "Весной",
    "“是”",
    "𠮷野家",
    "ê就",
    "",
]
LINES = st.lists(
    st.one_of(st.sampled_from(SENTENCES), st.text(st.characters(exclude_characters="\n"), max_size=9)), max_size=6
)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_lines_cost_what_each_costs(lines: list[str]) -> None:
    assert measure_lines(lines).tolist() == pytest.approx([measure_bits(line) for line in lines])
    assert measure_chinese_lines(lines).tolist() == pytest.approx([measure_chinese(line) for line in lines])


@settings(max_examples=200, deadline=None)
@given(LINES, st.sampled_from([9.0, 13.5, 16.0]))
def test_lines_are_frequent_as_each_is(lines: list[str], max_bits: float) -> None:
    assert are_frequent(lines, max_bits).tolist() == [is_frequent(line, max_bits) for line in lines]
