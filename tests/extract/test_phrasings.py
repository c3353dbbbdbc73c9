"""The words of a sentence say the same of its figures whatever digits these have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.extract_facts import read_sentence
from tasks.extract.fields import read_phrasing
from tasks.extract.fields.read_phrasing import Phrasings, hide_digits
from tasks.extract.fields.sentence_words import SentenceWords
from tasks.extract.fields.surroundings import Surroundings
from tasks.extract.mention import Sentence

from .conftest import SETTINGS, read_cases, read_paragraph

TEXTS = [case[0] for case in read_cases("fields.json")]
SAMPLE = (
    "In 2024, the port handled 12.5 million tonnes, up from 1,140 a year earlier; 9 of 2019 pupils were trained "
    "新建温室12座，比上年同期的9座多。到2030年 受理案件1,840件(2023年: 35件) cumulative investment of 7 yuan (8 cases) 占45.8%，由32%提高到76%"
)


def words_of(text: str, phrasings: Phrasings | None = None) -> SentenceWords:
    sentence = Sentence(text)
    return SentenceWords(sentence, read_sentence(sentence, SETTINGS), phrasings)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("It took 12.5 percent of 1,840 cases in 2019.", "It took 00.0 percent of 0,000 cases in 2019."),
        ("新建3座，到2025年植树10至20万棵。", "新建0座，到2025年植树00至00万棵。"),
        ("It trained over 2012 students and forty nurses.", "It trained over 2012 students and forty nurses."),
        ("It was 5G, and no figure.", "It was 5G, and no figure."),
    ],
)
def test_digits_of_figures_are_hidden_and_no_others(text: str, hidden: str) -> None:
    assert hide_digits(text, words_of(text).mentions) == hidden


def test_sentences_with_other_figures_are_read_once() -> None:
    phrasings = Phrasings()
    one, other, third = (
        words_of(f"In 2019 the port handled {figure} million tonnes of ore.", phrasings).phrasing
        for figure in ("12.5", "39.7", "8.5")
    )
    assert one is other
    assert one is not third


def test_another_year_or_unit_is_another_phrasing() -> None:
    phrasings = Phrasings()
    texts = ("In 2019 it grew 12 percent.", "In 2018 it grew 12 percent.", "In 2019 it grew 12 hectares.")
    assert len({id(words_of(text, phrasings).phrasing) for text in texts}) == len(texts)


def test_keys_tell_no_digits_that_are_hidden() -> None:
    text = "Courts concluded 123 cases (45 cases of theft) of patents."
    fields = read_paragraph(Surroundings(text, None, None), 0, [(0, words_of(text))])
    keys = [said.what.key for said in fields if said.what.key is not None]
    assert keys
    assert not any(char.isdigit() for key in keys for char in key.words)


def assert_digits_do_not_matter(text: str) -> None:
    """That a sentence is read as its own text says, and not as the one with hidden digits says."""
    words = words_of(text)
    phrasing = words.phrasing
    plain = read_phrasing.Phrasing(text_of(words), words.sentence.signs, words.mentions, phrasing._words)
    assert phrasing.said == plain.said
    for at, said in enumerate(plain.said):
        for span in {said.metric, said.phrase}:
            found, own = phrasing.read_metric(at, span), plain.read_metric(at, span)
            assert (found and found._replace(words="")) == (own and own._replace(words=""))
            assert phrasing.widen_metric(at, span) == plain.widen_metric(at, span)
        assert phrasing.read_planned_modality(at) == plain.read_planned_modality(at)


def text_of(words: SentenceWords) -> str:
    return words.sentence.folded


@pytest.mark.parametrize("text", TEXTS)
def test_cases_read_the_same_with_hidden_digits(text: str) -> None:
    assert_digits_do_not_matter(text)


@given(st.lists(st.sampled_from(SAMPLE.split(" ")), max_size=16).map(" ".join))
def test_any_sentence_reads_the_same_with_hidden_digits(text: str) -> None:
    assert_digits_do_not_matter(text)
