"""A real browser for the tests of the page: a window with a page, and what it complained of."""

import time

import pytest

from tasks.report.render_report import render_report
from tasks.report.settings import ReportSettings

HOSTILE = (
    "</p></script><script>document.title = 'owned'</script>\"><img src=x onerror=\"document.title = 'owned'\">"
    "<a href=\"javascript:document.title='owned'\">x</a>\u202elive\u2066"
)
PATIENCE_SECONDS = 20.0
NO_PICKER = "delete window.showSaveFilePicker;"


class Desk:
    """A window with a page, and all that it complained of or asked of the network."""

    def __init__(self, context, path):
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())

    def press(self, keys):
        for key in keys.split():
            self.page.keyboard.press(key)

    def focused(self, attribute="id"):
        return self.page.evaluate(f"document.activeElement.{attribute}")

    def shown(self, selector):
        """Elements that are not hidden, as their ids."""
        return self.page.eval_on_selector_all(
            selector, "found => found.filter(e => e.checkVisibility()).map(e => e.id)"
        )

    def text(self, selector):
        return " ".join(self.page.inner_text(selector).split())

    def wait(self, look):
        """Look until it is so: the policy of the page lets no test wait inside of it."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not look():
            assert time.monotonic() < deadline, "it did not come"
            self.page.wait_for_timeout(20)


@pytest.fixture
def open_page(chromium, tmp_path):
    """Open the page of a version, or a given text, from a file: open_page(version, **options of the window)."""
    contexts = []

    def open_file(what, script="", **options):
        path = tmp_path / f"page-{len(contexts)}.html"
        path.write_text(what if isinstance(what, str) else render_report(what, ReportSettings()), encoding="utf-8")
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        if script:
            context.add_init_script(script)
        contexts.append(context)
        return Desk(context, path)

    yield open_file
    for context in contexts:
        context.close()


@pytest.fixture
def desk(example_version, open_page):
    return open_page(example_version, NO_PICKER)


@pytest.fixture
def hostile(example, write):
    """The example with a document that attacks in every column that the page shows."""
    zh, en = example.add_document(
        f"{HOSTILE}.txt", ("zh", f"有3件{HOSTILE}"), ("en", f"There are 4{HOSTILE}"), title=HOSTILE, charset=HOSTILE
    )
    facts = example.add_fact(zh, "3件", metric_text=HOSTILE), example.add_fact(en, "4", unit=HOSTILE, kind=HOSTILE)
    said = {"review_verdict": "wrong", "review_note": HOSTILE, "reviewed_by": HOSTILE, "agreement_id": "g1"}
    example.add_agreement(example.add_bead([zh], [en]), *facts, "conflict", HOSTILE, **said)
    example.add_edit(
        example.rows["documents"][-1],
        rule=HOSTILE,
        before=HOSTILE.encode(),
        suggestion=HOSTILE,
        char_start=1,
        char_end=2,
        after="x",
    )
    example.add_reject(HOSTILE, message=HOSTILE)
    return write(example)


def save(desk, folder):
    """Save the reviews by the button; the path of the file."""
    with desk.page.expect_download() as found:
        desk.page.click("#save")
    path = folder / found.value.suggested_filename
    found.value.save_as(path)
    return path
