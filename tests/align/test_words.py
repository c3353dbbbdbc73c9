"""Words of both sides in one space, names spelt in pinyin, and scores of whole blocks against sums done one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.align.describe_words import describe_words
from tasks.align.likeness import MASS_PRIOR, WordLikeness
from tasks.align.model import WORD_MODEL
from tasks.align.spell_names import find_spellings, split_syllables
from tasks.align.weighted_words import read_words
from tasks.core.lexicon import load_lexicon

ZH = ["王小明去圖書館借书。", "河水很冷。", "他們在图书馆学习历史。", "", "老师王先生说了两句话。"]
EN = ["Wang Xiaoming borrows books from the library.", "The river is cold.", "They study history in the library.",
      "The teacher, Mr Wang, said a few words.", "!"]  # fmt: skip
LEXICON = load_lexicon()
zh_texts = st.lists(st.sampled_from([*ZH, "他们去河边。", "学习历史，学习历史。"]), min_size=1, max_size=9)
en_texts = st.lists(st.sampled_from([*EN, "History of the river.", "Wang went to the river."]), min_size=1, max_size=9)


def likeness_of(zh: list[str], en: list[str]) -> WordLikeness:
    words = read_words(zh, en, LEXICON)
    return WordLikeness(words.zh, words.en, len(words.stems), WORD_MODEL)


def test_both_scripts_find_the_same_stems():
    words = read_words(["图书馆", "圖書館"], ["A library."], LEXICON)
    first, second = (words.zh.cut(at, at + 1) for at in (0, 1))
    assert first.stems.tolist() == second.stems.tolist() == [0]
    assert words.stems == ["librari"]


def test_a_stem_counts_once_in_a_segment():
    words = read_words(["图书馆图书馆馆藏图书"], ["Library, library, libraries!"], LEXICON)
    assert words.en.stems.tolist() == [0]
    assert words.zh.stems.tolist().count(0) == 1


def test_weights_are_exact_in_any_order():
    words = read_words(ZH, EN, LEXICON)
    assert (words.zh.weights * 1024 == np.round(words.zh.weights * 1024)).all()


def test_rare_words_weigh_more():
    words = read_words(["河", "河", "河", "冷"], ["The river is cold.", "A river.", "River."], LEXICON)
    weight = dict(zip([words.stems[stem] for stem in words.zh.stems], words.zh.weights, strict=True))
    assert weight["cold"] > weight["river"]


def test_names_are_found_by_sound():
    assert find_spellings(ZH, EN, LEXICON) == [["wang", "xiaom"], [], [], [], ["wang"]]
    assert find_spellings(["重庆"], ["Chongqing and McTai", "in CHINA"], LEXICON) == [["chongq"]]
    assert find_spellings(["大"], ["nothing here"], LEXICON) == [[]]


@pytest.mark.parametrize(
    ("name", "is_spelt"), [("xian", True), ("qingyang", True), ("smith", False), ("zhongguorenmin", False), ("", False)]
)
def test_syllables_of_names(name, is_spelt):
    assert split_syllables(name, LEXICON.syllables) is is_spelt


def share(zh: list[str], en: list[str], words, a: int, i: int, b: int, j: int, ratio: float) -> float:
    """The Dice coefficient of the bead of zh i-a..i and en j-b..j, stem by stem."""
    matched = 0.0
    for unit in range(i - a, i):
        own = words.zh.cut(unit, unit + 1)
        for other in range(j - b, j):
            there = set(words.en.cut(other, other + 1).stems.tolist())
            matched += sum(
                weight for stem, weight in zip(own.stems.tolist(), own.weights, strict=True) if stem in there
            )
    zh_mass, en_mass = words.zh.masses[i] - words.zh.masses[i - a], words.en.masses[j] - words.en.masses[j - b]
    return 2 * matched / (zh_mass * ratio + en_mass + MASS_PRIOR)


@given(zh_texts, en_texts)
@settings(max_examples=30, deadline=None)
def test_blocks_hold_the_shares_of_all_beads(zh, en):
    words = read_words(zh, en, LEXICON)
    likeness = WordLikeness(words.zh, words.en, len(words.stems), WORD_MODEL, 1.5)
    rows, columns = range(len(zh) // 2, len(zh) + 1), range(len(en) // 3, len(en) + 1)
    shares = likeness.measure_block(rows, columns)
    for number, ((a, b), _) in enumerate(WORD_MODEL.kind_scores):
        for i in rows:
            for j in columns:
                if a <= i and b <= j:
                    expected = share(zh, en, words, a, i, b, j, 1.5)
                    assert shares[number, i - rows.start, j - columns.start] == pytest.approx(expected)


@given(zh_texts, en_texts)
@settings(max_examples=30, deadline=None)
def test_a_part_and_joined_units_score_like_the_whole(zh, en):
    likeness = likeness_of(zh, en)
    n, m = len(zh), len(en)
    part = likeness.cut(n // 2, n, m // 2, m)
    own = part.match(range(n - n // 2), range(m - m // 2))
    assert (own == likeness.match(range(n // 2, n), range(m // 2, m))).all()
    joined = likeness.join([range(n)], [range(m)])
    assert joined.match(range(1), range(1))[0, 0] == likeness.match(range(n), range(m)).sum()


def test_evidence_tells_translations_from_other_texts():
    likeness = likeness_of(ZH, EN)
    right, wrong = likeness.weigh_evidence([(0, 1, 0, 1), (1, 2, 1, 2)]), likeness.weigh_evidence([(0, 1, 1, 2)])
    assert min(right) > 0 > max(wrong)
    assert likeness.weigh_evidence([]) == []


def test_rare_words_propose_points():
    points = likeness_of(ZH, EN).propose_points()
    assert {(0, 0), (1, 1), (2, 2)} <= set(points)
    assert (1, 0) not in points


def test_words_are_shown_in_a_form_of_the_texts():
    words = read_words(ZH, EN, LEXICON)
    likeness = WordLikeness(words.zh, words.en, len(words.stems), WORD_MODEL)
    [first, second] = describe_words(words, likeness, [(0, 1, 0, 1), (1, 2, 1, 2)])
    assert {"name:xiaoming", "word:图书馆=library"} <= set(first)
    assert "word:冷=cold" in second


@pytest.mark.parametrize(("zh", "en"), [([""], [""]), (["河"], [""]), ([""], ["river"]), (["###"], ["12 %"])])
def test_texts_without_words(zh, en):
    likeness = likeness_of(zh, en)
    assert likeness.measure_block(range(2), range(2))[:, 1, 1].tolist() == [0.0] * len(WORD_MODEL.kind_scores)
    assert likeness.propose_points() == {}


@settings(max_examples=40)
@given(zh_texts, en_texts)
def test_pairs_of_units_score_as_in_a_block(zh, en):
    likeness = likeness_of(zh, en)
    n_pairs = min(len(zh), len(en))
    pairs = np.arange(n_pairs), np.arange(n_pairs)[::-1].copy()
    kinds = [kind for kind, _ in WORD_MODEL.kind_scores]
    block = likeness.score_block(range(1, len(zh) + 1), range(1, len(en) + 1))[kinds.index((1, 1))]
    assert likeness.score_pairs(*pairs) == pytest.approx(block[pairs], abs=1e-12)
