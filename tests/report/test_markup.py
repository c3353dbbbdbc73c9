"""The page as a document: policy, outline, tables, languages, contrast."""

import base64
import hashlib
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tasks.report.render_report import SCRIPTS, render_report, write_policy
from tasks.report.settings import ReportSettings

FOLDER = Path(__file__).resolve().parents[2] / "tasks/report"


@pytest.fixture(scope="module")
def page(example_version):
    return render_report(example_version, ReportSettings())


@pytest.fixture(scope="module")
def outline(page, parse):
    return parse(page)


def test_begins_with_the_document_type(page):
    assert page.startswith(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Sec'
    )
    assert page.endswith("</html>\n")


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else(page, outline):
    policy = next(e for e in outline.all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy")
    style = page[page.index("<style>") + len("<style>") : page.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; script-src 'sha256-{read_script_digest(page)}'; "
        "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'"
    )
    assert "script-src" not in write_policy("p{}")


def read_script_digest(page):
    script = page[page.rindex("<script>") + len("<script>") : page.rindex("</script>")]
    assert "</script" not in script
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def test_needs_no_network(page, outline):
    assert not re.search(r"https?:|@import|url\(|expression\(|fetch\(|XMLHttp|WebSocket|sendBeacon|import\(", page)
    used = {element.name for element in outline.elements}
    assert not used & {"link", "img", "iframe", "object", "embed", "base"}
    assert [e.attributes for e in outline.all("script")] == [{"type": "application/json", "id": "data"}, {}]
    names = {name for element in outline.elements for name in element.attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"style", "src", "srcset"}


@pytest.mark.parametrize("name", ["report.css", *SCRIPTS])
def test_style_and_scripts_are_ascii_with_unix_line_ends(name):
    """So that their digests are the same however the files are stored and read."""
    content = (FOLDER / name).read_bytes()
    assert content.isascii() and b"\r" not in content and b"</" not in content


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_make_no_markup_of_text(name):
    script = (FOLDER / name).read_text()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc", script)


def test_ids_are_unique_and_links_find_them(outline):
    ids = [e.attributes["id"] for e in outline.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    named = [e.attributes["href"][1:] for e in outline.all("a")]
    controls = [e.attributes["aria-controls"] for e in outline.elements if "aria-controls" in e.attributes]
    labels = [e.attributes["aria-labelledby"] for e in outline.elements if "aria-labelledby" in e.attributes]
    assert set(named) | set(labels) | set(controls) <= set(ids)
    assert len(named) == 20


def test_headings_leave_no_level_out(outline):
    levels = [int(e.name[1]) for e in outline.elements if re.fullmatch("h[1-6]", e.name)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_table_headers_say_what_they_head(outline):
    assert {e.attributes.get("scope") for e in outline.all("th")} == {"col", "row"}
    assert len(outline.all("table")) == len(outline.all("thead")) == 2


def test_tables_scroll_inside_a_box_that_the_keyboard_reaches(page, outline):
    boxes = outline.all("div", "scroll")
    assert len(boxes) == len(outline.all("table")) == len(re.findall(r"<div class=\"scroll[^>]*>\s*<table", page))
    assert {(e.attributes["tabindex"], e.attributes["role"]) for e in boxes} == {("0", "region")}


def test_text_of_documents_names_its_language(outline):
    assert [e.attributes["lang"] for e in outline.all("p", "sentence")] == ["zh-Hans", "en", "zh-Hant", "en"]
    assert [e.attributes["lang"] for e in outline.all("bdi", "quote")] == ["zh-Hans", "en", "zh-Hant", "en"]


def test_a_title_names_a_language_only_when_it_is_clear(draft, write, parse):
    draft.add_document("a.txt", ("en", "A."), title="甲", lang_share=[("zh-Hant", 0.95), ("en", 0.05)])
    draft.add_document("b.txt", ("en", "B."), title="乙", lang_share=[("zh-Hant", 0.5), ("en", 0.5)])
    draft.add_document("c.txt", ("en", "C."), title="丙", lang_share=[("other", 1.0)])
    titles = parse(render_report(write(draft), ReportSettings())).all("p", "title")
    assert [e.attributes["lang"] for e in titles] == ["zh-Hant", "", ""] * 2


def test_fits_a_phone_and_both_colour_schemes(page, outline):
    metas = {e.attributes.get("name"): e.attributes.get("content") for e in outline.all("meta")}
    assert metas["viewport"] == "width=device-width, initial-scale=1"
    assert metas["color-scheme"] == "light dark"
    assert "@media (prefers-color-scheme: dark)" in page and "@media (max-width:" in page


def read_colours():
    """The custom properties of the style, for the light and the dark scheme."""
    style = (FOLDER / "report.css").read_text()
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", part)) for part in style.split("@media (prefers", 1))
    return {"light": light, "dark": {**light, **dark}}


def contrast(first, second):
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour):
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


STATUSES = ["agree", "conflict", "only-zh", "only-en", "not-comparable"]
TEXT_PAIRS = [
    *((ink, paper) for ink in ("ink", "soft", "link") for paper in ("paper", "card", "conflict-paper")),
    *(("ink", f"{status}-paper") for status in STATUSES),
    *(("card", status) for status in ("agree", "conflict")),
    ("soft", "not-comparable-paper"),
    ("ink", "mark"),
    ("conflict", "card"),
    ("conflict", "conflict-paper"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_can_be_read(scheme, pair):
    colours = read_colours()[scheme]
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("paper", ["card", "paper"])
def test_charts_and_marks_can_be_seen(scheme, status, paper):
    colours = read_colours()[scheme]
    assert contrast(colours[status], colours[paper]) >= 3
    assert contrast(colours[status], colours[f"{status}-paper"]) >= 3


def test_every_field_has_a_label(outline):
    fields = [e for e in outline.elements if e.name in ("input", "select")]
    labelled = [e for e in outline.all("label") if e.text.strip()]
    assert len(fields) == len(labelled)
    assert all(e.text.strip() for e in outline.all("button"))


def test_a_verdict_is_not_told_by_colour_alone(outline, page):
    """Each status has a line of its own under the figure, and its name in words."""
    rules = re.findall(r"\.m\.(\w+) { background: [^;]+; border-(?:bottom: ([^;]+ var|)|color)", page)
    assert len({line for _, line in rules}) >= 4
    assert {e.attributes["title"].partition(":")[0] for e in outline.all("a", "m")} == {
        "conflict",
        "agree",
        "only in English",
    }
