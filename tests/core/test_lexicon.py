"""The lexicon: stems of English words, words of Chinese text, and what translates what."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.lexicon import find_forms, find_stems, load_lexicon
from tasks.core.lexicon.find_words import WordTables, load_word_tables, number_owners
from tasks.core.lexicon.lexicon import LONGEST, Lexicon, build_lexicon
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
    tables = WordTables(lexicon)
    assert words_in("去图书馆行", tables) == ["图书馆", "馆行"]
    assert words_in("管理图书", tables) == ["管理", "图书"]
    assert words_in("", tables) == words_in("abc", tables) == []


def words_in(text: str, tables: WordTables) -> list[str]:
    found = tables.find(text)
    return [text[start:end] for start, end in zip(found.starts.tolist(), found.ends.tolist(), strict=True)]


def find_one_by_one(text: str, lexicon: Lexicon) -> list[str]:
    """Words from left to right, of those that begin at a place the longest that goes beyond all before."""
    found, reach = [], 0
    for at in range(len(text)):
        sizes = range(min(LONGEST, len(text) - at), 0, -1)
        size = next((size for size in sizes if at + size > reach and text[at : at + size] in lexicon.words), 0)
        if size:
            found.append(text[at : at + size])
            reach = at + size
    return found


@given(st.text(alphabet="图书馆行管理圖館\n", max_size=30))
def test_words_are_found_as_one_by_one(text):
    lexicon = build_lexicon([*ENTRIES, Entry("館行", "馆行", "guan hang", ["house row"])])
    tables = WordTables(lexicon)
    assert words_in(text, tables) == find_one_by_one(text, lexicon)
    assert tables.find(text).ids.tolist() == [lexicon.words[word] for word in find_one_by_one(text, lexicon)]


def test_long_words_and_those_outside_the_first_plane_are_found_in_the_dictionary():
    text = "有志者事竟成，𠮶阵時。中华人民共和国全国人民代表大会\ud800A股"
    runs = re.findall("[\u3400-\u9fff\U00020000-\U000323af]+", text)
    assert words_in(text, load_word_tables(load_lexicon())) == [
        word for run in runs for word in find_one_by_one(run, load_lexicon())
    ]


@given(st.lists(st.text(alphabet="图x", max_size=5), max_size=5))
def test_places_are_given_to_the_texts_they_are_in(texts):
    owners = [owner for owner, text in enumerate(texts) for character in text if character == "图"]
    places = [at for at, character in enumerate("\n".join(texts)) if character == "图"]
    assert number_owners(np.array(places, dtype=np.int64), texts).tolist() == owners


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
