"""Each export is read back by a real reader and held against the tables."""

import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from tasks.export.plain_values import plain_rows
from tasks.export.write_csv import write_csv
from tasks.export.write_json_lines import write_json_lines
from tasks.export.write_linked_data import name_document, write_linked_data
from tasks.export.write_memory import write_memory
from tasks.export.write_workbook import COLOURS, MAX_CHARACTERS, write_workbook
from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.schema import PUBLISHED
from tasks.store.artifacts import ArtifactStore
from tasks.store.versions import Version
from tests.publish.sample import make_tables, store_shards
from tests.publish.test_verify_version import change

FORMULA = "=HYPERLINK(1)"
"""A note that a spreadsheet would run."""
Writer = Callable[[Version, BinaryIO], None]
SCHEMA = rdflib.Namespace("https://schema.org/")
NASTY = [
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@a",
    "\t=1",
    "＝1",
    'a "quoted", text',
    "two\nlines",
    "",
    " =1",
    "中文",
    "'=1",
]


@pytest.fixture
def version(tmp_path: Path) -> Version:
    """Six documents with nasty texts in their alignments; the second bead is a conflict, the third has one side."""
    tables = make_tables(list("abcdef"))
    nasty = [*NASTY]
    tables["alignments"] = change(tables["alignments"], "zh_text", nasty[:6])
    tables["alignments"] = change(tables["alignments"], "en_text", nasty[6:])
    statuses = ["agree", "conflict", "only_zh", "agree", "agree", "agree"]
    tables["agreements"] = change(tables["agreements"], "status", statuses)
    tables["agreements"] = change(tables["agreements"], "reason", [None, "scale", None, None, None, None])
    for column, said in (("review_verdict", "wrong"), ("review_note", FORMULA), ("reviewed_by", "Li")):
        tables["agreements"] = change(tables["agreements"], column, [None, said, None, None, None, None])
    store = ArtifactStore(tmp_path / "artifacts")
    return publish_version(store, store_shards(store, tables), tmp_path / "out", PublishSettings(), {})


def write(write: Writer, version: Version) -> io.BytesIO:
    sink = io.BytesIO()
    write(version, sink)
    sink.seek(0)
    return sink


@pytest.mark.parametrize("table", sorted(PUBLISHED))
def test_json_lines_hold_every_value(version: Version, table: str) -> None:
    sink = write(lambda version, sink: write_json_lines(version, table, sink), version)
    rows = [json.loads(line) for line in sink]
    assert rows == list(plain_rows(version.read(table)))
    assert len(rows) == version.manifest["tables"][table]["rows"]


def test_json_lines_are_read_by_engines(version: Version, tmp_path: Path) -> None:
    path = tmp_path / "alignments.jsonl"
    path.write_bytes(write(lambda version, sink: write_json_lines(version, "alignments", sink), version).read())
    texts = version.read("alignments")["zh_text"].to_pylist()
    assert pd.read_json(path, lines=True, dtype=False)["zh_text"].tolist() == texts
    assert pl.read_ndjson(path)["zh_text"].to_list() == texts
    assert [row[0] for row in duckdb.sql(f"SELECT zh_text FROM read_json('{path}')").fetchall()] == texts


def guard(text: str) -> str:
    return f"'{text}" if text and text[0] in "=+-@＝＋－＠\t\r\n" else text


def test_csv_holds_every_text_and_runs_none(version: Version) -> None:
    data = write(lambda version, sink: write_csv(version, "alignments", sink), version)
    frame = pd.read_csv(data, dtype=str, keep_default_na=False)
    expected = version.read("alignments")
    for column in ("zh_text", "en_text"):
        texts = expected[column].to_pylist()
        assert frame[column].tolist() == [guard(text) for text in texts]
        assert not any(text[:1] in tuple("=+-@＝＋－＠\t\r\n") for text in frame[column])
    assert [json.loads(cell) for cell in frame["evidence"]] == expected["evidence"].to_pylist()
    assert list(frame.columns) == expected.column_names


@pytest.mark.parametrize("table", sorted(PUBLISHED))
def test_csv_of_every_table_has_all_rows(version: Version, table: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(write(lambda version, sink: write_csv(version, table, sink), version).read())
    rows = version.read(table).num_rows
    assert len(pd.read_csv(path)) == rows
    assert pl.read_csv(path, infer_schema=False).height == rows
    assert duckdb.sql(f"SELECT count(*) FROM read_csv('{path}', header = true, all_varchar = true)").fetchall() == [
        (rows,)
    ]


def test_csv_keeps_numbers_nulls_and_empty_texts_apart(version: Version) -> None:
    lines = write(lambda version, sink: write_csv(version, "facts", sink), version).read().decode().splitlines()
    cells = dict(zip(lines[0].replace('"', "").split(","), lines[1].split(","), strict=False))
    assert float(cells["value"]) == 15000
    assert cells["value_decimal"] == '"15000.000000000"'
    assert cells["metric_text"] == ""
    alignments = write(lambda version, sink: write_csv(version, "alignments", sink), version).read().decode()
    assert ',"",' in alignments, "an empty text is quoted, a null is not"


def test_the_workbook_has_every_bead_and_conflicts_in_colour(version: Version) -> None:
    book = openpyxl.load_workbook(write(write_workbook, version))
    assert book.sheetnames == ["conflicts", "alignments"]
    rows = list(book["alignments"].iter_rows(min_row=2))
    assert [(row[0].value or "", row[1].value or "") for row in rows] == list(zip(NASTY[:6], NASTY[6:], strict=True))
    assert {cell.data_type for row in rows for cell in row[:5]} <= {"s", "n"}, "no cell is a formula"
    assert [(row[2].value, row[3].value) for row in rows[:3]] == [
        ("agree", ""),
        ("conflict", "scale"),
        ("only_zh", ""),
    ]
    colours = [row[0].fill.fgColor.rgb[2:] if row[0].fill.fill_type else None for row in rows]
    assert colours[:4] == [None, COLOURS["conflict"][1:], COLOURS["only_zh"][1:], None]
    (conflict,) = book["conflicts"].iter_rows(min_row=2, values_only=True)
    assert conflict[:3] == ("translation", "scale", "1.5萬批次\n15,000 batches")
    assert conflict[6:] == ("in/b.txt", "wrong", FORMULA, "Li")
    assert [cell.data_type for cell in book["conflicts"][2]][6:] == ["s"] * 4, "a note is no formula"


def test_what_reviewers_noted_runs_in_no_spreadsheet(version: Version) -> None:
    data = write(lambda version, sink: write_csv(version, "agreements", sink), version)
    frame = pd.read_csv(data, dtype=str, keep_default_na=False)
    assert frame["review_note"].tolist() == ["", f"'{FORMULA}", "", "", "", ""]
    assert frame["review_verdict"].tolist()[1] == "wrong"


def test_the_workbook_goes_on_on_the_next_sheet(version: Version) -> None:
    book = openpyxl.load_workbook(write(lambda version, sink: write_workbook(version, sink, max_rows=4), version))
    assert book.sheetnames == ["conflicts", "alignments", "alignments 2"]
    assert [book[name].max_row for name in book.sheetnames[1:]] == [4, 4]


def test_a_text_too_long_for_a_cell_is_cut(tmp_path: Path) -> None:
    tables = make_tables(["a"])
    tables["alignments"] = change(tables["alignments"], "zh_text", ["長" * 40000])
    store = ArtifactStore(tmp_path / "artifacts")
    version = publish_version(store, store_shards(store, tables), tmp_path / "out", PublishSettings(), {})
    text = openpyxl.load_workbook(write(write_workbook, version))["alignments"]["A2"].value
    assert (len(text), text[-1]) == (MAX_CHARACTERS, "…")


def test_the_workbook_is_the_same_each_time(version: Version) -> None:
    assert write(write_workbook, version).read() == write(write_workbook, version).read()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # inside rdflib
def test_linked_data_is_a_graph_of_observations(version: Version) -> None:
    graph = rdflib.Graph().parse(data=write(write_linked_data, version).read(), format="json-ld")
    facts = version.read("facts").to_pylist()
    assert len(set(graph.subjects(rdflib.RDF.type, SCHEMA.Observation))) == len(facts)
    for fact in facts:
        node = rdflib.URIRef(f"urn:hedui:fact:{fact['fact_id']}")
        assert float(str(graph.value(node, SCHEMA.value))) == fact["value"]
        assert str(graph.value(node, SCHEMA.unitText)) == fact["unit"]
        assert str(graph.value(node, SCHEMA.name)) == fact["quote"]
        source = graph.value(node, SCHEMA.isBasedOn)
        assert source == rdflib.URIRef(name_document(fact["document_id"]))
        assert (source, rdflib.RDF.type, SCHEMA.DigitalDocument) in graph
    days = set(graph.objects(None, SCHEMA.datePublished))
    assert days == {rdflib.Literal("2024-05-17", datatype=SCHEMA.Date)}


def read_memory(data: BinaryIO) -> list[tuple[str, dict[str, str], dict[str, str]]]:
    """Name, properties and sides of each unit, as the specification says."""
    root = ET.parse(data).getroot()
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    header = root.find("header")
    assert header is not None
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert required <= header.attrib.keys()
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    return [
        (
            unit.attrib["tuid"],
            {prop.attrib["type"]: prop.text or "" for prop in unit.findall("prop")},
            {side.attrib[language]: side.findtext("seg") or "" for side in unit.findall("tuv")},
        )
        for unit in root.findall("body/tu")
    ]


def test_the_translation_memory_has_every_bead(version: Version) -> None:
    units = read_memory(write(write_memory, version))
    beads = version.read("alignments").to_pylist()
    assert [unit[0] for unit in units] == [bead["alignment_id"] for bead in beads]
    assert [unit[2] for unit in units] == [{"zh": bead["zh_text"], "en": bead["en_text"]} for bead in beads]
    assert units[1][1]["x-verdict"] == "conflict"
    assert units[1][1]["x-zh-document"] == "in/b.txt"
    sound = read_memory(write(lambda version, sink: write_memory(version, sink, with_conflicts=False), version))
    assert len(sound) == len(units) - 1


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_text_makes_a_whole_translation_memory(text: str) -> None:
    from tasks.export.write_memory import _write_unit

    kept = "".join(c for c in text if (ord(c) >= 32 and ord(c) not in (0xFFFE, 0xFFFF)) or c in "\t\n\r")
    unit: Any = ET.fromstring(_write_unit('a"<', {"note": text}, text, "en"))
    assert unit.find("tuv/seg").text or kept == ""
