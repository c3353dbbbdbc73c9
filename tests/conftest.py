"""What all tests share."""

import os
from pathlib import Path

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
