"""Labelled text beside the project, and what the stage says of it: for the figures and for the table of confidences.

Every text is a document of its own. Each set is cut in two by the parity of its lines: the odd half is tuned on, the
even half is looked at.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tasks.core.scripts import count_scripts
from tasks.segment.detect_chinese import weigh_characters
from tasks.segment.detect_language import Languages
from tasks.segment.detect_latin import Evidence, is_surely_english
from tasks.segment.detect_mixed import judge_latin
from tasks.segment.settings import SegmentSettings
from tests.segment.call_stage import detect_languages

TUNED, UNSEEN = 1, 0
SETTINGS = SegmentSettings()
OWN_CLASSES = ("en", "zh", "ja", "ko")
SETS = ("single-words", "word-pairs", "sentences")


class Answer(NamedTuple):
    """What was wanted of a text (by our names), and what the stage said of it."""

    text: str
    gold: str
    wanted: str
    lang: str
    confidence: float
    code: str | None

    @property
    def is_right(self) -> bool:
        """Whether the language is the wanted one; zh is right for every kind of Chinese."""
        return self.lang == self.wanted or (self.wanted == "zh" and self.lang.startswith("zh"))


def detect(text: str) -> Languages:
    """The language of a document of one segment."""
    return detect_languages(text, [(0, len(text))], SETTINGS)


def answer(text: str, gold: str, wanted: str) -> Answer:
    """The answer to one text."""
    (lang,), (confidence,), (code,) = detect(text)
    return Answer(text, gold, wanted, lang, confidence, code)


def read_languages(shared: Path, name: str, half: int) -> Iterator[tuple[str, str]]:
    """Language and text of one half of a set of lingua's test data."""
    lines = (shared / f"gold/languages/{name}.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[half::2]:
        lang, text = line.split("\t", 1)
        yield lang, text


def answer_languages(shared: Path, name: str, half: int) -> list[Answer]:
    """Answers to one half of a set: en, zh, and other for all the rest."""
    return [
        answer(text, lang, lang if lang in ("en", "zh") else "other")
        for lang, text in read_languages(shared, name, half)
    ]


def read_scripts(shared: Path, script: str, half: int) -> list[str]:
    """Sentences in zh-Hans or zh-Hant: one half of the news of `pairs/` and of the sentences of `sentences/`."""
    texts = []
    for name in (f"pairs/ntrex-700.{script}", f"sentences/{script}-gsd"):
        lines = (shared / f"gold/{name}.txt").read_text(encoding="utf-8").splitlines()
        texts += [line for line in lines if line.strip()][half::2]
    return texts


def evidence_of(answered: Answer) -> tuple[str, float]:
    """The kind of evidence that decided about a document of one segment, and its score, as in `confidences.tsv`."""
    if answered.lang.startswith("zh"):
        return chinese_evidence(answered.text, answered.lang)
    scripts = count_scripts(answered.text)
    if is_surely_english(answered.text):
        return "latin-sure", 0.0
    judged = judge_latin(answered.text) if scripts.latin and not scripts.han else None
    if isinstance(judged, Evidence) and 2 * scripts.latin >= scripts.letters:
        kind = max(n for n in (1, 2, 7) if n <= judged.n_words)
        return f"latin-{kind}", abs(judged.odds)
    return "script", 0.0


def chinese_evidence(text: str, lang: str) -> tuple[str, float]:
    """The kind of evidence for a Chinese text that is a document of its own."""
    scripts = count_scripts(text)
    lead, both = abs(scripts.simplified - scripts.traditional), scripts.simplified + scripts.traditional
    if lead:
        return "han", lead * lead / both
    return ("han", 0.0) if lang == "zh" else ("han-weak", abs(weigh_characters(text)))
