"""The stage as a whole: tables in, tables out."""

import datetime
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tasks.core.errors import EmptyDocumentError
from tasks.core.lines import BLANKS
from tasks.core.spans import Edit, decode_span
from tasks.core.stage import Tables
from tasks.schema.artifacts import TEXTS, Text
from tasks.schema.edits import EDITS, edit_rows
from tasks.segment.settings import SegmentSettings
from tasks.segment.stage import segment_documents
from tests.growth import assert_reads_in_proportion
from tests.segment.call_stage import cut_text

SETTINGS = SegmentSettings()
PAGE = (
    "Home > News > Harbour\n\nTwo New Piers Open\n\nRelease Time: 2023-03-07\n\n"
    "Two new piers opened at Qingshan on Thursday, the office said. Three ships tied up at once.\n\n"
    "新码头昨天启用，首批三艘货轮靠泊装卸。全年吞吐能力将提高四成。\n\n© 2023 Harbour Office"
)


def row(text: str, content: bytes, charset: str = "utf-8", n_edits: int = 0, uri: str = "a.txt") -> Text:
    name = hashlib.sha256(content).hexdigest()
    return Text(name, uri, "text/plain", len(content), charset, 1.0, False, n_edits, text)


def run(rows: list[Text], edits: list[tuple[str, list[Edit]]] | None = None) -> Tables:
    made = [r for name, some in edits or [] for r in edit_rows(name, some)]
    return segment_documents({"texts": TEXTS.from_rows(rows), "edits": EDITS.from_rows(made)}, SETTINGS)


def test_documents_and_segments() -> None:
    tables = run([row(PAGE, PAGE.encode())])
    (document,) = tables["documents"].to_pylist()
    segments = tables["segments"].to_pylist()
    assert document["title"] == "Two New Piers Open"
    assert document["published_on"] == datetime.date(2023, 3, 7)
    assert PAGE[document["title_char_start"] : document["title_char_end"]] == document["title"]
    assert PAGE[document["published_char_start"] : document["published_char_end"]] == "2023-03-07"
    assert document["source"] is document["author"] is document["author_char_start"] is None
    assert document["n_segments"] == len(segments) == 8
    assert [name for name, _ in document["lang_share"]] == ["en", "zh-Hans"]
    assert [s["kind"] for s in segments] == ["nav", "title", "meta", "body", "body", "body", "body", "footer"]
    assert [s["is_boilerplate"] for s in segments] == [True, False, True, False, False, False, False, True]
    assert [s["paragraph"] for s in segments] == [0, 1, 2, 3, 3, 4, 4, 5]
    assert [s["segment_id"] for s in segments] == [f"{document['document_id'][:16]}-{i}" for i in range(8)]
    assert [s["lang"] for s in segments[3:7]] == ["en", "en", "zh-Hans", "zh-Hans"]
    assert tables["rejects"].num_rows == 0


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16-le", "big5hkscs"])
def test_bytes_of_a_segment_decode_to_its_text(charset: str) -> None:
    text = "港口報告。\r\n\r\nIt is done. 全年完成。\n"
    content = text.encode(charset)
    for s in run([row(text, content, charset)])["segments"].to_pylist():
        assert text[s["char_start"] : s["char_end"]] == s["text"]
        assert content[s["byte_start"] : s["byte_end"]].decode(charset) == s["text"]


def test_bytes_of_a_segment_go_through_the_edits() -> None:
    content = "新港口開(kāi)放。再試一次。".encode()
    start = content.index(b"(")
    end = content.index(b")") + 1
    edits = [Edit(start, end, 4, 4, content[start:end], "", "remove-reading")]
    text = row("新港口開放。再試一次。", content, n_edits=1)
    first, second = run([text], [(text.document_id, edits)])["segments"].to_pylist()
    assert (first["text"], second["text"]) == ("新港口開放。", "再試一次。")
    assert decode_span(content, "utf-8", edits, first["byte_start"], first["byte_end"]) == first["text"]
    assert content[second["byte_start"] : second["byte_end"]].decode() == second["text"]


def test_documents_together_are_cut_like_each_alone() -> None:
    texts = [
        PAGE,
        "The port is open. 港口开放。",
        PAGE.replace("Two", "Three"),
        "港口開放。",
        "Der Hafen ist offen.",
        PAGE,
    ]
    rows = [row(text, text.encode() + bytes(at)) for at, text in enumerate(texts)]
    together = run(rows)
    for name in ("documents", "segments"):
        alone = [each for one in rows for each in run([one])[name].to_pylist()]
        assert together[name].to_pylist() == alone


def test_a_blank_document_is_rejected_and_the_others_go_on() -> None:
    tables = run([row("One.", b"One."), row(" \n\u3000\ufeff", b"blank", uri="blank.txt"), row("Two.", b"Two.")])
    assert [s["text"] for s in tables["segments"].to_pylist()] == ["One.", "Two."]
    (reject,) = tables["rejects"].to_pylist()
    assert (reject["uri"], reject["stage"], reject["error_type"]) == ("blank.txt", "segment", "EmptyDocumentError")
    assert "white space" in reject["message"]


def test_a_damaged_document_is_rejected_as_a_whole() -> None:
    bad = row("坏", b"bad", charset="no-such-charset")
    tables = run([bad, row("Two.", b"Two.")])
    assert tables["documents"].num_rows == tables["segments"].num_rows == tables["rejects"].num_rows == 1


def test_no_document_gives_empty_tables() -> None:
    assert {name: table.num_rows for name, table in run([]).items()} == {"documents": 0, "segments": 0, "rejects": 0}


def test_only_boilerplate_has_no_shares() -> None:
    (document,) = run([row("© 2023 Harbour", "© 2023 Harbour".encode())])["documents"].to_pylist()
    assert document["lang_share"] == [] and document["title"] is None and document["published_on"] is None


def test_blank_text_raises() -> None:
    with pytest.raises(EmptyDocumentError, match="supply its text"):
        cut_text("\n \u200b", SETTINGS)


def test_settings_are_closed_and_frozen() -> None:
    with pytest.raises(ValidationError):
        SegmentSettings(unknown=1)  # type: ignore[call-arg]
    with pytest.raises(ValidationError):
        SETTINGS.mixed_share = 0.3  # type: ignore[misc]
    assert all(field.description for field in SegmentSettings.model_fields.values())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Home", "首页 > 新闻", "It is. So!", "他说：“好。”", "\n", "\r\n", " ", "。", "©", "1. a", "é"]
        )
    )
    .map("".join)
    .filter(lambda text: text.strip(BLANKS))
)
def test_segments_hold_every_character_once(text: str) -> None:
    at, outside = 0, ""
    pieces = cut_text(text, SegmentSettings(use_langdetect=False))
    for start, end in zip(pieces.starts, pieces.ends, strict=True):
        assert at <= start < end
        outside += text[at:start]
        at = end
    assert not (outside + text[at:]).strip(BLANKS)
    assert list(pieces.paragraphs) == sorted(pieces.paragraphs)
    assert pieces.texts == [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]


@pytest.mark.parametrize(
    "unit",
    [
        ".",
        "（",
        "《",
        "word",
        "a ",
        "a-",
        "。",
        "（。",
        "1. ",
        ". ",
        '。"',
        "A. ",
        "[1] ",
        "http://",
        "|",
        "字a",
        "\n",
        ":) A",
        "— It ",
        "Page 3\n",
        "Ab. c",
        "“a.” ",
        "\u00e9",
        "a. but ",
    ],
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    cut_text("The first call reads the tables. 国", SETTINGS)
    settings = SegmentSettings(use_langdetect=False)
    assert_reads_in_proportion(lambda text: cut_text(f"{text}x", settings), unit, 200_000)


def test_what_a_page_gives_out_as_its_text_is_body() -> None:
    main = "昨天上午，新码头正式启用。\n首批货轮靠泊。"
    content = f"青山日报\n{main}\n一家面馆今天开业，街坊都来捧场。".encode()
    start = content.index("昨天".encode())
    page = row(content.decode(), content)._replace(
        size_bytes=10,
        media_type="text/html",
        main_spans=[start, start + len(main.encode())],
        extracted_by="x 1.0",
        extracted_text=content.decode(),
    )
    tables = run([page])
    segments = tables["segments"].to_pylist()
    assert [s["is_boilerplate"] for s in segments] == [True, False, False, True]
    assert [content[s["byte_start"] : s["byte_end"]].decode() for s in segments] == [s["text"] for s in segments]
    (document,) = tables["documents"].to_pylist()
    assert (document["size_bytes"], document["extracted_by"]) == (10, "x 1.0")
    assert document["extracted_text"] == content.decode()
