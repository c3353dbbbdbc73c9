"""HTML, PDF and DOCX: what text comes out, which of it is main, and what is refused with which reason."""

import io
import random

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.errors import (
    DocumentError,
    EmptyDocumentError,
    OversizedDocumentError,
    UnreadableDocumentError,
    UnsupportedMediaTypeError,
)
from tasks.ingest.extract.extracted import Extracted, Line, join_lines
from tasks.ingest.extract.fill_spans import fill_spans
from tasks.ingest.extract.read_html import decode_page, mark_main
from tasks.ingest.extract.read_pdf import find_running_heads
from tasks.ingest.judge_media_type import DOCX, HTML, PDF, judge_media_type
from tasks.ingest.settings import IngestSettings
from tasks.ingest.stage import make_source
from tasks.schema.artifacts import Source
from tests.growth import assert_in_proportion

from .make_documents import make_docx, make_pdf, make_zip

SETTINGS = IngestSettings()
SENTENCE = "昨天上午，青山港两座新码头正式启用，首批三艘货轮靠泊装卸，全年吞吐能力将提高四成。"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>青山日报</title><script>var hidden = 1</script></head>
<body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li></ul></div>
<article><h1>青山港新码头启用</h1><p>{SENTENCE}</p><p>据介绍，新码头总投资6.2亿元，<b>工程历时两年</b>，可同时停靠五万吨级货轮四艘。</p>
<table><tr><td>煤炭</td><td>1200吨</td></tr></table><p>当地渔民表示，码头启用后，海产外运时间缩短了一半。</p></article>
<div class="footer">版权所有 2023 青山日报</div></body></html>"""


def take(content: bytes, settings: IngestSettings = SETTINGS) -> Source:
    return make_source("id", "a", content, settings)


def main_text(source: Source) -> str:
    spans = source.main_spans or []
    return "\n".join(source.content[start:end].decode() for start, end in zip(spans[::2], spans[1::2], strict=True))


def test_plain_text_stays_its_bytes() -> None:
    source = take(SENTENCE.encode("gb18030"))
    assert source.content == SENTENCE.encode("gb18030")
    assert (source.media_type, source.main_spans, source.extracted_by) == ("text/plain", None, None)


def test_a_page_gives_all_its_lines_and_knows_its_main_text() -> None:
    source = take(PAGE.encode())
    assert source.media_type == HTML and source.size_bytes == len(PAGE.encode())
    lines = [line for line in source.content.decode().split("\n") if line]
    assert lines[:3] == ["首页", "新闻", "青山港新码头启用"] and lines[-1] == "版权所有 2023 青山日报"
    assert "hidden" not in source.content.decode() and "煤炭\t1200吨" in lines
    main = main_text(source)
    assert SENTENCE in main and "工程历时两年，可同时停靠" in main
    assert "首页" not in main and "版权" not in main
    assert source.extracted_by and "resiliparse" in source.extracted_by and "trafilatura" in source.extracted_by


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030", "utf-16"])
def test_a_page_is_read_in_its_charset(charset: str) -> None:
    content = PAGE.replace('charset="utf-8"', f'charset="{charset}"').encode(charset)
    assert SENTENCE in take(content).content.decode()


def test_a_page_that_declares_the_wrong_charset_is_read_as_what_it_is() -> None:
    assert SENTENCE in decode_page(PAGE.replace("utf-8", "big5").encode())
    assert SENTENCE in decode_page(PAGE.replace("utf-8", "no-such").encode())
    assert SENTENCE in decode_page(PAGE.replace('<meta charset="utf-8">', "").encode("gb18030"))


def test_without_main_text_the_fallback_says_what_is_main() -> None:
    source = take(b"<html><body><p>Two piers opened.</p></body></html>")
    assert source.content.strip() == b"Two piers opened." and source.extracted_by


def test_main_lines_are_found_whatever_blanks_and_bars_lie_between() -> None:
    marked = mark_main(["煤炭 1200", "• one item", "Home", ""], "| 煤炭 | 1200 |\n- one item")
    assert [line.is_main for line in marked] == [True, True, False, False]


def test_a_pdf_gives_its_lines_but_running_heads_are_not_main() -> None:
    pages = [
        ["港务年报", f"第{n}章内容从这里开始。", "吞吐量增长四成。", "码头运行平稳。", f"第 {n} 页"]
        for n in range(1, 5)
    ]
    source = take(make_pdf(pages))
    assert source.media_type == PDF and source.extracted_by and source.extracted_by.startswith("pypdfium2")
    assert source.content.decode().split("\n") == [line for page in pages for line in page]
    assert "第3章内容从这里开始。" in main_text(source)
    assert "港务年报" not in main_text(source) and "第 3 页" not in main_text(source)


def test_few_pages_have_no_running_heads() -> None:
    assert find_running_heads([["Report", "One."], ["Report", "Two."]]) == set()
    assert find_running_heads([]) == set()


def test_a_docx_gives_paragraphs_rows_and_feet() -> None:
    source = take(make_docx(["标题", SENTENCE], [["煤炭", "1200吨"], ["粮食", "800吨"]], foot="内部资料"))
    assert source.media_type == DOCX and source.extracted_by and source.extracted_by.startswith("python-docx")
    lines = [line for line in source.content.decode().split("\n") if line]
    assert lines == ["标题", SENTENCE, "煤炭\t1200吨", "粮食\t800吨", "内部资料"]
    assert SENTENCE in main_text(source) and "内部资料" not in main_text(source)


SPANS = (
    "<table><tr><th rowspan=2>项目</th><th colspan=2>2022年</th><th>备注</th></tr><tr><td>金额</td><td>占比</td><td></td></tr>"
    "<tr><td>运费</td><td>12</td><td>40</td><td rowspan='2'>审定</td></tr><tr><td>仓储</td><td>18</td><td>60</td></tr></table>"
)


def read_lines(page: str) -> list[str]:
    return [line for line in take(page.encode()).content.decode().split("\n") if line]


def test_columns_of_a_page_stay_columns_where_cells_span() -> None:
    page = f"<!DOCTYPE html><html><body><p>{SENTENCE}</p>{SPANS}</body></html>"
    assert read_lines(page)[1:] == ["项目\t2022年\t\t备注", "\t金额\t占比", "运费\t12\t40\t审定", "仓储\t18\t60\t"]


@pytest.mark.parametrize(
    "span", ["colspan=0", "colspan=-3", "colspan='２'", "rowspan=99999999", "colspan=9999", "rowspan"]
)
def test_spans_that_are_none_do_no_harm(span: str) -> None:
    page = f"<!DOCTYPE html><html><body><p>{SENTENCE}</p><table><tr><td {span}>甲</td><td>乙</td></tr></table></body></html>"
    line = read_lines(page)[1]
    assert line.replace("\t", "") == "甲乙" and line.count("\t") <= 60


def test_marks_of_footnotes_are_no_digits_of_a_number() -> None:
    table = (
        "<table><tr><td>甲</td><td>310<sup>1</sup></td><td>52<sup class='n'><a href='#2'>2</a></sup></td></tr></table>"
    )
    page = f"<!DOCTYPE html><html><body><p>{SENTENCE}</p>{table}<p>占地12 m<sup>2</sup>，<sup>注</sup>见后。</p></body></html>"
    assert read_lines(page)[1:] == ["甲\t310¹\t52²", "占地12 m²，注见后。"]
    document = Document()
    paragraph = document.add_paragraph(f"{SENTENCE}共310")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run("家")
    packed = io.BytesIO()
    document.save(packed)
    assert "共310¹家" in take(packed.getvalue()).content.decode()


def test_layout_tables_around_a_table_are_left_alone() -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    page = f"<!DOCTYPE html><html><body><table><tr><td colspan=3>{SENTENCE}</td></tr><tr><td>{inner}</td></tr></table></body></html>"
    assert [line.strip() for line in read_lines(page)] == [SENTENCE, "甲\t乙"]


def test_tables_in_tables_take_time_in_proportion() -> None:
    assert_in_proportion(lambda size: fill_spans("<table><tr><td colspan=2>" * size + "a"), 400)
    assert_in_proportion(lambda size: fill_spans("<table>" + "<tr><td colspan=60 rowspan=900>a" * size), 200)


def test_columns_of_a_docx_stay_columns_where_cells_span() -> None:
    document = Document()
    document.add_paragraph(SENTENCE)
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "2022年"
    for at, text in enumerate(("金额", "占比"), 1):
        table.cell(1, at).text, table.cell(2, at).text = text, str(at)
    table.cell(2, 0).text = "运费"
    packed = io.BytesIO()
    document.save(packed)
    lines = [line for line in take(packed.getvalue()).content.decode().split("\n") if line]
    assert lines[1:] == ["项目\t2022年\t", "\t金额\t占比", "运费\t1\t2"]


@pytest.mark.parametrize("content", [PAGE.encode(), make_pdf([[SENTENCE]]), make_docx([SENTENCE])])
def test_main_spans_are_in_order_and_inside(content: bytes) -> None:
    source = take(content)
    spans = source.main_spans or []
    assert spans and spans == sorted(spans) and len(spans) % 2 == 0 and spans[-1] <= len(source.content)
    assert SENTENCE in main_text(source)


@pytest.mark.parametrize(
    ("content", "error", "reason"),
    [
        (make_pdf([[SENTENCE]], encrypted=True), UnreadableDocumentError, "PDF is encrypted; remove its password"),
        (b"%PDF-1.7 ...", UnreadableDocumentError, "PDF is broken"),
        (make_pdf([[SENTENCE]])[:200], UnreadableDocumentError, "PDF is broken"),
        (make_pdf([[]]), EmptyDocumentError, "character recognition"),
        (b"PK\x03\x04rest", UnreadableDocumentError, "ZIP archive is broken"),
        (make_zip({"a.txt": b"a"}), UnsupportedMediaTypeError, "application/zip is not read"),
        (make_zip({"[Content_Types].xml": b"<", "word/document.xml": b"<"}), UnreadableDocumentError, "DOCX is broken"),
        (make_docx([]), EmptyDocumentError, "holds no text"),
        (make_docx(["a"])[:-200], UnreadableDocumentError, "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, UnsupportedMediaTypeError, "old Office formats"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            UnreadableDocumentError,
            "remove its password",
        ),
        (b"<html><body><script>load()</script></body></html>", EmptyDocumentError, "script"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(
    content: bytes, error: type[DocumentError], reason: str
) -> None:
    with pytest.raises(error, match=reason):
        take(content)


@pytest.mark.parametrize(
    ("content", "limits"),
    [
        (PAGE.encode(), {"max_html_bytes": 100}),
        (make_pdf([["a"], ["b"], ["c"]]), {"max_pdf_pages": 2}),
        (make_docx(["a" * 100]), {"max_unpacked_bytes": 1000}),
        (make_docx(["a" * 100]), {"max_document_bytes": 50}),
    ],
)
def test_what_is_too_large_is_refused_and_the_setting_named(content: bytes, limits: dict[str, int]) -> None:
    with pytest.raises(OversizedDocumentError, match=next(iter(limits))):
        take(content, IngestSettings(**limits))


def test_a_name_is_no_evidence() -> None:
    assert make_source("id", "a.pdf", b"Plain text.", SETTINGS).media_type == "text/plain"
    assert make_source("id", "a.txt", PAGE.encode(), SETTINGS).media_type == HTML


@pytest.mark.parametrize("seed", range(8))
def test_damaged_files_raise_nothing_but_document_errors(seed: int) -> None:
    source = random.Random(seed)
    for whole in (PAGE.encode(), make_pdf([[SENTENCE], [SENTENCE]]), make_docx([SENTENCE])):
        content = bytearray(whole)
        for _ in range(20):
            content[source.randrange(8, len(content))] = source.randrange(256)
        try:
            assert take(bytes(content)).content.strip()
        except DocumentError as error:
            assert str(error)


@given(st.lists(st.builds(Line, st.text(max_size=8), st.booleans()), max_size=12))
def test_joined_lines_keep_their_text(lines: list[Line]) -> None:
    joined = join_lines([Line(line.text.replace("\n", ""), line.is_main) for line in lines], "x")
    assert isinstance(joined, Extracted)
    spans = joined.main_spans
    assert spans == sorted(spans)
    for start, end in zip(spans[::2], spans[1::2], strict=True):
        joined.content[start:end].decode()


@pytest.mark.parametrize(
    "head", ["<?xml version='1.0'?>\n<html>", "<!-- a --><HTML lang=zh>", "<div class='a'>", "\ufeff<html>"]
)
def test_pages_are_known_by_how_they_begin(head: str) -> None:
    assert judge_media_type(f"{head}<p>text</p>".encode()) == HTML
