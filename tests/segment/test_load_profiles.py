"""The profiles answer as langdetect's own table does."""

from pathlib import Path

import pytest
from langdetect.detector import Detector
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

from tasks.segment.load_profiles import Profiles, load_profiles

TEXTS = [
    "The harbour office opened two new piers this spring",
    "Se abrieron ayer varios lugares nuevos",
    "Die Hafenbehörde hat gestern zwei neue Anleger eröffnet",
    "Block B Yuexiu Xinghui Junbo No Tazihu East Road Jiangan District",
    "Cảng đã mở hai cầu tàu mới",
]


@pytest.fixture(scope="module")
def factory() -> DetectorFactory:
    factory = DetectorFactory()
    files = sorted(Path(PROFILES_DIRECTORY).iterdir())
    factory.load_json_profile([file.read_text(encoding="utf-8") for file in files])
    factory.set_seed(0)
    return factory


def answers(source: DetectorFactory | Profiles, text: str) -> list[tuple[str, float]]:
    detector = Detector(source)
    detector.append(text)
    return [(best.lang, best.prob) for best in detector.get_probabilities()]


def test_every_row_is_that_of_langdetect(factory: DetectorFactory) -> None:
    profiles = load_profiles()
    assert profiles.langlist == factory.langlist
    for gram in sorted(factory.word_lang_prob_map)[::37]:
        if len(gram) <= 3:
            assert gram in profiles.word_lang_prob_map
            assert list(profiles.word_lang_prob_map[gram]) == factory.word_lang_prob_map[gram]


def test_a_run_that_no_language_has_is_not_there() -> None:
    assert "\u4dc0q\u4dc0" not in load_profiles().word_lang_prob_map


@pytest.mark.parametrize("text", TEXTS)
def test_answers_are_those_of_langdetect(factory: DetectorFactory, text: str) -> None:
    assert answers(load_profiles(), text) == answers(factory, text)


def test_rows_are_made_when_they_are_asked_for() -> None:
    rows = load_profiles().word_lang_prob_map
    answers(load_profiles(), TEXTS[0])
    assert 0 < len(rows) < 20_000
