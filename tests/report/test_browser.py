"""A real browser takes the page as it is meant: styled, no script run, nothing asked of the network."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tasks.report.render_report import render_report
from tasks.report.settings import ReportSettings

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--enable-logging=stderr",
)
HOSTILE = '</p><script>document.title = "owned"</script>"><img src=x onerror="document.title = \'owned\'">'

pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs chromium, which is not installed")


def browse(page: str, folder: Path, *options: str) -> tuple[str, list[str]]:
    """The document tree after loading from file://, and the lines of the browser's console."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    command = [str(BROWSER), *FLAGS, f"--user-data-dir={folder / 'profile'}", *options, "--dump-dom", path.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return done.stdout.decode(), [line for line in done.stderr.decode().splitlines() if "CONSOLE" in line]


@pytest.fixture
def page(example, write):
    zh, en = example.add_document(
        f"{HOSTILE}.txt", ("zh", f"有3件{HOSTILE}"), ("en", f"There are 4{HOSTILE}"), title=HOSTILE
    )
    facts = example.add_fact(zh, "3件", metric_text=HOSTILE), example.add_fact(en, "4", unit=HOSTILE)
    example.add_agreement(example.add_bead([zh], [en]), *facts, "conflict", HOSTILE)
    return render_report(write(example), ReportSettings())


def test_renders_without_a_word_of_complaint(page, tmp_path):
    tree, console = browse(page, tmp_path)
    assert console == []
    assert re.search(r"<title>3 conflicts · hedui 20261122T101112Z-0123456789ab</title>", tree)
    assert tree.count("<article") == 3 and "<script" not in tree and "<img" not in tree


def test_the_policy_stops_what_does_not_belong_there(page, tmp_path):
    """Proof that the test above would notice: the same page with a foreign style, script and image."""
    foreign = (
        '<style>p{}</style><script>document.title = "owned"</script><img src="x.png" onerror="document.title = 1">'
    )
    tree, console = browse(page.replace("</main>", f"</main>{foreign}"), tmp_path)
    assert "<title>3 conflicts" in tree
    assert len([line for line in console if "Content Security Policy" in line]) >= 3


def test_a_changed_style_is_refused(page, tmp_path):
    _, console = browse(page.replace("--paper: #fbfaf7", "--paper: #000000"), tmp_path)
    assert any("style" in line and "Content Security Policy" in line for line in console)
