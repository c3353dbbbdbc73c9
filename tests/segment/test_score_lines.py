"""The trees of the model of boilerplate, and how they are grown."""

import numpy as np
import pytest

from tasks.segment.count_signs import SIGNS, count_signs
from tasks.segment.describe_lines import describe_lines
from tasks.segment.read_lines import read_lines
from tasks.segment.score_lines import SCALE, Trees, load_trees, score_lines

from .boost_trees import boost_trees
from .labelled_pages import lay_out
from .train_trees import f1, format_trees

TREES = Trees(
    ["a", "b"],
    np.array([[0, 1], [1, 1]]),
    np.array([[0.5, 0.5], [0.0, 1.0]], dtype=np.float32),
    np.array([[1, 2, 3, 4], [10, 20, 30, 40]]),
)


def test_answers_lead_to_leaves_and_leaves_are_summed() -> None:
    columns = {"a": np.array([0.0, 1.0, 0.0, 1.0]), "b": np.array([0.0, 0.0, 1.0, 2.0]), "unused": np.zeros(4)}
    assert score_lines(columns, TREES).tolist() == [1 + 10, 3 + 10, 2 + 30, 4 + 40]


def test_the_table_asks_only_what_lines_are_described_by() -> None:
    text, paragraphs = lay_out(["首页", "Two piers opened."])
    columns = describe_lines([read_lines(text, paragraphs)])
    trees = load_trees()
    assert set(trees.names) <= set(columns)
    assert trees.leaves.shape == (len(trees.features), 1 << trees.features.shape[1])
    assert all(column.shape == (2,) for column in columns.values())


def test_a_line_is_scored_alike_whatever_documents_stand_beside_it() -> None:
    lines = ["首页 > 新闻", "新码头启用", "昨天上午，两座新码头正式启用，首批货轮靠泊。", "版权所有"]
    page, other = read_lines(*lay_out(lines)), read_lines(*lay_out(["通知", *lines[1:]]))
    scores = score_lines(describe_lines([page]))
    assert scores.dtype == np.int64
    beside = score_lines(describe_lines([other, page, other])).tolist()
    assert beside[4:8] == scores.tolist() and beside[:4] == beside[8:]
    assert scores[0] > 0 > scores[2] and scores[3] > 0


def test_boosting_learns_what_two_features_say_together() -> None:
    random = np.random.default_rng(3)
    features = random.random((600, 6))
    wanted = ((features[:, 1] > 0.5) ^ (features[:, 4] > 0.3)).astype(np.int64)
    names = [f"f{at}" for at in range(6)]
    trees = boost_trees(names, features, wanted, np.ones(600))
    scores = score_lines(dict(zip(names, features.T, strict=True)), trees)
    assert ((scores > 0) == (wanted > 0)).mean() > 0.97
    again = boost_trees(names, features, wanted, np.ones(600))
    assert format_trees(again) == format_trees(trees)
    assert np.abs(scores).max() < 20 * SCALE


def test_f1_counts_both_sides() -> None:
    wanted, found = np.array([True, True, False, False]), np.array([True, False, False, False])
    assert f1(wanted, found) == (pytest.approx(0.8), pytest.approx(2 / 3))


def test_signs_are_counted_by_line() -> None:
    text, paragraphs = lay_out(["Ab 1，", "码头𠀀。", "é：|"])
    counts = count_signs(text, paragraphs)
    by_name = {name: counts[:, place].tolist() for place, name in enumerate(SIGNS)}
    assert by_name["upper"] == [1, 0, 0] and by_name["letter"] == [1, 0, 1] and by_name["han"] == [0, 2, 0]
    assert by_name["digit"] == [1, 0, 0] and by_name["stop"] == [0, 1, 0] and by_name["separator"] == [0, 0, 1]
    assert counts.sum() == len(text)
