"""Languages of segments: cases as data, the document as prior, determinism."""

import json
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.scripts import N_CLASSES, count_scripts
from tasks.segment.detect_chinese import chinese_of_document
from tasks.segment.detect_language import (
    Prior,
    count_by_span,
    is_japanese,
    judge_segment,
)
from tasks.segment.detect_latin import Evidence, count_english, is_surely_english, weigh_word, weigh_words
from tasks.segment.settings import SegmentSettings
from tests.segment.call_stage import detect_languages

SETTINGS = SegmentSettings()
LANGUAGES = {"en", "zh-Hans", "zh-Hant", "zh", "mixed", "other", "none"}
CASES = json.loads((Path(__file__).parent / "cases/languages.json").read_text(encoding="utf-8"))


def languages_of(*segments: str, settings: SegmentSettings = SETTINGS) -> list[str]:
    text, spans = "", []
    for segment in segments:
        spans.append((len(text), len(text) + len(segment)))
        text += segment + "\n"
    return detect_languages(text, spans, settings).langs


@pytest.mark.parametrize("case", [c for c in CASES if "known_failure" not in c], ids=lambda c: c["text"][:30])
def test_case(case: dict[str, Any]) -> None:
    assert languages_of(case["text"]) == [case["lang"]]


@pytest.mark.parametrize("case", [c for c in CASES if "known_failure" in c], ids=lambda c: c["text"][:30])
def test_known_failure(case: dict[str, Any]) -> None:
    assert languages_of(case["text"]) != [case["lang"]], "this case passes now: take the mark away"


@pytest.mark.parametrize(
    ("document", "short", "lang"),
    [
        ("强化知识产权保护，建设创新强省。", "春天", "zh-Hans"),
        ("強化知識產權保護，建設創新強省。", "春天", "zh-Hant"),
        ("港口は昨日、新しい埠頭を開いた。とても大きいです。", "基礎知識", "other"),
        ("Die Hafenbehörde hat gestern zwei neue Anleger für größere Schiffe eröffnet.", "Impressum", "other"),
        ("The harbour office opened two new piers this spring.", "ZHAO Ming", "en"),
        ("The harbour office opened two new piers this spring.", "Qingshan Gaohe Pier", "en"),
    ],
)
def test_a_short_segment_goes_with_its_document(document: str, short: str, lang: str) -> None:
    assert languages_of(document, short)[1] == lang
    assert languages_of(short, document)[0] == lang


def test_a_document_in_both_scripts_leaves_short_segments_open() -> None:
    assert languages_of("强化知识产权保护", "強化知識產權保護", "春天") == ["zh-Hans", "zh-Hant", "zh"]


def test_long_chinese_in_a_japanese_document_stays_chinese() -> None:
    document = "港口は昨日、新しい埠頭を開いた。とても大きいですね。"
    assert languages_of(document, "青山县修建了两座新桥方便群众出行")[1] == "zh-Hans"


def test_words_of_other_languages_are_told_from_english() -> None:
    for english in ("harbour", "sluice", "thoughtfulness", "three bridges"):
        assert languages_of(english) == ["en"], english
    for other in ("brücken", "niedergegangen", "verdiene bezeichnung", "puentes nuevos", "jembatan", "các cây cầu"):
        assert languages_of(other) == ["other"], other


def test_an_unknown_name_weighs_little_beside_other_words() -> None:
    alone, name = weigh_words("qiaozhen"), weigh_words("Qiaozhen bridge")
    assert alone is not None and name is not None and alone.odds < 0 < name.odds


def test_frequent_words_decide_without_weighing() -> None:
    assert is_surely_english("The harbour office said that it was not in the plan of this year")
    assert not is_surely_english("In der Sitzung war man an sich am Ende so weit in die Akten")
    assert not is_surely_english("harbour office opens")


def test_a_word_is_weighed_alike_however_long() -> None:
    assert weigh_word("a" * 40) == weigh_word("a" * 4000)


def test_no_word_is_no_evidence() -> None:
    assert weigh_words("") is None and weigh_words("12, 13") is None


def test_the_share_that_makes_a_sentence_mixed_is_a_setting() -> None:
    text = "我们讨论了这份关于港口管理的文件 and the new rules，大家都同意。"
    assert languages_of(text, settings=SegmentSettings(mixed_share=0.05)) == ["mixed"]
    assert languages_of(text, settings=SegmentSettings(mixed_share=0.5)) == ["zh-Hans"]


def test_frequent_english_words_are_counted() -> None:
    assert count_english(["The", "harbour", "and", "xqz"]) == 2


def test_counts_of_spans_leave_the_blanks_between_them_out() -> None:
    counts = count_by_span("ab 国\n 強 5", np.array([0, 3, 6]))
    assert counts.sum(axis=1).tolist() == [3, 3, 3]
    assert [int(row[1:].sum()) for row in counts] == [2, 1, 1]


def test_priors() -> None:
    assert chinese_of_document([count_scripts("强强强")]) == "zh-Hans"
    assert chinese_of_document([count_scripts("強強強"), count_scripts("强")]) == "zh"
    assert is_japanese([count_scripts("港を開く")]) and not is_japanese([count_scripts("港口开放")])


@given(st.text(max_size=80))
def test_every_text_has_a_language(text: str) -> None:
    row = count_by_span(text, np.array([0]))[0].tolist() if text else [0] * N_CLASSES
    judged = judge_segment(text, row, Prior("zh", False), SETTINGS)
    assert isinstance(judged, Evidence) or (judged[0] in LANGUAGES and 0 <= judged[1] <= 1)
    assert isinstance(judged, Evidence) or judged[0] == "none" or count_scripts(text).letters > 0


@given(
    st.lists(
        st.sampled_from(["The plan.", "计划。", "計劃", "el plan", "港を開く", "12", "план"]), min_size=1, max_size=6
    )
)
def test_every_segment_has_an_answer(segments: list[str]) -> None:
    text = "\n".join(segments)
    starts = [0, *accumulate(len(segment) + 1 for segment in segments)][: len(segments)]
    found = detect_languages(text, [(a, a + len(s)) for a, s in zip(starts, segments, strict=True)], SETTINGS)
    assert len(found.langs) == len(found.confidences) == len(found.codes) == len(segments)
    for lang, code in zip(found.langs, found.codes, strict=True):
        assert (code is not None) or lang in ("other", "mixed", "none")
        assert code not in ("en", "zh") or lang != "other"


@given(st.text(alphabet="国家知識產權中文人民的了一二三，。 12", min_size=1, max_size=40))
def test_chinese_is_never_another_language(text: str) -> None:
    assert languages_of(text)[0] in ("zh", "zh-Hans", "zh-Hant", "none")
