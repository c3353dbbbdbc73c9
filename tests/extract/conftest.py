"""What the tests of `extract` share: cases, and how a mention is written down for comparison."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tasks.extract.extract_facts import extract_facts
from tasks.extract.fields.read_fields import Fields
from tasks.extract.fields.read_paragraph import ParagraphReader, SentenceAt, find_heritage, settle
from tasks.extract.fields.surroundings import Surroundings
from tasks.extract.mention import STATEMENTS, Mention
from tasks.extract.settings import ExtractSettings

CASES = Path(__file__).parent / "cases"
SETTINGS = ExtractSettings()


def read_cases(name: str) -> Any:
    """Cases of one file."""
    return json.loads((CASES / name).read_text(encoding="utf-8"))


def find(text: str, lang: str = "mixed") -> list[Mention]:
    """The figures of a text with the default settings."""
    return [mention for mention in extract_facts(text, lang, SETTINGS) if mention.kind not in STATEMENTS]


def describe(text: str, lang: str = "mixed") -> list[list[Any]]:
    """Quote, value (or both ends), unit and qualifier of each mention."""
    return [
        [text[m.start : m.end], [m.low, m.high] if m.value is None else m.value, m.unit, m.qualifier or "exact"]
        for m in find(text, lang)
    ]


def read_paragraph(
    document: Surroundings, start: int, sentences: Sequence[SentenceAt], reader: ParagraphReader | None = None
) -> list[Fields]:
    """The fields of the facts of a paragraph, with what they leave to the document; by a new reader unless given."""
    fields = (reader or ParagraphReader()).read(document, start, sentences)
    heritage = find_heritage(document, fields)
    return [settle(said, heritage) for said in fields]
