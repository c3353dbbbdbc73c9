"""Tiny published versions, written by hand: documents of a few sentences, their facts and verdicts; and a strict reader
of pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tasks.core.digests import digest_bytes
from tasks.publish.settings import PublishSettings
from tasks.publish.write_parts import write_table
from tasks.schema import PUBLISHED
from tasks.schema.agreements import Agreement
from tasks.schema.alignments import Alignment
from tasks.schema.documents import Document
from tasks.schema.edits import EditRow
from tasks.schema.facts import Fact
from tasks.schema.rejects import Reject
from tasks.schema.segments import Segment
from tasks.store.versions import Manifest, Version, digest_tables

from .browser import desk, hostile, open_page  # noqa: F401  # fixtures

CREATED_AT = "2026-11-22T10:11:12+00:00"


@dataclass
class Draft:
    """Rows of a version that fit together. Documents are UTF-8, one segment a line."""

    rows: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in PUBLISHED})

    def add_document(self, uri: str, *lines: tuple[str, str], **fields: Any) -> list[Segment]:
        """A document of (language, text) lines; returns its segments."""
        text = "".join(f"{line}\n" for _, line in lines)
        data = text.encode() + b"\n" * len(self.rows["documents"])
        document_id = digest_bytes(uri.encode() + data)
        segments, char, byte = [], 0, 0
        for ordinal, (lang, line) in enumerate(lines):
            span = (char, char + len(line), byte, byte + len(line.encode()))
            id_ = f"{document_id[:16]}-{ordinal}"
            segments.append(Segment(id_, document_id, ordinal, ordinal, "body", False, lang, 0.9, *span, line))
            char, byte = char + len(line) + 1, byte + len(line.encode()) + 1
        made = Document(
            document_id, uri, "text/plain", len(data), "utf-8", 1.0, False, None, None, [], 0, len(lines), text
        )
        self.rows["documents"].append(made._replace(**fields))
        self.rows["segments"] += segments
        return segments

    def add_fact(self, segment: Segment, quote: str, **fields: Any) -> Fact:
        """The first place of the quote in a segment as a fact."""
        at = segment.text.index(quote)
        byte = segment.byte_start + len(segment.text[:at].encode())
        start = segment.char_start + at
        made = Fact(
            fact_id=digest_bytes(f"{segment.segment_id} {quote} {len(self.rows['facts'])}".encode())[:32],
            kind="quantity",
            document_id=segment.document_id,
            segment_id=segment.segment_id,
            lang=segment.lang,
            quote=quote,
            char_start=start,
            char_end=start + len(quote),
            byte_start=byte,
            byte_end=byte + len(quote.encode()),
            rule="test",
            confidence=0.9,
        )._replace(**fields)
        self.rows["facts"].append(made)
        return made

    def add_bead(self, zh: Sequence[Segment], en: Sequence[Segment]) -> Alignment:
        """A bead of segments of one document on each side."""
        zh_ids, en_ids = [s.segment_id for s in zh], [s.segment_id for s in en]
        made = Alignment(
            digest_bytes(" ".join(zh_ids + en_ids).encode())[:32],
            zh[0].document_id,
            en[0].document_id,
            zh_ids,
            en_ids,
            "".join(s.text for s in zh),
            " ".join(s.text for s in en),
            f"{len(zh)}-{len(en)}",
            1.0,
            0.9,
            "test",
            [],
        )
        self.rows["alignments"].append(made)
        return made

    def add_agreement(
        self,
        bead: Alignment | None,
        zh: Fact | None,
        en: Fact | None,
        status: str,
        reason: str | None = None,
        **fields: Any,
    ) -> Agreement:
        """A verdict; its id is the number of those before it unless told otherwise."""
        zh_id, en_id = zh and zh.fact_id, en and en.fact_id
        made = Agreement(
            f"{len(self.rows['agreements']):04d}",
            "translation",
            bead and bead.alignment_id,
            zh_id,
            en_id,
            status,
            reason,
            None,
            0.9,
            [fact_id for fact_id in (zh_id, en_id) if fact_id],
        )
        made = made._replace(**fields)
        self.rows["agreements"].append(made)
        return made

    def compare(
        self, status: str, zh: tuple[str, str], en: tuple[str, str], reason: str | None = None, **fields: Any
    ) -> Agreement:
        """A document of two sentences, each with a figure: (sentence, quote) in both languages, and the verdict."""
        uri = f"doc-{len(self.rows['documents'])}.txt"
        zh_segment, en_segment = self.add_document(uri, ("zh-Hans", zh[0]), ("en", en[0]))
        bead = self.add_bead([zh_segment], [en_segment])
        facts = self.add_fact(zh_segment, zh[1]), self.add_fact(en_segment, en[1])
        return self.add_agreement(bead, *facts, status, reason, **fields)

    def add_edit(self, document: Document, **fields: Any) -> None:
        """An edit at the start of a document."""
        made = EditRow(document.document_id, 0, 0, 1, 0, 1, b"?", "!", None, "test", False, None)
        self.rows["edits"].append(made._replace(**fields))

    def add_reject(self, uri: str, **fields: Any) -> None:
        """A document that could not be used."""
        made = Reject(None, uri, "repair", "EmptyDocumentError", "the file has no bytes")
        self.rows["rejects"].append(made._replace(**fields))

    def sort(self) -> None:
        """Put the rows in the order that the tables promise."""
        self.rows["documents"].sort(key=lambda row: row.uri)
        place = {row.document_id: number for number, row in enumerate(self.rows["documents"])}
        self.rows["segments"].sort(key=lambda row: (place[row.document_id], row.ordinal))
        self.rows["facts"].sort(key=lambda row: (place[row.document_id], row.char_start, row.char_end))
        self.rows["rejects"].sort(key=lambda row: (row.uri, row.stage))

    def write(self, folder: Path, row_group_rows: int = 1 << 16, **fields: Any) -> Version:
        """The draft as a version in a new folder; `fields` replace those of the manifest."""
        settings = PublishSettings(row_group_rows=row_group_rows)
        self.sort()
        tables = {
            name: write_table(folder, table, [table.from_rows(self.rows[name])], settings)
            for name, table in PUBLISHED.items()
        }
        manifest = Manifest(
            version="20261122T101112Z-0123456789ab",
            digest=digest_tables(tables),
            created_at=CREATED_AT,
            parent=None,
            tables=tables,
            run={"inputs": ["seeds"]},
        )
        return Version(folder, {**manifest, **fields})  # type: ignore[typeddict-item]  # fields of the manifest


VOID = {"meta", "br", "input"}
BLOCKS = {"td", "th", "p", "li", "dt", "dd", "h2", "h3", "h4"}


@dataclass
class Element:
    """An element of a page with the text inside it, of its children too."""

    name: str
    attributes: dict[str, str | None]
    text: str = ""

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()


class Outline(HTMLParser):
    """The elements of a page in order of their beginning. Raises AssertionError when they are not nested well."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(page)
        self.close()
        assert not self._open, f"not closed: {[element.name for element in self._open]}"

    def all(self, name: str, class_: str | None = None) -> list[Element]:
        return [e for e in self.elements if e.name == name and (class_ is None or class_ in e.classes)]

    def one(self, name: str, class_: str | None = None) -> Element:
        (element,) = self.all(name, class_)
        return element

    def by_id(self, id_: str) -> Element:
        (element,) = [e for e in self.elements if e.attributes.get("id") == id_]
        return element

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute of {tag} twice"
        element = Element(tag, dict(attrs))
        self._part(tag)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].name == tag, f"</{tag}> closes {self._open[-1:]}"
        self._open.pop()
        self._part(tag)

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data
        assert self._open or not data.strip(), f"text outside of the page: {data!r}"

    def _part(self, tag: str) -> None:
        for element in self._open if tag in BLOCKS else []:
            element.text += " "

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    unknown_decl = handle_pi = handle_comment


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Outline]:
    """Read a page strictly."""
    return Outline


@pytest.fixture(scope="session")
def new_draft() -> type[Draft]:
    """Makes drafts, for tests that need many."""
    return Draft


@pytest.fixture
def draft() -> Draft:
    """A draft without rows."""
    return Draft()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Version]:
    """`Draft.write` into a new folder each time."""
    made: list[Path] = []

    def write_next(draft: Draft, **options: Any) -> Version:
        made.append(tmp_path / f"version-{len(made)}")
        return draft.write(made[-1], **options)

    return write_next


@pytest.fixture
def example() -> Draft:
    """A draft of its own for every test that adds to it."""
    return make_example()


@pytest.fixture(scope="session")
def example_version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """The example, written once for all tests that only read."""
    return make_example().write(tmp_path_factory.mktemp("example") / "version")


def make_example() -> Draft:
    """Three documents: conflicts of two kinds, agreements, figures of one language, an edit, a reject."""
    draft = Draft()
    zh, zh_2, en, en_2 = draft.add_document(
        "seeds/yearbook.txt",
        ("zh-Hans", "2022年全市受理专利申请3.2万件，同比增长12.4%。"),
        ("zh-Hans", "其中发明专利1260件。"),
        ("en", "In 2022 the city received 3,200 patent applications, up 12.4 percent year on year."),
        ("en", "Of these, 1,260 were for inventions and 86 for designs."),
        title="年度统计公报 Yearbook",
        lang_share=[("en", 0.574), ("zh-Hans", 0.426)],
        n_edits=1,
    )
    first, second = draft.add_bead([zh], [en]), draft.add_bead([zh_2], [en_2])
    zh_fact = draft.add_fact(
        zh, "3.2万件", value=32000.0, unit="application", metric_text="专利申请", time_text="2022年", place_text="全市"
    )
    en_fact = draft.add_fact(en, "3,200 patent applications", value=3200.0, unit="application", time_edtf="2022")
    draft.add_agreement(first, zh_fact, en_fact, "conflict", "scale", ratio=10.0, confidence=0.97)
    up = {"value": 12.4, "unit": "percent", "direction": "increase", "base_period": "yoy"}
    agreeing = draft.add_fact(zh, "12.4%", **up), draft.add_fact(en, "12.4 percent", **up)
    draft.add_agreement(first, *agreeing, "agree", ratio=1.0)
    inventions = draft.add_fact(zh_2, "1260件", value=1260.0), draft.add_fact(en_2, "1,260", value=1260.0)
    draft.add_agreement(second, *inventions, "agree", ratio=1.0)
    draft.add_agreement(second, None, draft.add_fact(en_2, "86", value=86.0), "only_en", "absent")
    (hant,) = draft.add_document("taiwan/report.zh.txt", ("zh-Hant", "本縣滿意度達近九成。"), title="滿意度調查")
    (pledge,) = draft.add_document("taiwan/report.en.txt", ("en", "More than 90 percent of the county is satisfied."))
    bead = draft.add_bead([hant], [pledge])
    shares = (
        draft.add_fact(hant, "近九成", value=90.0, unit="percent", qualifier="nearly"),
        draft.add_fact(pledge, "More than 90 percent", value=90.0, unit="percent", qualifier="more_than"),
    )
    draft.add_agreement(bead, *shares, "conflict", "qualifier", ratio=1.0, confidence=0.81)
    draft.add_edit(draft.rows["documents"][0], rule="mojibake", evidence="test")
    draft.add_reject("broken/empty.txt")
    return draft
