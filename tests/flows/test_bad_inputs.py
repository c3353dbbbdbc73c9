"""What a folder may hold besides documents: a clear line for each, the rest published, exit codes as promised."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.store.versions import open_version
from tests.conftest import ROOT

pytestmark = pytest.mark.server
Hedui = Callable[..., subprocess.CompletedProcess[str]]
LINES = {
    "empty.txt": "the file is empty",
    "zeros.bin": "looks like binary data",
    "one line.txt": "the file has 50.0 MB, the limit is 33.6 MB",
    "outside.txt": "a symbolic link that leads out of the input folder",
    "nowhere.txt": "a link that leads nowhere",
    "pipe": "not a regular file",
    "海关 2023 年副本.txt": "the same bytes as",
    "page.rtf": "application/rtf is not read",
}


def make_folder(folder: Path) -> None:
    folder.mkdir()
    good = (ROOT / "seeds" / "customs-2023.zh.txt").read_bytes()
    (folder / "海关 2023 年.txt").write_bytes(good)
    (folder / "海关 2023 年副本.txt").write_bytes(good)
    (folder / "bad byte.txt").write_bytes(good + b"\xff\n")
    (folder / "empty.txt").touch()
    (folder / "zeros.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "one line.txt").write_bytes(b"word " * 10_000_000)
    (folder / "page.rtf").write_text("{\\rtf1 Figures}")
    (folder / "outside.txt").symlink_to("/etc/hostname")
    (folder / "nowhere.txt").symlink_to(folder / "missing")
    os.mkfifo(folder / "pipe")


def test_each_bad_file_has_a_line_and_the_rest_is_published(hedui: Hedui, tmp_path: Path) -> None:
    make_folder(tmp_path / "in")
    done = hedui("run", tmp_path / "in", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    for name, reason in LINES.items():
        (line,) = [line for line in done.stderr.splitlines() if line.startswith(f"{tmp_path}/in/{name}: ")]
        assert reason in line
    version = open_version(tmp_path / "out")
    names = {Path(uri).name for uri in version.read("documents")["uri"].to_pylist()}
    assert names == {"海关 2023 年.txt", "bad byte.txt"}
    assert version.manifest["tables"]["rejects"]["rows"] == len(LINES)
    lossy = version.read("documents", ["is_lossy"], [("uri", "==", f"{tmp_path}/in/bad byte.txt")])
    assert lossy["is_lossy"].to_pylist() == [True]


@pytest.mark.parametrize(
    ("names", "code", "said"),
    [([], 1, "there are no documents in"), (["a.txt"], 1, "none of the 1 files"), (None, 2, "does not exist")],
)
def test_a_folder_without_documents(
    hedui: Hedui, tmp_path: Path, names: list[str] | None, code: int, said: str
) -> None:
    if names is not None:
        (tmp_path / "in").mkdir()
        for name in names:
            (tmp_path / "in" / name).touch()
    done = hedui("run", tmp_path / "in", "--output", tmp_path / "out")
    assert (done.returncode, said in done.stderr, done.stdout) == (code, True, "")
    assert not (tmp_path / "out" / "current.json").exists()
