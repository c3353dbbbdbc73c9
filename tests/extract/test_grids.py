"""Tables that documents show: their figures have the unit and time of note and header, and none where these are open."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.grids.cut_cells import Cell, cut_cells, read_number
from tasks.extract.grids.read_grid import read_grid
from tasks.extract.grids.read_unit_note import read_note, read_unit
from tasks.extract.mention import Mention
from tasks.extract.settings import ExtractSettings
from tasks.extract.stage import extract_documents
from tests.growth import assert_in_proportion

from .test_stage import run, tables_of

CASES = json.loads((Path(__file__).parent / "cases" / "grids.json").read_text(encoding="utf-8"))


def read(notes: list[str], lines: list[str]) -> list[tuple[str, Mention]]:
    found = read_grid(notes + lines)
    return [
        (line, mention) for line, read_line in zip(notes + lines, found, strict=True) for mention in read_line.figures
    ]


def describe(line: str, mention: Mention) -> list[Any]:
    metric = line[slice(*mention.metric)] if mention.metric else None
    period = mention.heading[0] if mention.heading else None
    time = period.edtf if period else "open" if mention.heading else None
    told = [line[mention.start : mention.end], str(float(mention.value or 0)), mention.unit, time, metric]
    told = [*told, mention.direction] if mention.kind == "change" else told
    return [*told, mention.labels] if mention.labels else told


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_tables(case: dict[str, Any]) -> None:
    assert [describe(*found) for found in read(case["notes"], case["lines"])] == case["cells"]


@pytest.mark.parametrize(
    ("note", "scale", "unit"),
    [
        ("单位：万元", 10_000, "CNY"),
        ("单位:千元 币种:人民币", 1_000, "CNY"),
        ("单位：人民币百万元", 1_000_000, "CNY"),
        ("表1 主要指标（单位：亿元）", 100_000_000, "CNY"),
        ("单位：亿元，%", 100_000_000, "CNY"),
        ("港币千元", 1_000, "HKD"),
        ("新台币千元", 1_000, "TWD"),
        ("RMB million", 1_000_000, "CNY"),
        ("(RMB million, unless otherwise stated)", 1_000_000, "CNY"),
        ("In thousands of US dollars", 1_000, "USD"),
        ("US$'000", 1_000, "USD"),
        ("US$m", 1_000_000, "USD"),
        ("Unit: 10,000 tonnes", 10_000, "t"),
        ("Units: thousands of persons", 1_000, "person"),
        ("million kWh", 1_000_000, "kilowatt_hour"),
        ("万人次", 10_000, "person_time"),
    ],
)
def test_units_that_are_declared(note: str, scale: int, unit: str) -> None:
    found = read_note(note)
    assert found is not None and (found.scale, found.unit) == (scale, unit)


@pytest.mark.parametrize(
    "note",
    ["主要数据", "Key figures", "联系单位：家电协会", "责任单位：个体", "参加单位：12家", "单位：台州市", "Unit: Finance Department",
     "共有医院（3家）", "Paid (2 persons)", "Table 2", "(Restated)", "（不含税）", "元/股", "(yuan per person)", "单位：吨、万元", ""],
)  # fmt: skip
def test_notes_that_declare_no_unit(note: str) -> None:
    assert read_note(note) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,204", "1204"), ("1204.50", "1204.50"), ("-3.1", "-3.1"), ("−3.1", "-3.1"), ("(1,270)", "-1270"), ("+2", "2"), ("7.3%", "7.3"),
     ("120*", "120")],
)  # fmt: skip
def test_numbers_of_cells(text: str, value: str) -> None:
    number = read_number(Cell(0, len(text), text))
    assert number is not None and str(number.value) == value and text[: number.end].rstrip("*") == text.rstrip("*")


@pytest.mark.parametrize(
    "text", ["", "-", "12,34", "1,2345", "(12", "12)", "(-3)", "3:2", "120-130", "1.2.3", "K204", "二", "12 人"]
)
def test_cells_that_are_no_numbers(text: str) -> None:
    assert read_number(Cell(0, len(text), text)) is None


@given(
    st.lists(st.lists(st.decimals(0, 10**9, places=2), min_size=2, max_size=2), min_size=1, max_size=5),
    st.integers(1, 3),
)
def test_each_number_is_proved_by_its_cell(rows: list[list[Decimal]], gap: int) -> None:
    """The words at the span of a figure are the digits of its cell, and its value is theirs times the unit."""
    lines = ["Item\t2025\t2024", *(f"Line {chr(97 + at)}\t{a:,}\t{b:,}" for at, (a, b) in enumerate(rows))]
    lines = [line.replace("\t", "\t" if gap == 1 else " " * gap) for line in lines]
    found = read(["RMB million"], lines)
    assert [mention.value for _, mention in found] == [number * 10**6 for row in rows for number in row]
    assert [line[mention.start : mention.end] for line, mention in found] == [f"{n:,}" for row in rows for n in row]


@given(st.lists(st.text("年0123456789,.-()%万元\t |a项目单位：", max_size=24), max_size=6))
def test_any_lines_are_read_without_fault(lines: list[str]) -> None:
    for line, mention in read(lines[:2], lines[2:]):
        assert 0 <= mention.start < mention.end <= len(line) and mention.unit
        assert any(char.isdigit() for char in line[mention.start : mention.end])


def test_cells_are_where_they_say() -> None:
    line = " Item \t 2025年 \t\t12 "
    assert [cell.text for cell in cut_cells(line)] == ["Item", "2025年", "", "12"]
    assert all(line[cell.start : cell.end] == cell.text for cell in cut_cells(line))


@pytest.mark.parametrize("unit", ["\t", "|", "1\t", "  ", "(", "1,", "年\t"])
def test_time_grows_with_the_size_alone(unit: str) -> None:
    assert_in_proportion(lambda size: read(["单位：万元"], ["项目\t2025年", unit * size, "甲\t12"]), 40_000)


@pytest.mark.parametrize(
    "row", ["其中：甲\t12\t13", "  甲\t12\t13", "项目\t2025年\t2024年", "甲\t-\t-", "2025年\t1\t2", "二、甲（吨）"]
)
def test_rows_of_any_kind_are_read_in_proportion(row: str) -> None:
    assert_in_proportion(lambda size: read(["单位：万元"], ["项目\t2025年\t2024年", *[row] * size]), 3_000)


def test_rows_that_stand_ever_deeper_are_read_in_proportion() -> None:
    assert_in_proportion(
        lambda size: read([], ["单位：万元", "项目\t2025年", *[" " * (n % 200) + "甲\t12" for n in range(size)]]), 3_000
    )


def test_a_long_table_is_read_in_proportion() -> None:
    assert_in_proportion(lambda size: read(["单位：万元"], ["项目\t2025年", *["甲\t12"] * size]), 4_000)


def test_units_are_read_once() -> None:
    read_unit.cache_clear()
    read(["单位：万元"], ["项目\t2025年", *["甲\t12"] * 50])
    assert read_unit.cache_info().misses < 10


PAGE = "2025年決算，以新臺幣計\n單位：千元\n項目\t2025年\t2024年\n歲入\t12,040\t11,800\n另撥補助3.5萬元\t520\t498\n決算已送縣議會審議。\n"


def test_tables_are_facts_of_their_document() -> None:
    rows = run(tables_of(PAGE.encode(), PAGE))["facts"].to_pylist()
    told = [(row["quote"], row["value"], row["unit"], row["metric_text"], row["time_edtf"]) for row in rows]
    assert told[:2] == [
        ("12,040", 12_040_000.0, "TWD", "歲入", "2025"),
        ("11,800", 11_800_000.0, "TWD", "歲入", "2024"),
    ]
    assert {row["unit_text"] for row in rows[:2]} == {"千元"} and {row["time_source"] for row in rows[:2]} == {"table"}
    assert told[2][:2] == ("3.5萬元", 35_000.0), "what a row says in words is read beside its cells"
    for row in rows:
        assert PAGE.encode()[row["byte_start"] : row["byte_end"]].decode() == row["quote"]


def test_lines_that_only_say_how_others_are_read_state_no_figure() -> None:
    page = "Output of the works\n10,000 tonnes\nProduct\t2025\t2024\nCement\t64.2\t61.8\n"
    rows = run(tables_of(page.encode(), page))["facts"].to_pylist()
    assert [row["quote"] for row in rows] == ["64.2", "61.8"]
    alone = page.replace("Product\t2025\t2024\nCement\t64.2\t61.8\n", "The works were closed.\n")
    assert [row["quote"] for row in run(tables_of(alone.encode(), alone))["facts"].to_pylist()] == ["10,000 tonnes"]


@pytest.mark.parametrize("note", ["单位：万元\n", ""])
def test_classes_that_rows_are_named_by_are_no_figures(note: str) -> None:
    """Whether their numbers are stated or the unit of these is not known."""
    page = (
        f"应收账款按账龄列示\n{note}账龄\t2022年\t2021年\n1至2年\t310\t298\n3年以上\t86\t92\n超过部分已计提12万元\t\t\n"
    )
    quotes = [row["quote"] for row in run(tables_of(page.encode(), page))["facts"].to_pylist()]
    assert quotes == [*(["310", "298", "86", "92"] if note else []), "12万元"]


def test_figures_know_what_they_are_parts_of() -> None:
    """Its labels stand in the characters of the text, and a part has no key of its own."""
    page = "單位：人\n鄉鎮\t113年\t\n\t男\t女\n海灣鄉\t1,204\t1,180\n其中：學生\t310\t298\n"
    rows = run(tables_of(page.encode(), page))["facts"].to_pylist()
    assert [(row["quote"], row["time_edtf"], row["heading_text"]) for row in rows] == [
        ("1,204", "2024", "男"),
        ("1,180", "2024", "女"),
        ("310", "2024", "海灣鄉 > 男"),
        ("298", "2024", "海灣鄉 > 女"),
    ]
    assert {row["metric_text"] for row in rows} == {"海灣鄉", "學生"} and not any(row["metric_key"] for row in rows)
    for row in rows:
        assert page.encode()[row["byte_start"] : row["byte_end"]].decode() == row["quote"]


def test_the_least_confidence_holds_for_tables() -> None:
    facts = extract_documents(tables_of(PAGE.encode(), PAGE), ExtractSettings(min_confidence=0.88))["facts"]
    assert "table-cell" not in facts["rule"].to_pylist()


def test_boilerplate_has_no_tables() -> None:
    assert run(tables_of(PAGE.encode(), PAGE, boilerplate=(3, 4)))["facts"].num_rows == 0


def test_tables_of_two_documents_are_apart() -> None:
    """A header at the end of one document is none for the lines that begin the next."""
    pages = "收入\n单位：万元\n项目\t2025年\n", "甲\t12\n乙\t15\n"
    first, second = (tables_of(page.encode(), page) for page in pages)
    both = {name: pa.concat_tables([first[name], second[name]]) for name in first}
    assert run(both)["facts"].num_rows == 0
