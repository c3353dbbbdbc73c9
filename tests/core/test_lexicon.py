"""The lexicon: stems of English words, words of Chinese text, and what translates what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.lexicon import find_forms, find_stems, load_lexicon
from tasks.core.lexicon.lexicon import LONGEST, build_lexicon
from tasks.core.lexicon.read_dictionary import Entry, read_entries
from tasks.core.lexicon.stem_words import read_irregular_forms, read_stop_words, stem_word

ENTRIES = [
    Entry("圖書館", "图书馆", "tu shu guan", ["library"]),
    Entry("圖書", "图书", "tu shu", ["books", "books and pictures"]),
    Entry("行", "行", "hang", ["row", "line"]),
    Entry("行", "行", "xing", ["to walk"]),
    Entry("管理", "管理", "guan li", ["to manage", "management"]),
]


@pytest.mark.parametrize(
    "forms",
    ["make makes making made", "study studies studied studying", "stop stops stopped stopping", "child children",
     "city cities", "take takes taking took taken", "clear clearly cleared", "person people"],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(forms):
    stems = {stem_word(form) for form in forms.split()}
    assert len(stems) == 1


@pytest.mark.parametrize("words", ["species specify", "string strong", "bed bee", "king kin"])
def test_other_words_have_other_stems(words):
    first, second = words.split()
    assert stem_word(first) != stem_word(second)


def test_words_that_say_nothing_have_no_stem():
    assert find_stems("It is of the 2,345 a") == []
    assert find_stems("The Offices seized 15 tonnes") == ["offic", "seiz", "tonn"]


@given(st.text(max_size=60))
def test_stems_are_never_empty_and_do_not_depend_on_case(text):
    assert all(find_stems(text))
    ascii_text = text.encode("ascii", "ignore").decode()
    assert find_stems(ascii_text) == find_stems(ascii_text.upper())


def test_a_form_is_kept_for_each_stem():
    assert find_forms(["Making a cake", "made"]) == {"": "a", "mak": "made", "cak": "cake"}


def test_tables_are_lower_case_words():
    words = [*read_stop_words(), *read_irregular_forms(), *read_irregular_forms().values()]
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)


def stems_of(lexicon, word: str) -> dict[str, float]:
    names = {stem_id: stem for stem, stem_id in lexicon.stems.items()}
    some = slice(lexicon.starts[lexicon.words[word]], lexicon.starts[lexicon.words[word] + 1])
    pairs = zip(lexicon.stem_ids[some].tolist(), lexicon.weights[some].tolist(), strict=True)
    return {names[stem_id]: round(weight, 3) for stem_id, weight in pairs}


def test_spellings_share_an_entry_and_entries_of_a_spelling_add_up():
    lexicon = build_lexicon(ENTRIES)
    assert lexicon.words["圖書館"] == lexicon.words["图书馆"]
    assert stems_of(lexicon, "行") == {"row": 1.0, "lin": 1.0, "walk": 1.0}
    assert stems_of(lexicon, "图书") == {"book": 1.0, "pictur": 0.707}
    assert lexicon.readings["行"] == ("hang", "xing")


def test_longer_words_hide_those_inside_them_and_others_may_overlap():
    lexicon = build_lexicon([*ENTRIES, Entry("館行", "馆行", "guan hang", ["house row"])])
    assert lexicon.find_words("去图书馆行") == ["图书馆", "馆行"]
    assert lexicon.find_words("管理图书") == ["管理", "图书"]
    assert lexicon.find_words("") == lexicon.find_words("abc") == []


@given(st.text(alphabet="图书馆行管理圖館x", max_size=30))
def test_found_words_stand_in_the_text_in_order(text):
    lexicon = build_lexicon(ENTRIES)
    at = 0
    for word in lexicon.find_words(text):
        at = text.index(word, at)
        assert word in lexicon.words and len(word) <= LONGEST


def test_the_dictionary_is_read_whole():
    lexicon = load_lexicon()
    assert load_lexicon() is lexicon
    assert len(lexicon.words) > 150_000
    assert "librari" in stems_of(lexicon, "圖書館")
    assert {"bank", "walk"} & set(lexicon.stems)
    assert lexicon.readings["重"] == ("chong", "zhong")
    assert (lexicon.weights > 0).all() and (lexicon.weights <= 1).all()


def test_remarks_and_references_are_no_glosses():
    glosses = " ".join(gloss for entry in list(read_entries())[:20_000] for gloss in entry.glosses)
    assert "[" not in glosses and "variant of 屄" not in glosses and "cl:" not in glosses
