"""Keys of metrics: the same in both languages, and none where a word is not known."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.extract_facts import read_sentence
from tasks.extract.fields.metric_words import ROLES, read_metric_words
from tasks.extract.fields.read_phrasing import Phrasings
from tasks.extract.fields.sentence_words import SentenceWords
from tasks.extract.fields.surroundings import Surroundings
from tasks.extract.mention import Sentence
from tasks.extract.tables.read_tables import read_rows
from tasks.extract.vocabulary import OwnMetricTerm, Vocabulary

from .conftest import SETTINGS, read_cases, read_paragraph


def keys(text: str, own: tuple[OwnMetricTerm, ...] = ()) -> list[str | None]:
    """The keys of the figures of a sentence in order."""
    sentence = Sentence(text, "en" if text.isascii() else "mixed")
    words = SentenceWords(sentence, read_sentence(sentence, SETTINGS, 0), Phrasings(read_metric_words(own)))
    fields = read_paragraph(Surroundings(text, None, None), 0, [(0, words)])
    return [said.what.key.key if said.what.key else None for said in fields]


@pytest.mark.parametrize(("text", "expected"), read_cases("metric_keys.json"))
def test_keys(text: str, expected: list[str | None]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(("zh", "en"), read_cases("metric_key_pairs.json"))
def test_both_languages_have_the_same_key(zh: str, en: str) -> None:
    assert keys(zh) == keys(en)
    assert None not in keys(zh)


def test_rows_of_the_dictionary() -> None:
    for row in read_rows("metric_terms.tsv"):
        assert len(row) == 5
        assert row[0] in ROLES
        assert row[1] == "-" or row[1].replace("_", "").isalnum()


def test_a_user_adds_terms(tmp_path: Path) -> None:
    text = "The port had 1,200 ferry trips in all."
    assert keys(text) == [None]
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[metrics]]\nname = "ferry_trips"\nunit_classes = ["count"]\nen = ["ferry trip"]\nzh = ["渡輪航次"]\n',
        encoding="utf-8",
    )
    own = Vocabulary(**tomllib.loads(path.read_text(encoding="utf-8"))).metrics
    assert keys(text, own) == ["ferry_trips"]
    assert keys("全年轮渡航次1200个，渡轮航次1200个。", own)[1:] == ["ferry_trips"]


@given(st.text(alphabet="受理审结专利案件授权5件，。其中 cases of patents accepted 3, were ", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for key in keys(text):
        assert key is None or key.replace("_", "").isalnum()
