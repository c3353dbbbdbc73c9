"""The figures are worked out rightly, and the table of confidences is what it says."""

import math
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.segment.load_tables import confidences
from tasks.segment.rate_confidence import UNRATED, rate_confidence
from tests.segment.calibrate import MIN_POOL, Pool, cut_pieces, pool_neighbours
from tests.segment.labelled_languages import SETS, UNSEEN, Answer, answer_languages, chinese_evidence, read_scripts
from tests.segment.measure_text import Boundaries, calibration_error, describe, detect, share_by_class, split_gold


def answer(wanted: str, lang: str, confidence: float) -> Answer:
    return Answer("text", wanted, wanted, lang, confidence, None)


def test_f1_of_boundaries() -> None:
    assert Boundaries(8, 2, 2).f1 == 0.8
    assert Boundaries(5, 0, 0).f1 == 1


def test_the_calibration_error_is_the_mean_gap() -> None:
    sure = [answer("en", "en", 0.95)] * 8 + [answer("en", "other", 0.95)] * 2
    assert math.isclose(calibration_error(sure), 0.15)
    assert math.isclose(calibration_error([answer("en", "en", 1.0), answer("en", "other", 0.0)]), 0)


def test_every_kind_of_chinese_is_chinese() -> None:
    assert answer("zh", "zh-Hant", 1).is_right and answer("zh", "zh", 1).is_right
    assert not answer("zh", "other", 1).is_right and not answer("other", "zh", 1).is_right


def test_classes_count_alike_whatever_their_size() -> None:
    answers = [answer("en", "en", 1.0)] * 9 + [answer("zh", "en", 1.0)]
    assert "macro  50.00%" in describe("name", answers)


@given(st.lists(st.tuples(st.floats(0, 50), st.booleans()), min_size=1, max_size=400))
def test_shares_grow_with_the_score(rated: list[tuple[float, bool]]) -> None:
    pools = pool_neighbours(rated)
    assert sum(pool.n for pool in pools) == len(rated)
    assert [pool.score for pool in pools] == sorted(pool.score for pool in pools) and pools[0].score == 0
    assert all(below.n_right * above.n < above.n_right * below.n for below, above in pairwise(pools))
    assert len(rated) < MIN_POOL or all(pool.n >= MIN_POOL for pool in pools)


def test_a_share_is_never_certain() -> None:
    assert 0 < Pool(0, 30, 0).share < Pool(0, 30, 30).share < 1


def test_pieces_are_beginnings() -> None:
    assert cut_pieces(["abcdefghij"]) == ["abcd", "abcdefgh", "abcdefghij", "abcdefghij"]


def test_confidences_grow_with_the_score_and_lie_between_0_and_1() -> None:
    for rows in confidences().values():
        assert rows[0].score == 0
        assert [row.score for row in rows] == sorted(row.score for row in rows)
        assert all(0 < row.share < 1 for row in rows)
    assert rate_confidence("latin-1", "other", 20) > rate_confidence("latin-1", "other", 0.1)
    assert rate_confidence("no such evidence", "en", 1) == UNRATED


def test_evidence_for_a_script() -> None:
    assert chinese_evidence("强国", "zh-Hans") == ("han", 2.0)
    assert chinese_evidence("春天", "zh") == ("han", 0.0)
    assert chinese_evidence("后在里面", "zh-Hans")[0] == "han-weak"


@pytest.mark.parametrize(("name", "floor"), list(zip(SETS, (0.95, 0.99, 0.998), strict=True)))
def test_languages_of_the_unseen_half(shared: Path, name: str, floor: float) -> None:
    answers = answer_languages(shared, name, UNSEEN)
    shares = share_by_class(answers).values()
    assert sum(shares) / len(shares) >= floor
    assert calibration_error(answers) <= 0.015


@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant"])
def test_no_script_is_the_wrong_way_round(shared: Path, script: str) -> None:
    langs = [detect(text).langs[0] for text in read_scripts(shared, script, UNSEEN)]
    assert set(langs) <= {script, "zh"} and langs.count(script) >= 0.99 * len(langs)


@pytest.mark.parametrize(
    ("name", "joiner", "floor"), [("zh-Hans-gsd", "", 0.995), ("zh-Hant-gsd", "", 0.995), ("en-gum", " ", 0.96)]
)
def test_sentences_of_the_unseen_half(shared: Path, name: str, joiner: str, floor: float) -> None:
    assert split_gold(shared, name, joiner, UNSEEN)[0].f1 >= floor
