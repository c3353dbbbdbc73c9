"""Who asks for beads and gets none is told why."""

import pytest

from tasks.align.align_sentences import align_sentences
from tasks.align.explain_nothing import explain_nothing
from tasks.align.settings import AlignSettings


@pytest.mark.parametrize(
    ("zh", "en", "reason"),
    [
        ([], ["A port."], "the Chinese side is empty"),
        (["港口。"], [" ", ""], "the English side is empty"),
        (["A port."], ["A port."], "the Chinese side holds no Chinese"),
        (["港口。"], ["港口。"], "the English side holds no English"),
        (["农民在春天播种小麦。"] * 3, ["The customs office is closed."] * 3, "translate each other"),
    ],
)
def test_no_bead_has_a_reason(zh, en, reason):
    assert align_sentences(zh, en, AlignSettings()) == []
    assert reason in explain_nothing(zh, en)
