"""Gates of fields: they let pass whatever the pattern that they stand for finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.scripts import to_simplified
from tasks.extract.extract_facts import read_sentence
from tasks.extract.fields.find_places import find_places
from tasks.extract.fields.mark_signs import loosen, mark_signs
from tasks.extract.fields.read_fields import Fields
from tasks.extract.fields.sentence_words import SentenceWords
from tasks.extract.fields.surroundings import Surroundings
from tasks.extract.mention import ALL_SIGNS, Sentence

from .conftest import SETTINGS, read_cases, read_paragraph

WORDS = (
    "Build 12 ports, will reach 30 percent by the end of May; the State Council said the 2022 assessment had 5 cases. In "
    "2024 Shenzhen's courts accepted 40 cases this year 计划到2030年新建3个，国务院 全省法院受理案件5件。去年6月 应当提交2份；"
)


@pytest.mark.parametrize(
    ("pattern", "loose"),
    [
        ("a(?!b)c", "ac"),
        ("(?<![年(])月(?=(?:日|[)]))x", "月x"),
        (r"\(?!x\)y", r"\(?!x\)y"),
        ("(?:a|b(?!(c)))", "(?:a|b)"),
        ("plain", "plain"),
    ],
)
def test_what_neighbours_are_asked_is_left_out(pattern: str, loose: str) -> None:
    assert loosen(pattern) == loose


def test_a_group_that_does_not_close() -> None:
    with pytest.raises(ValueError, match="does not close"):
        loosen("a(?=b")


def read(text: str, is_marked: bool) -> list[Fields]:
    sentence = Sentence(text)
    if is_marked:
        mark_signs([sentence])
        assert sentence.signs != ALL_SIGNS
    words = SentenceWords(sentence, read_sentence(sentence, SETTINGS))
    return read_paragraph(Surroundings(text, "广东省工作计划", None), 0, [(0, words)])


@pytest.mark.parametrize("text", [case[0] for case in read_cases("fields.json")])
def test_cases_read_the_same_behind_the_gates(text: str) -> None:
    assert read(text, is_marked=True) == read(text, is_marked=False)


@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=14).map(" ".join))
def test_any_sentence_reads_the_same_behind_the_gates(text: str) -> None:
    assert read(text, is_marked=True) == read(text, is_marked=False)


@given(st.text(alphabet="專利数中國a é\u00a0𠀀\ud800", min_size=40, max_size=120))
def test_long_text_is_simplified_as_short_text_is(text: str) -> None:
    assert to_simplified(text) == "".join(map(to_simplified, text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Taiwan Straits trade", ["Taiwan"]),
        ("Chinax and Xianly", []),
        ("aChina and éWuhan", []),
        ("Wuhan和广州", ["Wuhan", "广州"]),
    ],
)
def test_a_name_ends_where_its_word_does(text: str, names: list[str]) -> None:
    found = find_places(text, is_english=False, is_mixed=True)
    assert [text[one.start : one.end] for one in found] == names


def test_each_pattern_is_one_that_the_linear_engine_reads() -> None:
    sentences = [Sentence("将于2030年建成5个 中心"), Sentence(""), Sentence("nothing here")]
    mark_signs(sentences)
    assert [sentence.signs > 0 for sentence in sentences] == [True, False, False]
