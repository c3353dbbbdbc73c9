"""The rough path through long texts in which no word is rare."""

import random
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.align.align_sentences import align_sentences
from tasks.align.find_band import WIDE_GAP, find_band
from tasks.align.likeness import WordLikeness
from tasks.align.model import WORD_MODEL
from tasks.align.problem import Side, state_problem
from tasks.align.settings import AlignSettings
from tasks.align.trace_groups import GROUP, trace_groups
from tasks.align.weigh_keys import weigh_keys
from tasks.align.weighted_words import read_words
from tasks.core.lexicon import load_lexicon

from .test_moved_and_sparse import FARM, HARBOUR, LIBRARY

SENTENCES = [*LIBRARY, *HARBOUR, *FARM]


def draw(n: int, seed: int) -> tuple[list[str], list[str]]:
    """Translated sentences in an order drawn anew: each stands there many times."""
    source = random.Random(seed)
    chosen = [source.choice(SENTENCES) for _ in range(n)]
    return [zh for zh, _ in chosen], [en for _, en in chosen]


def compare(zh: list[str], en: list[str]) -> WordLikeness:
    words = read_words(zh, en, load_lexicon())
    return WordLikeness(words.zh, words.en, len(words.stems), WORD_MODEL)


def sum_lengths(texts: list[str]) -> np.ndarray:
    return np.array(list(accumulate((float(len(text.encode())) for text in texts), initial=0.0)))


def trace(zh: list[str], en: list[str], half_width: int = 512) -> list[tuple[int, int]]:
    return trace_groups(compare(zh, en), sum_lengths(zh), sum_lengths(en), half_width)


def test_the_path_stays_with_the_translation():
    zh, en = draw(900, 1)
    path = trace(zh, en)
    assert len(path) > 900 / GROUP / 2
    assert max(abs(i - j) for i, j in path) <= GROUP


def test_the_path_goes_around_what_is_missing():
    zh, en = draw(900, 2)
    path = trace(zh, en[:300] + en[420:])
    wrong = [(i, j) for i, j in path if abs(i - (j + 120 * (j > 300))) > 2 * GROUP and not 280 < i < 440]
    assert len(wrong) <= len(path) / 20


@given(st.integers(1, 60), st.integers(1, 60), st.integers(8, 64), st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_points_rise_and_lie_in_the_texts(n_zh, n_en, half_width, seed):
    zh, en = draw(n_zh, seed)[0], draw(n_en, seed + 1)[1]
    path = trace(zh, en, half_width)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(path))
    assert all(0 <= i < n_zh and 0 <= j < n_en for i, j in path)


def test_the_band_follows_the_path_where_no_word_is_rare():
    zh, en = draw(1500, 3)
    sides = [Side([len(text.encode()) for text in texts], [frozenset()] * len(texts)) for texts in (zh, en)]
    weights = weigh_keys(sides[0].keys, sides[1].keys, WORD_MODEL)
    problem = state_problem(*sides, weights, 1.3, WORD_MODEL, compare(zh, en))
    blocks = find_band(problem, 512)
    cells = sum((block.row_end - block.row_start) * (block.column_end - block.column_start) for block in blocks)
    assert cells < 1500 * 220
    assert all(block.column_start <= block.row_start and block.row_end <= block.column_end + 1 for block in blocks)
    assert WIDE_GAP < 1500


@pytest.mark.parametrize("gap", [0, 150])
def test_long_texts_of_few_words_are_aligned(gap):
    zh, en = draw(700, 4)
    beads = align_sentences(zh, en[:200] + en[200 + gap :], AlignSettings())
    right = sum(bead.zh == tuple(at + gap * (at >= 200) for at in bead.en) for bead in beads)
    assert right >= 0.9 * (700 - gap)
