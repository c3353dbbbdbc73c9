"""Nothing of a document becomes markup, whatever column it stands in, and nothing in it hides or turns other text."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.report.render_report import render_report
from tasks.report.settings import ReportSettings
from tasks.report.write_text import show_text

CASES = Path(__file__).parent / "cases"
HOSTILE = json.loads((CASES / "hostile_texts.json").read_text(encoding="utf-8"))
BIDI = "\u202eevil\u202c\u2066\u2069\u200f\u0000"
SETTINGS = ReportSettings()

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def fill(draft, text):
    """A version in which every column of text that the page shows holds the text."""
    zh, en = draft.add_document(
        f"{text}.txt",
        ("zh-Hans", f"{text}有3件{text}"),
        ("en", f"{text} 4 cases {text}"),
        title=text,
        charset=text,
        lang_share=[(text, 0.5), ("en", 0.5)],
        is_lossy=True,
    )
    words = dict.fromkeys(
        ("unit", "qualifier", "metric_text", "time_text", "place_text", "direction", "modality"), text
    )
    left = draft.add_fact(zh, "3件", kind=text, value=3.0, base_period=text, **words)
    right = draft.add_fact(en, "4 cases", kind=text, value_low=3.0, value_high=4.0, time_edtf=text, **words)
    bead = draft.add_bead([zh], [en])
    bead = draft.rows["alignments"][-1] = bead._replace(kind=text)
    for status in ("conflict", "agree", "only_zh", text or "only_en"):
        draft.add_agreement(bead, left, right, status, text, ratio=0.75, agreement_id=f"{status}{text}")
    draft.add_edit(draft.rows["documents"][-1], rule=text, evidence=text, after=text)
    draft.add_reject(text, stage=text, error_type=text, message=text)
    return draft


@pytest.fixture(scope="module")
def plain_elements(tmp_path_factory, parse, new_draft):
    """The elements of a page that shows nothing special, as names with attributes."""
    version = fill(new_draft(), "plain").write(tmp_path_factory.mktemp("plain") / "version", **name_all("plain"))
    return shape(parse(render_report(version, SETTINGS)))


def write_filled(write, draft, text):
    return write(fill(draft, text), **name_all(text))


def name_all(text):
    """What the manifest says, in the same words."""
    return {"version": text, "created_at": text, "parent": text, "run": {"inputs": [text, text]}}


def shape(page):
    return Counter((element.name, tuple(sorted(element.attributes))) for element in page.elements)


@pytest.mark.parametrize("case", HOSTILE, ids=[case["name"] for case in HOSTILE])
def test_hostile_text_stays_text(write, parse, plain_elements, new_draft, case):
    text = case["text"] + BIDI
    page = render_report(write_filled(write, new_draft(), text), SETTINGS)
    outline = parse(page)
    assert shape(outline) == plain_elements
    assert case["text"] in outline.all("p", "title")[0].text
    assert not any(char in page for char in BIDI if not char.isalpha())
    assert "[U+202E]evil[U+202C][U+2066][U+2069][U+200F][U+0000]" in page


@given(text=texts)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_stays_text(write, parse, plain_elements, new_draft, text):
    outline = parse(render_report(write_filled(write, new_draft(), "x" + text), SETTINGS))
    assert shape(outline) == plain_elements
    assert outline.all("p", "title")[0].text == show_text("x" + text)


def test_links_lead_into_the_page_only(write, parse, draft):
    page = parse(render_report(write_filled(write, draft, "javascript:alert(1) //e.example \"'>"), SETTINGS))
    assert {link.attributes["href"][0] for link in page.all("a")} == {"#"}
    assert not [e for e in page.elements if {"src", "action", "srcset", "style", "onclick"} & e.attributes.keys()]


@pytest.mark.parametrize("case", HOSTILE, ids=[case["name"] for case in HOSTILE])
def test_what_the_script_is_given_is_json_without_markup(write, parse, new_draft, case):
    page = render_report(write_filled(write, new_draft(), case["text"] + BIDI), SETTINGS)
    data = page[page.index('id="data">') + len('id="data">') :].partition("</script>")[0]
    assert not set("<>&") & set(data)
    given = json.loads(data)
    assert given["verdicts"][0]["reason"] == show_text(case["text"] + BIDI)
    assert [figure["quote"] for figure in given["figures"]] == ["3件", "4 cases"]
    assert given["verdicts"][0]["figures"] == [0, 1] and given["verdicts"][0]["marks"] == [0, 1]
