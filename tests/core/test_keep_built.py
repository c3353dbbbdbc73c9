"""What is built from the dictionary is kept in a file, and a missing or damaged file changes nothing but time."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.lexicon.keep_built import FOLDER_VARIABLE, find_folder, pack_lines, recall, unpack_lines
from tasks.core.lexicon.lexicon import build_lexicon, pack_lexicon, unpack_lexicon
from tasks.core.lexicon.read_dictionary import Entry

ARRAYS = {"words": pack_lines(["行", "走"]), "sizes": np.array([1, 2], np.int32)}


class Builder:
    """Counts how often it builds."""

    def __init__(self) -> None:
        self.n_built = 0

    def __call__(self) -> dict[str, np.ndarray]:
        self.n_built += 1
        return dict(ARRAYS)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


def recalled(builder: Builder) -> dict[str, list[object]]:
    return {name: array.tolist() for name, array in recall("x", builder).items()}


EXPECTED = {name: array.tolist() for name, array in ARRAYS.items()}


def test_what_was_built_is_not_built_again(folder: Path) -> None:
    builder = Builder()
    assert recalled(builder) == recalled(builder) == EXPECTED
    assert builder.n_built == 1
    assert [path.suffix for path in folder.iterdir()] == [".npz"]


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "other"])
def test_a_damaged_file_is_built_again(folder: Path, damage: str) -> None:
    builder = Builder()
    recalled(builder)
    [path] = folder.iterdir()
    whole = path.read_bytes()
    at = whole.index(ARRAYS["sizes"].tobytes())
    path.write_bytes(
        {"cut": whole[:-30], "flip": whole[:at] + b"\x09" + whole[at + 1 :], "empty": b"", "other": b"text"}[damage]
    )
    assert recalled(builder) == EXPECTED
    assert builder.n_built == 2
    assert recalled(builder) == EXPECTED
    assert builder.n_built == 2


def test_nothing_is_kept_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "file"))
    builder = Builder()
    assert recalled(builder) == recalled(builder) == EXPECTED
    assert builder.n_built == 2
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    assert recalled(builder) == EXPECTED and builder.n_built == 3


def test_the_folder_is_that_of_caches_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (FOLDER_VARIABLE, "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert find_folder() == Path("~/.cache").expanduser() / "hedui"
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert find_folder() == Path("/caches/hedui")
    monkeypatch.setenv(FOLDER_VARIABLE, "/elsewhere")
    assert find_folder() == Path("/elsewhere")


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\n", exclude_categories=["Cs"])), min_size=1))
def test_lines_come_back(lines: list[str]) -> None:
    assert unpack_lines(pack_lines(lines)) == lines


def test_a_lexicon_comes_back() -> None:
    lexicon = build_lexicon([Entry("圖書館", "图书馆", "tu shu guan", ["library"]), Entry("行", "行", "hang", ["row"])])
    again = unpack_lexicon(pack_lexicon(lexicon))
    for name in ("words", "longest", "stems", "readings", "syllables"):
        assert getattr(again, name) == getattr(lexicon, name)
    for name in ("starts", "stem_ids", "weights"):
        assert getattr(again, name).tolist() == getattr(lexicon, name).tolist()
    assert again.syllables == {"hang"}
