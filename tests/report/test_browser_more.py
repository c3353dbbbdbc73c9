"""More of the page in a real browser: filters, links, files of reviews, colours, sizes, speed."""

import json
from pathlib import Path

import pytest

from tasks.publish.read_reviews import read_reviews
from tasks.report.render_report import render_report
from tasks.report.settings import ReportSettings

from .browser import save

pytestmark = pytest.mark.slow
CASES = json.loads(
    (Path(__file__).parents[1] / "publish" / "cases" / "hostile_reviews.json").read_text(encoding="utf-8")
)


def test_the_policy_stops_what_does_not_belong_there(example_version, open_page):
    """Proof that the test above would notice: the same page with a foreign style, script and image."""
    foreign = (
        '<style>p{}</style><script>document.title = "owned"</script><img src="x.png" onerror="document.title = 1">'
    )
    page = render_report(example_version, ReportSettings()).replace("</main>", f"</main>{foreign}")
    desk = open_page(page)
    assert desk.page.title().startswith("2 conflicts")
    assert len([line for line in desk.complaints if "Content Security Policy" in line]) >= 3
    assert (
        desk.page.evaluate(
            "() => { try { document.body.innerHTML = 'x'; return 'put in' } catch { return 'refused' } }"
        )
        == "refused"
    )


def test_a_changed_style_or_script_is_refused(example_version, open_page):
    page = render_report(example_version, ReportSettings())
    for was, becomes in (("--paper: #f7f6f3", "--paper: #000000"), ('"use strict";', '"use strict"; ')):
        assert page.count(was) == 1
        assert any("Content Security Policy" in line for line in open_page(page.replace(was, becomes)).complaints)


def test_the_page_can_be_read_without_scripts(example_version, open_page):
    desk = open_page(example_version, java_script_enabled=False)
    assert "专利申请" in desk.page.inner_text("#agreement-0000")
    assert not desk.page.is_visible("#bar") and not desk.page.is_visible("#panel")
    desk.page.click("#agreement-0000 .to-text")
    assert desk.page.url.endswith("#m0")
    assert "runs no scripts" in desk.page.inner_text("footer")


@pytest.mark.parametrize(
    ("field", "value", "cards", "n_lines"),
    [
        ("document", "1", ["agreement-0004"], 1),
        ("status", "only_en", [], 1),
        ("status", "agree", [], 2),
        ("reason", "scale", ["agreement-0000"], 1),
        ("kind", "Figure quantity", ["agreement-0000", "agreement-0004"], 3),
        ("kind", "Comparison translation", ["agreement-0000", "agreement-0004"], 3),
        ("confidence", "0.9 1.1", ["agreement-0000"], 2),
        ("confidence", "0.7 0.9", ["agreement-0004"], 1),
        ("confidence", "0 0.7", [], 0),
        ("review", "none", ["agreement-0000", "agreement-0004"], 3),
        ("review", "wrong", [], 0),
    ],
)
def test_filters(desk, field, value, cards, n_lines):
    desk.page.select_option(f"#f-{field}", value)
    assert desk.shown("article") == cards
    assert len(desk.shown(".line")) == n_lines
    assert desk.text("#n-filters") == "(1)"
    assert desk.page.is_visible("#no-match") == (not cards)
    desk.page.click("#clear")
    assert len(desk.shown("article")) == 2 and len(desk.shown(".line")) == 3


def test_filters_work_together_and_find_text(desk):
    desk.page.fill("#f-find", "90 PERCENT")
    assert desk.shown("article") == ["agreement-0004"] and len(desk.shown(".line")) == 1
    desk.page.select_option("#f-reason", "scale")
    assert desk.shown("article") == [] and desk.shown(".line") == [] and desk.shown(".unit") == []
    assert desk.text("#shown") == "0 of 2 conflicts, 1 of 5 comparisons"


def test_keys_keep_to_the_filter_and_out_of_fields(desk):
    desk.page.select_option("#f-status", "agree")
    desk.page.click("a.m.agree >> nth=0")
    desk.press("j j")
    assert desk.focused("textContent") == "1260件"
    desk.press("/")
    desk.page.keyboard.type("jkrw")
    assert desk.page.input_value("#f-find") == "jkrw"
    desk.press("Escape ?")
    assert desk.page.is_visible("#help")


def test_links_jump(desk):
    desk.page.click("#agreement-0004 .to-text")
    assert desk.focused("textContent") == "近九成"
    box = desk.page.locator(".m.chosen").bounding_box()
    bar, panel = (desk.page.locator(name).bounding_box() for name in ("#bar", "#panel"))
    assert bar["y"] + bar["height"] <= box["y"] and box["y"] + box["height"] <= panel["y"]
    desk.page.click("#panel a >> nth=1")
    assert desk.focused("textContent") == "More than 90 percent"


def test_a_jump_opens_folds_and_lifts_the_filter(draft, write, open_page):
    zh, en = draft.add_document("a.txt", ("zh", "有3件。"), ("en", "There are 4."))
    for place in (0, 1):
        draft.rows["segments"][place] = draft.rows["segments"][place]._replace(is_boilerplate=True)
    draft.add_agreement(
        draft.add_bead([zh], [en]), draft.add_fact(zh, "3件"), draft.add_fact(en, "4"), "conflict", "value"
    )
    desk = open_page(write(draft))
    assert desk.shown(".line") == []
    desk.press("j o")
    assert desk.focused("textContent") == "3件" and len(desk.shown(".line")) == 1


def test_edits_are_shown_on_demand(desk):
    assert not desk.page.is_visible("del >> nth=0")
    desk.page.check("#edits")
    assert desk.page.is_visible("del >> nth=0")
    desk.press("e")
    assert not desk.page.is_visible("del >> nth=0")


def test_a_verdict_can_be_taken_back(desk, tmp_path):
    desk.press("j w w")
    assert json.loads(save(desk, tmp_path).read_text())["reviews"] == []


def test_reviews_of_the_version_are_there_from_the_start(hostile, open_page):
    desk = open_page(hostile)
    assert desk.page.get_attribute("#agreement-g1 .judge.wrong", "aria-pressed") == "true"
    assert desk.text("#progress") == "1 of 3 conflicts reviewed"
    assert desk.page.eval_on_selector_all(".m.refuted", "found => found.length") == 2


def test_reviews_of_other_figures_are_kept_for_saving(desk, tmp_path):
    path = tmp_path / "reviews.json"
    away = {"agreement_id": "g-away", "review_verdict": "right"}
    past = {"agreement_id": "0000", "review_verdict": "wrong", "status": "conflict", "reason": "value"}
    path.write_text(json.dumps({"format": "hedui-reviews", "version": 1, "reviews": [away, past]}))
    desk.page.set_input_files("#load", path)
    desk.page.wait_for_selector("#message:not([hidden])")
    assert "Loaded 0 reviews" in desk.text("#message") and "2 are of figures that are not on this page" in desk.text(
        "#message"
    )
    saved = read_reviews(save(desk, tmp_path))
    assert saved["agreement_id"].to_pylist() == ["0000", "g-away"]


def test_hostile_review_files_are_refused_and_change_nothing(desk, tmp_path):
    for number, case in enumerate(CASES):
        path = tmp_path / f"{number}.json"
        path.write_text(case["content"])
        desk.page.set_input_files("#load", path)
        desk.wait(lambda name=path.name: desk.text("#message").startswith(name))
        assert "was not loaded" in desk.text("#message"), case["why"]
    assert desk.text("#progress") == "0 of 2 conflicts reviewed"
    assert desk.complaints == []


def test_reviews_go_to_the_file_that_was_chosen(example_version, open_page):
    script = """window.written = []; window.asked = 0;
    window.showSaveFilePicker = async () => { window.asked += 1; return { createWritable: async () => ({
        write: async (text) => { window.written.push(text); }, close: async () => {} }) }; };"""
    desk = open_page(example_version, script)
    desk.press("j w s")
    desk.wait(lambda: desk.page.evaluate("window.written.length") == 1)
    desk.press("j r s")
    desk.wait(lambda: desk.page.evaluate("window.written.length") == 2)
    assert desk.page.evaluate("window.asked") == 1
    assert len(json.loads(desk.page.evaluate("window.written[1]"))["reviews"]) == 2
    desk.wait(lambda: desk.text("#message") == "Saved 2 reviews")


def test_a_file_that_was_not_chosen_saves_nothing(example_version, open_page):
    script = "window.showSaveFilePicker = async () => { throw new DOMException('no', 'AbortError'); };"
    desk = open_page(example_version, script)
    desk.press("j w s")
    desk.wait(lambda: desk.text("#message") == "Not saved.")
    assert desk.text("#progress").endswith("not saved")


def test_what_was_not_saved_is_taken_up_again(desk):
    desk.press("j w")
    desk.page.reload()
    assert desk.text("#message") == "Took up 1 review that you had not saved"
    assert desk.page.get_attribute("#agreement-0000 .judge.wrong", "aria-pressed") == "true"
    desk.page.click("#save")
    desk.wait(lambda: desk.text("#message") == "Saved 1 review")
    desk.page.reload()
    assert not desk.page.is_visible("#message")


def test_dark_and_light(example_version, open_page):
    colours = {}
    for scheme in ("light", "dark"):
        desk = open_page(example_version, color_scheme=scheme)
        style = "getComputedStyle(document.body)"
        colours[scheme] = desk.page.evaluate(f"[{style}.backgroundColor, {style}.color]")
    assert colours == {
        "light": ["rgb(247, 246, 243)", "rgb(28, 32, 36)"],
        "dark": ["rgb(20, 23, 26)", "rgb(230, 232, 235)"],
    }


@pytest.mark.parametrize("width", [320, 390, 768])
def test_a_phone_needs_no_sideways_scrolling(hostile, open_page, width):
    desk = open_page(hostile, viewport={"width": width, "height": 800})
    desk.press("j o")
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    desk.page.click("#filter-button")
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    zh, en = (desk.page.locator(f"#l0 > .{side}").bounding_box() for side in ("zh", "en"))
    assert (en["y"] > zh["y"]) == (width < 700)
    for button in ("#save", "#filter-button", ".judge >> nth=0"):
        assert desk.page.locator(button).bounding_box()["height"] >= 24


def test_print_shows_the_text_and_no_controls(example_version, open_page):
    desk = open_page(example_version)
    desk.press("j w o")
    desk.page.emulate_media(media="print")
    assert not any(desk.page.is_visible(name) for name in ("#bar", "#panel", ".review", "nav"))
    assert desk.page.is_visible("#agreement-0000") and desk.page.is_visible("#l0")


def test_five_thousand_segments_are_quick(new_draft, tmp_path, open_page):
    version = make_large(new_draft(), 2500).write(tmp_path / "large")
    desk = open_page(version)
    assert len(desk.shown(".line")) == 2500
    paint = desk.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert paint < 2000
    assert desk.page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd") < 4000
    measure = """([id, value]) => { const field = document.getElementById(id); field.value = value; const start = performance.now();
        field.dispatchEvent(new Event(id === 'f-find' ? 'input' : 'change')); document.body.offsetHeight; return performance.now() - start; }"""
    steps = [
        ("f-status", "conflict"),
        ("f-status", ""),
        ("f-find", "1234"),
        ("f-find", ""),
        ("f-reason", "scale"),
        ("f-reason", ""),
    ]
    for step in steps:  # the first search reads all texts once
        took = min(desk.page.evaluate(measure, list(step)) for _ in range(3))
        assert took < 200, step
    assert len(desk.shown("article")) == 250
    desk.press("j j o")
    assert desk.page.is_visible("#panel")


def make_large(draft, n):
    """Two documents of n sentences with two figures each; every tenth contradicts the other."""
    zh = draft.add_document(
        "large.zh.txt", *[("zh-Hans", f"第{k}区受理专利申请{1000 + k}件，同比增长{k % 97}.5%。") for k in range(n)]
    )
    en = draft.add_document(
        "large.en.txt",
        *[("en", f"District {k} received {1000 + k} applications, up {k % 97}.5 percent.") for k in range(n)],
    )
    for k, (left, right) in enumerate(zip(zh, en, strict=True)):
        bead = draft.add_bead([left], [right])
        status = ("conflict", "scale") if k % 10 == 0 else ("agree", None)
        draft.add_agreement(
            bead, draft.add_fact(left, f"{1000 + k}件"), draft.add_fact(right, f"{1000 + k} applications"), *status
        )
        draft.add_agreement(
            bead, draft.add_fact(left, f"{k % 97}.5%"), draft.add_fact(right, f"{k % 97}.5 percent"), "agree"
        )
    return draft
