"""Clean translations, where they are at hand: hardly any conflict may be found in them, and planted ones must be."""

import re
from collections import Counter

import pytest

from tasks.crosscheck.settings import CrosscheckSettings
from tasks.crosscheck.stage import crosscheck_facts
from tasks.extract.settings import ExtractSettings
from tasks.extract.stage import extract_documents
from tasks.schema import ALIGNMENTS, DOCUMENTS, EDITS, SEGMENTS
from tasks.schema.alignments import Alignment
from tasks.schema.documents import Document
from tasks.schema.segments import Segment


def make_document(name: str, lang: str, lines: list[str]) -> tuple[Document, list[Segment]]:
    """A document of which each line is a segment."""
    segments, at = [], 0
    for ordinal, line in enumerate(lines):
        segments.append(
            Segment(
                f"{name}-{ordinal}", name, ordinal, ordinal, "body", False, lang, 1.0, at, at + len(line), 0, 1, line
            )
        )
        at += len(line) + 1
    text = "\n".join(lines)
    document = Document(
        name,
        name,
        "text/plain",
        len(text.encode()),
        "utf-8",
        1.0,
        False,
        None,
        None,
        [(lang, 1.0)],
        0,
        len(lines),
        text,
    )
    return document, segments


def check_lines(zh: list[str], en: list[str], lang: str) -> list[tuple[str, int]]:
    """Status and line of each row; line i of one side translates line i of the other."""
    (zh_document, zh_segments), (en_document, en_segments) = (
        make_document("zh", lang, zh),
        make_document("en", "en", en),
    )
    documents = {
        "documents": DOCUMENTS.from_rows([zh_document, en_document]),
        "segments": SEGMENTS.from_rows(zh_segments + en_segments),
        "edits": EDITS.empty(),
    }
    beads = [
        Alignment(f"a{at}", "zh", "en", [f"zh-{at}"], [f"en-{at}"], zh[at], en[at], "1-1", 5.0, 1.0, "lines", [])
        for at in range(len(zh))
    ]
    facts = extract_documents(documents, ExtractSettings())["facts"]
    made = crosscheck_facts({"alignments": ALIGNMENTS.from_rows(beads), "facts": facts}, CrosscheckSettings())
    return [(row["status"], int(row["alignment_id"][1:])) for row in made["agreements"].to_pylist()]


@pytest.fixture(scope="module")
def lines(shared) -> dict[str, list[str]]:
    folder = shared / "gold" / "pairs"
    return {
        lang: (folder / f"ntrex-700.{lang}.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
        for lang in ("en", "zh-Hans", "zh-Hant")
    }


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_clean_translations_agree(lines, lang):
    found = check_lines(lines[lang], lines["en"], lang)
    statuses = Counter(status for status, _ in found)
    assert len({line for status, line in found if status == "conflict"}) <= 2
    assert statuses["agree"] >= 0.92 * sum(statuses.values())


def test_planted_changes_of_scale_are_found(lines):
    swaps = {"million": "billion", "billion": "million"}
    planted = {
        at: re.sub(r"\b[mb]illion\b", lambda match: swaps[match[0]], line)
        for at, line in enumerate(lines["en"])
        if re.search(r"\d [mb]illion\b", line)
    }
    before = check_lines(lines["zh-Hans"], lines["en"], "zh-Hans")
    agreed = {at for status, at in before if status == "agree"} & planted.keys()
    changed = [planted.get(at, line) for at, line in enumerate(lines["en"])]
    found = {at for status, at in check_lines(lines["zh-Hans"], changed, "zh-Hans") if status == "conflict"}
    assert len(agreed) >= 7
    assert len(found & agreed) >= 0.8 * len(agreed)
