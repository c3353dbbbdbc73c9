"""The stage as a function of tables, and what holds for any bytes whatever."""

import quopri
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.core.errors import DocumentError
from tasks.core.spans import replay, undo
from tasks.repair.repair_content import repair_bytes
from tasks.repair.rules.table import RULES
from tasks.repair.settings import RepairSettings
from tasks.repair.stage import repair_documents
from tasks.schema import EDITS, REJECTS, SOURCES, TEXTS
from tasks.schema.artifacts import Source
from tasks.schema.edits import edits_by_document

SETTINGS = RepairSettings()


def sources_of(*contents: bytes) -> dict[str, pa.Table]:
    rows = [Source(f"{i:064x}", f"{i}.txt", "text/plain", len(data), data) for i, data in enumerate(contents)]
    return {"sources": SOURCES.from_rows(rows)}


def test_tables_of_a_shard() -> None:
    contents = [
        "桃花开了".encode(),
        b"\x01\x02" * 50,
        "桃花开了，今年的粮食总产量增加了。".encode("gb18030"),
        b"a\xe4\xb8",
    ]
    tables = repair_documents(sources_of(*contents), SETTINGS)
    texts, edits, rejects = (tables[name] for name in ("texts", "edits", "rejects"))
    for name, schema in (("texts", TEXTS), ("edits", EDITS), ("rejects", REJECTS)):
        schema.check(tables[name])
    assert texts.column("uri").to_pylist() == ["0.txt", "2.txt", "3.txt"]
    assert texts.column("charset").to_pylist()[:2] == ["utf-8", "gb18030"]
    assert texts.column("n_edits").to_pylist() == [0, 0, edits.num_rows]
    assert texts.column("size_bytes").to_pylist() == [len(contents[i]) for i in (0, 2, 3)]
    assert rejects.to_pylist()[0]["error_type"] == "BinaryDocumentError"
    assert rejects.column("stage").to_pylist() == ["repair"]
    by_document = edits_by_document(edits)
    for i, row in zip((0, 2, 3), texts.to_pylist(), strict=True):
        own = by_document.get(row["document_id"], [])
        assert replay(contents[i], row["charset"], own) == row["text"]
        assert undo(row["text"], row["charset"], own) == contents[i]


def test_no_documents_give_empty_tables() -> None:
    tables = repair_documents(sources_of(), SETTINGS)
    assert [tables[name].num_rows for name in ("texts", "edits", "rejects")] == [0, 0, 0]


def test_a_document_of_marks_alone_is_rejected() -> None:
    tables = repair_documents(sources_of(b"\xef\xbb\xbf\n", b"x"), SETTINGS)
    assert tables["rejects"].column("error_type").to_pylist() == ["EmptyDocumentError"]
    assert tables["edits"].num_rows == 0
    assert tables["texts"].num_rows == 1


def test_rules_can_be_skipped() -> None:
    skipping = RepairSettings(skip_rules=tuple(rule.name for rule in RULES))
    assert repair_bytes("\ufeffcafÃ©\x00".encode(), skipping).edits == ()


def test_rules_have_names_of_their_own_and_say_what_they_refuse() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        document = __import__(rule.find_changes.__module__, fromlist=["x"]).__doc__
        assert "efuse" in document, rule.name


@pytest.mark.parametrize("text", ["a\ufffdb", "锟斤拷锟斤拷", "烫烫烫烫", "屯屯屯"])
def test_text_that_is_lost_already_is_flagged_and_kept(text: str, repair: Any) -> None:
    repaired = repair(text)
    assert repaired.is_lossy and repaired.edits == ()
    assert not repair("他的手很烫，烫得厉害。").is_lossy


def test_the_same_bytes_give_the_same_repair() -> None:
    content = "ÖÐÎÄ ä¸­æ–‡ \ufeff驗(yàn)".encode()
    assert repair_bytes(content, SETTINGS) == repair_bytes(content, SETTINGS)


CLEAN = [
    "桃花一夜之间全开了。",
    "會議決定成立工作小組。",
    "The café is open.",
    "12.5%",
    "",
    "“Yes,” she said…",
    "Весной в саду",
]
MAKERS: list[Callable[[str], bytes]] = [
    lambda text: text.encode(),
    lambda text: text.encode("gb18030"),
    lambda text: text.encode("big5", "ignore"),
    lambda text: text.encode("gb18030").decode("latin-1").encode(),
    lambda text: text.encode("big5", "ignore").decode("latin-1").encode(),
    lambda text: text.encode().decode("latin-1").encode(),
    lambda text: text.encode()[:-1],
    lambda text: text.encode() + b"\xff\x00",
    lambda text: "\u200b".join(text).encode(),
    lambda text: "".join(f"{char}(yàn)" for char in text).encode(),
    lambda text: "".join(f"{char}(yàn)" if char in "會的一開" else char for char in text).encode(),
    lambda text: text.encode("utf-16-le"),
    lambda text: b"\x1b[1m" + text.encode() + b"\x0c",
    lambda text: f"\ufeff{text}\ufffd".encode(),
    lambda text: text.encode("gb18030").decode("mac-roman").encode(),
    lambda text: text.encode().decode("koi8-r").encode(),
    lambda text: text.encode("unicode-escape"),
    lambda text: quote(text).encode(),
    lambda text: quopri.encodestring(text.encode("gb18030")),
    lambda text: f"=?utf-8?q?{quote(text).replace('%', '=')}?=".encode(),
    lambda text: text.encode("utf-7"),
    lambda text: "".join(f"&#{ord(char)}" for char in text).encode(),
]
LINES = st.builds(lambda make, text: make(text), st.sampled_from(MAKERS), st.sampled_from(CLEAN))


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=8).map(b"\n".join))
def test_any_mixture_of_damage_can_be_replayed_and_undone(repair: Any, content: bytes) -> None:
    with suppress(DocumentError):
        repair(content)


PIECES = [
    b"\x7f",
    b"\x00",
    b"\x81",
    b"\x81\x00",
    b"\xaa@",
    b"@",
    b"\xff",
    b"\xa1\xa1",
    b"1",
    b"a",
    b"\n",
    "国".encode("gbk"),
]
"""Codes of two bytes, halves of them, and what stands between such runs: in these, random bytes seldom fall."""


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(b"".join))
@example(b"\x7f\xaa@\xb9\x9d\x81\x00")
@example(b"\x7f\xaa@@\x7f\x7f\x82\x00\x96\x9e")
def test_any_torn_codes_can_be_replayed_and_undone(repair: Any, content: bytes) -> None:
    with suppress(DocumentError):
        repair(content)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_can_be_replayed_and_undone(repair: Any, content: bytes) -> None:
    with suppress(DocumentError):
        repair(content)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), max_size=40))
def test_any_text_of_plain_characters_is_read_as_utf8(repair: Any, text: str) -> None:
    assert repair(text).charset == "utf-8"


HARD = {
    "one letter": "Ã".encode(),
    "misread lines": "ÖÐÎÄ\n".encode(),
    "brackets": b"(",
    "digits": b"7",
    "zero-width": "a\u200b".encode(),
    "readings": "驗(yàn)證".encode(),
    "escapes": b"\x1b[0m",
    "braces": b"~{",
    "bad bytes": "中文".encode() + b"\xe4",
    "quotes": "“”".encode(),
    "half misread": "中æ–‡".encode(),
    "rare characters": "龘".encode(),
    "replacement characters": b"\xef\xbf\xbd",
    "misread Chinese in lines": "请在截止日期前提交".encode().decode("gb18030", "ignore").encode() + b"\n",
    "entities": b"&amp;",
    "joined words": b"thePlan,and",
    "escaped spaces": b" a%20",
    "escaped bytes": b"=E4=B8=AD=\n%E4",
    "code points": b"\\u4e2d\\",
    "words of mail": b"=?utf-8?B?aaaa?= ",
    "plus signs": b"+abcdefgh",
    "Cyrillic": "яЯ┼".encode(),
}


@pytest.mark.parametrize("name", sorted(HARD))
def test_hard_input_is_done_in_time(name: str, repair: Any) -> None:
    assert repair(HARD[name] * (30_000 // len(HARD[name])))


def test_random_edits_of_clean_text_never_raise(repair: Any) -> None:
    rng = random.Random(5)
    clean = bytearray("桃花一夜之间全开了。The café is open. 會議決定成立工作小組。\n".encode() * 3)
    for _ in range(200):
        data = bytearray(clean)
        for _ in range(rng.randrange(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        assert repair(bytes(data)).text
