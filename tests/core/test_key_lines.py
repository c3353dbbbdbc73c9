from hypothesis import given
from hypothesis import strategies as st

from tasks.core.key_lines import MAX_WEIGHT, key_line


def test_a_number_says_how_much_prose_a_line_is() -> None:
    weights = {
        line: key_line(line) & MAX_WEIGHT
        for line in (
            "首页",
            "本站由街道办事处的工作人员维护",
            "他说好。",
            "两座新码头昨天启用，货船可以直接靠岸。",
            "长。" * 999,
        )
    }
    assert list(weights.values()) == [0, 0, 0, 7, MAX_WEIGHT]


def test_the_number_of_a_line_never_changes() -> None:
    assert key_line("Home") == 2307879697067725056
    assert key_line("\ud800") == key_line("\ud800")


@given(st.lists(st.text(max_size=30), unique=True))
def test_lines_differ_and_are_known_again(lines: list[str]) -> None:
    known: dict[str, int] = {}
    numbers = [key_line(line, known) for line in lines]
    assert len(set(numbers)) == len(lines)
    assert [key_line(line, known) for line in lines] == [key_line(line) for line in lines] == numbers
    assert all(0 <= number < 1 << 63 for number in numbers)
