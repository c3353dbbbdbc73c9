import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.errors import BinaryDocumentError, EmptyDocumentError, UnsupportedMediaTypeError
from tasks.ingest.judge_media_type import judge_media_type

CHINESE = "广东省知识产权保护状况：查扣侵权商品一万五千批次，货值超人民币二亿元。"


@pytest.mark.parametrize(
    "charset", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "big5hkscs"]
)
@pytest.mark.parametrize("text", ["Plain English text, with figures: 1,234.\n" * 9, CHINESE * 9, CHINESE, "a"])
def test_text_in_any_charset_is_text(text: str, charset: str) -> None:
    text = (
        text.translate(str.maketrans("广东识产权护状况侵商万货值亿币", "廣東識產權護狀況侵商萬貨值億幣"))
        if charset == "big5hkscs"
        else text
    )
    assert judge_media_type(text.encode(charset)) == "text/plain"


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n"])
def test_nothing_but_white_space_is_empty(content: bytes) -> None:
    with pytest.raises(EmptyDocumentError, match="empty"):
        judge_media_type(content)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\x1f\x8b\x08", "application/gzip"),
        (b"{\\rtf1 text}", "application/rtf"),
    ],
)
def test_known_formats_are_named_in_the_reason(content: bytes, named: str) -> None:
    with pytest.raises(UnsupportedMediaTypeError, match=named):
        judge_media_type(content)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b"\n <!-- x --> <HTML lang=zh>", "text/html"),
        ("<html>".encode("utf-16"), "text/html"),
    ],
)
def test_formats_that_are_read(content: bytes, media_type: str) -> None:
    assert judge_media_type(content) == media_type


def test_text_about_html_is_text() -> None:
    assert judge_media_type(b"The tag <html> begins a page.") == "text/plain"


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_binary(seed: int) -> None:
    with pytest.raises(BinaryDocumentError, match="control characters"):
        judge_media_type(random.Random(seed).randbytes(3000))


def test_zero_bytes_are_binary() -> None:
    with pytest.raises(BinaryDocumentError):
        judge_media_type(b"\x01\x02\x03\x04" * 500)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, exclude_categories=("Cs", "Cc")), min_size=1))
def test_any_text_in_utf8_is_text_or_a_named_format(text: str) -> None:
    if text.strip() and text.encode().strip():
        try:
            assert judge_media_type(text.encode()) == "text/plain"
        except UnsupportedMediaTypeError as error:
            assert "not read" in str(error)
