"""The stage as a whole: tables in, facts with proof out."""

import datetime
import hashlib
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.core.spans import Edit, decode_span
from tasks.core.stage import Tables
from tasks.extract.extract_facts import extract_facts
from tasks.extract.gate import may_hold_figure, sift_texts
from tasks.extract.make_facts import name_facts
from tasks.extract.mention import Sentence
from tasks.extract.settings import ExtractSettings
from tasks.extract.stage import extract_documents
from tasks.extract.tabulate_facts import exact_decimal, tabulate_decimals
from tasks.schema.documents import DOCUMENTS, Document
from tasks.schema.edits import EDITS, edit_rows
from tasks.schema.facts import FACTS
from tasks.schema.segments import SEGMENTS, Segment
from tests.growth import assert_reads_in_proportion

from .conftest import find, read_cases

TEXT = "2023年全省新建12个泊位，投资超3.5亿元。\nThe port handled 23.5 million tons in 2023, up 4.1% year on year.\n"


def tables_of(
    content: bytes,
    text: str,
    charset: str = "utf-8",
    edits: list[Edit] | None = None,
    boilerplate: tuple[int, ...] = (),
) -> dict[str, pa.Table]:
    name = hashlib.sha256(content).hexdigest()
    document = Document(name, "a.txt", "text/plain", len(content), charset, 1.0, False, None, None, [], 0, 0, text)
    segments, at = [], 0
    for ordinal, line in enumerate(text.split("\n")):
        if line:
            lang = "en" if line.isascii() else "zh"
            span = (at, at + len(line), 0, 0)
            head = (f"{name[:16]}-{ordinal}", name, ordinal, ordinal, "body", ordinal in boilerplate, lang, 1.0)
            segments.append(Segment(*head, *span, line))
        at += len(line) + 1
    return {
        "documents": DOCUMENTS.from_rows([document]),
        "segments": SEGMENTS.from_rows(segments),
        "edits": EDITS.from_rows(edit_rows(name, edits or [])),
    }


def run(tables: dict[str, pa.Table]) -> Tables:
    return extract_documents(tables, ExtractSettings())


def test_rows() -> None:
    made = run(tables_of(TEXT.encode(), TEXT))
    assert made["rejects"].num_rows == 0
    rows = made["facts"].to_pylist()
    assert [row["quote"] for row in rows] == ["12个", "3.5亿元", "23.5 million tons", "4.1%"]
    berths, money, tons, change = rows
    assert (berths["unit"], berths["unit_text"], berths["unit_class"], berths["metric_text"]) == (
        "berth",
        "个",
        "count",
        "泊位",
    )
    assert (money["currency"], money["qualifier"], money["value_text"]) == ("CNY", "more_than", "3.5亿")
    assert money["value_decimal"] == Decimal("350000000") and money["value"] == 3.5e8
    assert (tons["time_edtf"], tons["time_start"], tons["time_source"]) == (
        "2023",
        datetime.date(2023, 1, 1),
        "sentence",
    )
    assert (change["kind"], change["direction"], change["base_period"]) == ("change", "increase", "yoy")
    assert all(row["fact_id"].startswith("f") and len(row["fact_id"]) == 17 for row in rows)
    assert all(0 < row["confidence"] <= 1 and row["rule"] for row in rows)


@pytest.mark.parametrize("mark", ["• ", "■", "① ", "- ", ""])
def test_the_mark_of_a_list_item_is_no_part_of_a_metric(mark: str) -> None:
    text = f"{mark}Fishing income rose 7.8%\n{mark}捕捞收入为3亿元"
    assert [row["metric_text"] for row in run(tables_of(text.encode(), text))["facts"].to_pylist()] == [
        "Fishing income",
        "捕捞收入",
    ]


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16-le"])
def test_bytes_prove_the_quote(charset: str) -> None:
    content = TEXT.encode(charset)
    for row in run(tables_of(content, TEXT, charset))["facts"].to_pylist():
        assert decode_span(content, charset, [], row["byte_start"], row["byte_end"]) == row["quote"]
        assert TEXT[row["char_start"] : row["char_end"]] == row["quote"]


def test_bytes_prove_the_quote_through_edits() -> None:
    """One line of mojibake that an edit with a codec chain mends, one injected reading that an edit removes."""
    lines = ["新建泊位１２个。", "查扣侵權商品15766批次。"]
    text = "\n".join(lines)
    damaged = lines[0].encode("gb18030").decode("latin-1").encode()
    reading = b"(pi)"
    head, tail = lines[1][:8].encode(), lines[1][8:].encode()
    content = damaged + b"\n" + head + reading + tail
    cut = len(damaged) + 1 + len(head)
    edits = [
        Edit(0, len(damaged), 0, len(lines[0]), damaged, lines[0], "mojibake", "utf-8>latin-1>gb18030"),
        Edit(cut, cut + len(reading), len(lines[0]) + 9, len(lines[0]) + 9, reading, "", "pinyin"),
    ]
    rows = run(tables_of(content, text, edits=edits))["facts"].to_pylist()
    assert [row["quote"] for row in rows] == ["１２个", "15766批次"]
    for row in rows:
        assert decode_span(content, "utf-8", edits, row["byte_start"], row["byte_end"]) == row["quote"]


def test_boilerplate_states_nothing() -> None:
    made = run(tables_of(TEXT.encode(), TEXT, boilerplate=(0,)))
    assert [row["lang"] for row in made["facts"].to_pylist()] == ["en", "en"]


def test_empty_tables() -> None:
    made = run({"documents": DOCUMENTS.empty(), "segments": SEGMENTS.empty(), "edits": EDITS.empty()})
    assert made["facts"].schema == FACTS.arrow
    assert made["facts"].num_rows == made["rejects"].num_rows == 0


def test_one_bad_document_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks.extract import stage

    good, bad = tables_of(TEXT.encode(), TEXT), tables_of(b"bad 5 cats", "bad 5 cats")
    read = stage.read_sentence

    def fail(sentence: Sentence, *others: Any) -> Any:
        if sentence.text.startswith("bad"):
            raise ValueError("unreadable")
        return read(sentence, *others)

    monkeypatch.setattr(stage, "read_sentence", fail)
    made = run({name: pa.concat_tables([bad[name], good[name]]) for name in good})
    assert made["facts"].num_rows == 4
    (reject,) = made["rejects"].to_pylist()
    assert (reject["stage"], reject["error_type"]) == ("extract", "ValueError")


def test_rows_do_not_change_from_run_to_run() -> None:
    tables = tables_of(TEXT.encode(), TEXT)
    assert run(tables)["facts"].equals(run(tables)["facts"])


@pytest.mark.parametrize(
    ("value", "exact"),
    [("1.5", "1.5"), ("0.000000001", "0.000000001"), ("0.0000000001", None), ("1e30", None), ("-3", "-3")],
)
def test_decimals_are_exact_or_absent(value: str, exact: str | None) -> None:
    assert exact_decimal(Decimal(value)) == (None if exact is None else Decimal(exact))


@given(st.lists(st.none() | st.builds(Decimal.scaleb, st.builds(Decimal, st.integers()), st.integers(-40, 40))))
def test_decimals_are_the_same_all_at_once(values: list[Decimal | None]) -> None:
    assert tabulate_decimals(values).to_pylist() == [exact_decimal(value) for value in values]


def test_the_id_of_a_fact_is_the_digest_of_document_kind_and_bytes() -> None:
    written = hashlib.sha256(b"d\tshare\t7\t19").hexdigest()
    assert name_facts("d", ["quantity", "share"], [5, 7], [6, 19])[1] == "f" + written[:16]


def test_the_gate_loses_nothing() -> None:
    for name in ("quantities_zh", "quantities_zh_hant", "quantities_en"):
        for text, *_ in read_cases(f"{name}.json"):
            assert may_hold_figure(text), text
    assert not may_hold_figure("统一思想，加强领导。")
    assert not may_hold_figure("The committee met and agreed on the plan, and the one remaining issue was dropped.")


ALPHABET = "0123456789,.%％$¥ 万亿元个家件次年月日至-—、，。一两三十百千半成倍增长下降超约以上ofandtocasesmillionyears\n“”《》()+#/"


WORDS = st.sampled_from(
    """two|Ten|one acre|one|a hundred|half of|twice the|thirds|often|Fourfold|第|第三条|（一）|3. |Article 3| Section 12|半
    |有期徒刑|三年六月|2019年3月5日|十月三日|2020年|以上|日内|一月以上|一公里|一个|一年|May 5|5 May|in 2019.|June 3, 2020.|Table 2
    """.replace("\n    ", "").split("|")
)


NO_FIGURES = (
    "第三条　本法自公布之日起施行。",
    "3. Procedures for the revision of articles.",
    "依第二十一条第一项规定办理。",
    "一、总则",
    "Where Article 3 applies, Section 12 does not.",
    "会议于2019年3月5日举行。",
    "It was passed on June 3, 2020.",
    "2019年，他来了。",
)


@pytest.mark.parametrize("text", NO_FIGURES)
def test_numbers_that_are_no_figure_for_sure_open_no_gate(text: str) -> None:
    assert may_hold_figure(text)
    assert [mask.to_pylist() for mask in sift_texts(pa.chunked_array([[text]], pa.string()))] == [[False], [False]]
    assert sift_texts(pa.chunked_array([[text]], pa.string()), has_rules=True)[0].to_pylist() == [True]


@pytest.mark.parametrize(
    "text",
    [
        "处有期徒刑三年六月。",
        "第三条 处三月以上有期徒刑",
        "第二项 应于十五日内办理",
        "第二项 一月以上",
        "Article 3 of 5 million",
        "第五条 三人",
        "12月31日内",
    ],
)
def test_figures_beside_them_open_the_gate(text: str) -> None:
    assert sift_texts(pa.chunked_array([[text]], pa.string()))[0].to_pylist() == [True]


@example(["第May 5家", "Article 3家", "一5 May家", "三年六月May 5%", "第三May 5家"])
@example(["$一年", "twotwo有期徒刑May 5日内", "May 5 日內"])
@given(st.lists(st.lists(WORDS | st.text(ALPHABET + "二萬é_-\u00a0", max_size=3), max_size=8).map("".join), max_size=8))
@settings(deadline=None)
def test_sifting_a_column_loses_nothing(texts: list[str]) -> None:
    characters, words = (mask.to_pylist() for mask in sift_texts(pa.chunked_array([texts], pa.string())))
    for text, has_characters, may_hold_words in zip(texts, characters, words, strict=True):
        assert may_hold_figure(text) or not has_characters
        assert has_characters or may_hold_words or not find(text)
        assert extract_facts(text, "mixed", ExtractSettings(), may_hold_words, finders=0) == find(text)


@given(st.text(alphabet=ALPHABET, max_size=60))
@settings(deadline=None)
@example("0$一元")
def test_any_text_gives_mentions_in_order_and_inside(text: str) -> None:
    end = 0
    for mention in find(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.start <= mention.number_start < mention.number_end <= mention.end
        assert mention.unit and mention.rule and 0 < mention.confidence <= 1
        assert (mention.value is None) == (mention.low is not None) == (mention.high is not None)
        end = mention.end


@pytest.mark.parametrize("unit", ["1", "万亿", "(", "（", ",", "()", "《", "“", "3万", "http://1", "a-", "半"])
def test_takes_linear_time(unit: str) -> None:
    settings = ExtractSettings(max_segment_chars=10**7)
    assert_reads_in_proportion(lambda text: extract_facts(text, "mixed", settings), unit, 1_000_000)


@pytest.mark.parametrize(
    "unit", ["1,", "12,34,", "1m ", "1 case ", "三分之二", "from 1 to ", "“1个”", "$1 ", "1个国家的"]
)
def test_many_figures_take_time_in_proportion(unit: str) -> None:
    assert_reads_in_proportion(find, unit, 60_000)
