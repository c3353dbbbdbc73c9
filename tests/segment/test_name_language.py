"""Codes of other languages; langdetect and langdetect-rs give the same."""

import pytest
from langdetect.detector import Detector

from tasks.segment import name_language as module
from tasks.segment.load_profiles import load_profiles
from tasks.segment.name_language import make_detector, name_language, name_languages, name_script, run_langdetect

TEXTS = {
    "de": "Die Hafenbehörde hat gestern zwei neue Anleger für größere Schiffe eröffnet.",
    "es": "El puerto abrió ayer dos muelles nuevos para los barcos más grandes de la región.",
    "fr": "Le port a ouvert hier deux nouveaux quais pour les plus grands navires de la région.",
    "id": "Pelabuhan itu membuka dua dermaga baru kemarin untuk kapal yang lebih besar.",
    "vi": "Cảng đã mở hai cầu tàu mới vào ngày hôm qua cho các tàu lớn hơn.",
    "ru": "Порт вчера открыл два новых причала для больших судов.",
    "uk": "Порт учора відкрив два нові причали для більших суден і поромів.",
    "ar": "افتتح الميناء أمس رصيفين جديدين للسفن الكبيرة في المنطقة.",
    "ja": "港は昨日、大きな船のために新しい埠頭を開いた。",
    "ko": "항구는 어제 더 큰 배를 위해 새 부두를 열었다.",
    "th": "ท่าเรือเปิดท่าเทียบเรือใหม่เมื่อวานนี้",
    "el": "Το λιμάνι άνοιξε χθες δύο νέες προβλήτες.",
    "he": "הנמל פתח אתמול שני רציפים חדשים.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages_are_named(code: str) -> None:
    assert name_language(TEXTS[code], use_langdetect=True) == code


@pytest.mark.parametrize("text", ["Impressum", "12", "", "порт", "Il port"])
def test_what_holds_too_little_has_no_name(text: str) -> None:
    assert name_language(text, use_langdetect=True) is None


def test_scripts_of_one_language_need_no_langdetect() -> None:
    named = [code for code in TEXTS if name_language(TEXTS[code], use_langdetect=False)]
    assert named == ["ja", "ko", "th", "el", "he"]


def test_a_short_segment_takes_the_name_of_its_document() -> None:
    assert name_languages([TEXTS["de"], "Impressum"], True) == ["de", "de"]
    assert name_languages([TEXTS["de"], TEXTS["es"], "Impressum"], True) == ["de", "es", None]
    assert name_languages([TEXTS["de"], "порт"], True) == ["de", None]


def test_chinese_characters_alone_name_nothing() -> None:
    assert name_script("基礎知識") is None
    assert name_script("東京タワーの歴史") == "ja"


@pytest.mark.parametrize("text", [*TEXTS.values(), "Se abrieron ayer varios lugares", "aaaa", "x", "", "12", "\ud800"])
def test_langdetect_and_its_rust_port_give_the_same(text: str) -> None:
    pytest.importorskip("langdetect_rs")
    assert type(make_detector()) is not Detector
    assert run_langdetect(text, make_detector()) == run_langdetect(text, Detector(load_profiles()))


def test_without_the_rust_port_langdetect_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "langdetect_rs", None)
    assert type(make_detector()) is Detector


def test_answers_do_not_depend_on_what_was_asked_before() -> None:
    texts = list(TEXTS.values())
    forwards = [run_langdetect(text, make_detector()) for text in texts]
    assert forwards == [run_langdetect(text, make_detector()) for text in reversed(texts)][::-1]
