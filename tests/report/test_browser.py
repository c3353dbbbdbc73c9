"""In a real browser: the page is shown, walked through and reviewed, and nothing of a document runs.

What `make test` need not see every time is in `test_browser_more.py`.
"""

from tasks.publish.read_reviews import read_reviews

from .browser import NO_PICKER, save


def test_renders_without_a_word_of_complaint(desk):
    assert desk.page.title() == "2 conflicts · hedui 20261122T101112Z-0123456789ab"
    assert desk.text("h1") == "2 conflicts among 5 comparisons of figures"
    assert desk.shown("article") == ["agreement-0000", "agreement-0004"]
    assert desk.text("#shown") == "2 conflicts and 5 comparisons on this page"
    assert desk.complaints == []
    assert len(desk.requests) == 1 and desk.requests[0].startswith("file://")


def test_nothing_of_a_hostile_document_runs(hostile, open_page):
    desk = open_page(hostile, NO_PICKER)
    desk.press("j j j o e ? Escape Escape k o w n")
    for mark in desk.page.query_selector_all("a.m"):
        mark.click()
    desk.page.select_option("#f-status", "conflict")
    desk.page.click("#save")
    assert desk.complaints == [] and len(desk.requests) == 1
    assert desk.page.title().startswith("3 conflicts")
    assert (
        desk.page.eval_on_selector_all("img, iframe, object, embed, link, base, script[src]", "found => found.length")
        == 0
    )
    assert desk.page.eval_on_selector_all("script", "found => found.length") == 2
    assert desk.page.eval_on_selector_all("a", "found => found.every(a => a.getAttribute('href').startsWith('#'))")
    assert "[U+202E]live[U+2066]" in desk.page.inner_text("#text")
    assert not set("\u202e\u2066") & set(desk.page.content())


def test_keys_walk_through_conflicts_into_the_text_and_back(desk):
    desk.press("j")
    assert desk.focused() == "agreement-0000"
    desk.press("j j j")
    assert desk.focused() == "agreement-0004"
    desk.press("k o")
    assert desk.focused("textContent") == "3.2万件"
    assert desk.page.is_visible("#panel") and "patent applications" in desk.text("#panel")
    assert desk.page.eval_on_selector_all(".m.related", "found => found.map(e => e.textContent)") == [
        "3,200 patent applications"
    ]
    desk.press("j")
    assert desk.focused("textContent") == "3,200 patent applications"
    desk.press("j")
    assert desk.focused("textContent") == "86"  # what agrees is left out
    desk.press("b")
    assert desk.focused() == "agreement-0000" and not desk.page.is_visible("#panel")


def test_reviews_are_saved_and_loaded_again(desk, example_version, open_page, tmp_path):
    desk.page.fill("#reviewer", "李 Li")
    desk.press("Escape j w")
    desk.page.click("#agreement-0004 .noting")
    desk.page.keyboard.type("=1+1 </script> other survey")
    desk.page.click("#agreement-0004 .judge.right")
    desk.page.click("a.m.only_en")
    desk.press("r")
    assert desk.text("#progress") == "2 of 2 conflicts reviewed, 1 more · not saved"
    path = save(desk, tmp_path)
    assert path.name == "hedui-reviews-20261122T101112Z-0123456789ab.json"
    assert desk.text("#progress") == "2 of 2 conflicts reviewed, 1 more"
    rows = {row["agreement_id"]: row for row in read_reviews(path).to_pylist()}
    assert [(row["review_verdict"], row["review_note"], row["status"]) for _, row in sorted(rows.items())] == [
        ("wrong", None, "conflict"),
        ("right", None, "only_en"),
        ("right", "=1+1 </script> other survey", "conflict"),
    ]
    assert {row["reviewed_by"] for row in rows.values()} == {"李 Li"}
    other = open_page(example_version, NO_PICKER)
    other.page.set_input_files("#load", path)
    other.page.wait_for_selector("#message:not([hidden])")
    assert other.text("#message") == f"Loaded 3 reviews from {path.name}"
    assert other.text("#progress") == "2 of 2 conflicts reviewed, 1 more"
    assert other.page.get_attribute("#agreement-0000 .judge.wrong", "aria-pressed") == "true"
    assert other.page.input_value("#agreement-0004 textarea") == "=1+1 </script> other survey"
    other.page.select_option("#f-review", "note")
    assert other.shown("article") == ["agreement-0004"]
    assert save(other, tmp_path / "again").read_bytes() == path.read_bytes()
