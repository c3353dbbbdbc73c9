"""Errors planted in our own clean translations are found, and the lines as they stand are not doubted."""

import pytest

from .clean_lines import read_corpora
from .measure import measure_clean, measure_planted
from .plant_errors import KINDS, plant

OWN = [corpus for corpus in read_corpora() if corpus.name.startswith("own")]
LEAST = {
    "digit": 0.85, "swap": 0.9, "scale": 0.9, "unit": 0.8, "currency": 0.8, "qualifier": 0.5, "direction": 0.5, "time": 0.9,
    "percentage_point": 1.0,
}  # fmt: skip
"""Shares found for the right reason that must not be lost again; `python -m tests.crosscheck.measure` prints them all."""


@pytest.mark.parametrize("corpus", OWN, ids=lambda corpus: corpus.name)
def test_clean_lines_agree(corpus):
    figures, false = measure_clean(corpus)
    assert false == []
    assert figures["agree"] >= 0.9


@pytest.mark.parametrize("kind", LEAST)
def test_planted_errors_are_found(kind):
    counts = [measure_planted(corpus, kind, 40)[:3] for corpus in OWN]
    n, _, n_right = map(sum, zip(*counts, strict=True))
    assert n > 0
    assert n_right >= LEAST[kind] * n


@pytest.mark.parametrize("kind", KINDS)
def test_planting_changes_one_side_and_is_repeatable(kind):
    for corpus in OWN:
        planted = plant(corpus, kind, 20, seed=1)
        assert planted == plant(corpus, kind, 20, seed=1)
        for error in planted:
            original = (corpus.zh if error.side == "zh" else corpus.en)[error.line]
            assert error.text != original
            assert 0 <= error.start < error.end <= len(error.text)
