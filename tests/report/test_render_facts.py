"""The page of facts in their text: nothing of the text is lost, nested facts are cut apart, and nothing is run."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from flows.cli import app
from tasks.report.render_facts import LOW_CONFIDENCE, list_fields, mark_document, render_facts


def fact(start: int, end: int, kind: str = "quantity", **fields: Any) -> dict[str, Any]:
    name = f"{kind}-{start}-{end}"
    return {"fact_id": name, "kind": kind, "char_start": start, "char_end": end, "confidence": 0.9} | fields


def test_facts_in_each_other_are_cut_apart() -> None:
    text = "On 5 May it shipped 300 boats."
    marked = mark_document("a.txt", text, [fact(0, 30, "event"), fact(20, 29, value=300.0, unit="boat")])
    assert [(piece.text, piece.kinds) for piece in marked.pieces] == [
        ("On 5 May it shipped ", ("event",)),
        ("300 boats", ("quantity", "event")),
        (".", ("event",)),
    ]
    assert "value: 300\nunit: boat" in marked.pieces[1].fields
    assert marked.counts == {"event": 1, "quantity": 1}


def test_doubtful_facts_are_marked() -> None:
    marked = mark_document("a.txt", "12 x", [fact(0, 4, confidence=LOW_CONFIDENCE - 0.1)])
    assert marked.n_doubtful == 1 and marked.pieces[0].is_doubtful
    assert not mark_document("a.txt", "12 x", [fact(0, 4)]).pieces[0].is_doubtful


def test_only_fields_that_say_something_are_listed() -> None:
    row = fact(0, 3, unit=None, entities=["甲", "乙"], value=2.5)
    assert list_fields(row) == "kind: quantity\nconfidence: 0.9\nentities: 甲, 乙\nvalue: 2.5"


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=6))
def test_no_text_is_lost(text: str, spans: list[tuple[int, int]]) -> None:
    inside = sorted({(start, end) for start, end in spans if start < end <= len(text)})
    pieces = mark_document("a", text, [fact(*span) for span in inside]).pieces
    assert "".join(piece.text for piece in pieces) == text
    at = 0
    for piece in pieces:
        covering = [span for span in inside if span[0] <= at < span[1]]
        assert bool(piece.kinds) == bool(covering)
        at += len(piece.text)


def test_a_document_cannot_run_anything() -> None:
    text = '<script>alert("1")</script> \u202e 300 boats'
    page = render_facts([("<b>.txt", text, [fact(len(text) - 9, len(text), unit='"><script>')])])

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, {name for name, _ in attrs}))

    found: list[tuple[str, set[str]]] = []
    Tags().feed(page)
    assert {tag for tag, _ in found}.isdisjoint({"script", "b", "img", "link", "iframe"})
    assert not any(name.startswith("on") or name in ("src", "href") for _, names in found for name in names)
    assert "default-src 'none'" in unescape(page) and "http" not in re.sub(r"http-equiv", "", page)
    assert "\u202e" not in page


def test_the_command_writes_a_page(tmp_path: Path) -> None:
    source, page = tmp_path / "a.txt", tmp_path / "a.html"
    source.write_text("The port handled 300 boats in 2024.\n全省新增企业500家。\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["facts", str(source), "--html", str(page)])
    assert result.exit_code == 0 and result.stdout == ""
    written = page.read_text(encoding="utf-8")
    assert ">300 boats</span>" in written and ">500家</span>" in written and "unit: enterprise" in written
