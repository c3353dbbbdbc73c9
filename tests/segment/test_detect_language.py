"""Languages of segments: cases as data, the document as prior, determinism."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.scripts import count_scripts
from tasks.segment.detect_language import (
    Prior,
    chinese_of_document,
    count_by_span,
    detect_language,
    detect_languages,
    is_japanese,
)
from tasks.segment.detect_latin import count_english, detect_latin
from tasks.segment.settings import SegmentSettings

SETTINGS = SegmentSettings()
LANGUAGES = {"en", "zh-Hans", "zh-Hant", "zh", "mixed", "other", "none"}
CASES = json.loads((Path(__file__).parent / "cases/languages.json").read_text(encoding="utf-8"))


def languages_of(*segments: str, settings: SegmentSettings = SETTINGS) -> list[str]:
    text, spans = "", []
    for segment in segments:
        spans.append((len(text), len(text) + len(segment)))
        text += segment + "\n"
    return [lang for lang, _ in detect_languages(text, spans, settings)]


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


def test_answers_do_not_depend_on_what_was_asked_before() -> None:
    texts = [case["text"] for case in CASES if case["lang"] in ("en", "other")]
    forwards = [detect_latin(text) for text in texts]
    backwards = [detect_latin(text) for text in reversed(texts)]
    assert forwards == backwards[::-1]


def test_without_langdetect_the_word_list_alone_decides() -> None:
    text = "Se abrieron ayer varios lugares nuevos"
    assert detect_latin(text) == ("other", detect_latin(text)[1])
    assert detect_latin(text, use_langdetect=False) is None
    assert languages_of(text, settings=SegmentSettings(use_langdetect=False)) == ["en"]


def test_the_share_that_makes_a_sentence_mixed_is_a_setting() -> None:
    text = "我们讨论了这份关于港口管理的文件 and the new rules，大家都同意。"
    assert languages_of(text, settings=SegmentSettings(mixed_share=0.05)) == ["mixed"]
    assert languages_of(text, settings=SegmentSettings(mixed_share=0.5)) == ["zh-Hans"]


def test_english_word_ends_count_half() -> None:
    assert count_english(["The", "harbour", "reopening", "xqz"]) == 1.5


def test_counts_of_spans_leave_the_blanks_between_them_out() -> None:
    counts = count_by_span("ab 国\n 強 5", [(0, 2), (3, 4), (6, 9)])
    assert counts.sum(axis=1).tolist() == [3, 3, 3]
    assert [int(row[1:].sum()) for row in counts] == [2, 1, 1]


def test_priors() -> None:
    assert chinese_of_document([count_scripts("强强强")]) == "zh-Hans"
    assert chinese_of_document([count_scripts("強強強"), count_scripts("强")]) == "zh"
    assert is_japanese([count_scripts("港を開く")]) and not is_japanese([count_scripts("港口开放")])


@given(st.text(max_size=80))
def test_every_text_has_a_language(text: str) -> None:
    guess = detect_language(text, count_scripts(text), Prior("zh", False), SegmentSettings(use_langdetect=False))
    assert guess is None or (guess[0] in LANGUAGES and 0 <= guess[1] <= 1)
    assert (guess is not None and guess[0] == "none") or count_scripts(text).letters > 0


@given(st.text(alphabet="国家知識產權中文人民的了一二三，。 12", min_size=1, max_size=40))
def test_chinese_is_never_another_language(text: str) -> None:
    assert languages_of(text)[0] in ("zh", "zh-Hans", "zh-Hant", "none")
