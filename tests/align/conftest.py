"""Passages and tables made of plain lines."""

from collections.abc import Callable, Sequence

import pyarrow as pa
import pytest

from tasks.align.align_mixture import Mixture
from tasks.align.keys import read_keys
from tasks.align.passage import Passage, group_paragraphs
from tasks.schema import PAIRS, SEGMENTS
from tasks.schema.artifacts import Pair
from tasks.schema.segments import Segment

Lines = Sequence[tuple[str, str]]
"""Language and text of each line of a document."""


def make_passages(zh: Sequence[str], en: Sequence[str], zh_numbers: Sequence[int], en_numbers: Sequence[int]):
    zh_keys, en_keys, _ = read_keys(zh, en)
    return (
        Passage([len(text.encode()) for text in zh], zh_keys, group_paragraphs(zh_numbers), zh),
        Passage([len(text.encode()) for text in en], en_keys, group_paragraphs(en_numbers), en),
    )


@pytest.fixture(scope="session")
def passages() -> Callable[..., tuple[Passage, Passage]]:
    """(zh texts, en texts, paragraph numbers of both) -> passages; without numbers each text is a paragraph."""

    def make(zh, en, zh_numbers=None, en_numbers=None):
        return make_passages(zh, en, zh_numbers or range(len(zh)), en_numbers or range(len(en)))

    return make


@pytest.fixture(scope="session")
def mixture() -> Callable[[Lines], Mixture]:
    """Lines of one document, each a paragraph, as a mixture."""

    def make(lines: Lines) -> Mixture:
        places = {lang: [at for at, line in enumerate(lines) if line[0] == lang] for lang in ("zh", "en")}
        texts = {lang: [lines[at][1] for at in places[lang]] for lang in places}
        zh, en = make_passages(texts["zh"], texts["en"], places["zh"], places["en"])
        return Mixture(zh, en, places["zh"], places["en"])

    return make


def make_segments(document_id: str, lines: Lines, paragraphs: Sequence[int] | None = None) -> list[Segment]:
    rows, at = [], 0
    for ordinal, (lang, text) in enumerate(lines):
        kind = "nav" if lang.endswith("!") else "body"
        paragraph = paragraphs[ordinal] if paragraphs else ordinal
        rows.append(
            Segment(f"{document_id}-{ordinal}", document_id, ordinal, paragraph, kind, kind == "nav", lang.rstrip("!"),
                    1.0, at, at + len(text), at, at + len(text), text)
        )  # fmt: skip
        at += len(text) + 1
    return rows


@pytest.fixture(scope="session")
def tables() -> Callable[..., dict[str, pa.Table]]:
    """({document: lines}, [(zh document, en document)]) -> tables of the stage; `zh!` marks boilerplate.

    Each line is a paragraph, unless {document: paragraph numbers} are given too.
    """

    def make(documents, pairs, paragraphs=None):
        numbers = paragraphs or {}
        rows = [row for name, lines in documents.items() for row in make_segments(name, lines, numbers.get(name))]
        wanted = [Pair(zh, en) for zh, en in pairs]
        return {"segments": SEGMENTS.from_rows(rows), "pairs": PAIRS.from_rows(wanted)}

    return make
