"""What all tests share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# A shared machine may be slow at any moment; CI draws the same examples each time, developers draw new ones.
settings.register_profile("hedui", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("hedui")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled data beside the project; tests that need it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("needs ../shared with the labelled data, which is not here")
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A real browser. Its driver keeps an event loop running in this thread, so it ends with the module that asked:
    a second driver, or `asyncio.run`, in another module of the same process would be refused."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright, which is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("needs chromium, which is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
