import gc
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tasks.store.fingerprint import describe_code

PROBE = "from tasks.store.fingerprint import fingerprint; print(fingerprint('tasks.demo.stage'))"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what a fingerprint needs, with a stage to change."""
    root = Path(__file__).resolve().parents[2]
    for name in ("tasks/__init__.py", "tasks/core/digests.py", "tasks/store/fingerprint.py"):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((root / name).read_bytes())
    for folder in ("tasks/core", "tasks/store", "tasks/demo", "tasks/demo/words", "tasks/other"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        if folder != "tasks/demo/words":
            (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "tasks/demo/stage.py").write_text("from .rules import rule\nfrom ..core import shared\nimport ftfy\n")
    (tmp_path / "tasks/demo/rules.py").write_text("def rule():\n    from . import late\n")
    (tmp_path / "tasks/demo/late.py").write_text("X = 1\n")
    (tmp_path / "tasks/core/shared.py").write_text("Y = 1\n")
    (tmp_path / "tasks/demo/table.tsv").write_text("a\tb\n")
    (tmp_path / "tasks/demo/words/more.txt").write_text("a\n")
    (tmp_path / "tasks/demo/task.py").write_text("import prefect\n")
    (tmp_path / "tasks/other/stage.py").write_text("Z = 1\n")
    return tmp_path


def probe(project: Path) -> str:
    done = subprocess.run([sys.executable, "-c", PROBE], cwd=project, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    "name",
    ["demo/stage.py", "demo/rules.py", "demo/late.py", "core/shared.py", "demo/table.tsv", "demo/words/more.txt"],
)
def test_whatever_the_stage_uses_changes_its_fingerprint(project: Path, name: str) -> None:
    before = probe(project)
    with (project / "tasks" / name).open("a") as file:
        file.write("# changed\n")
    assert probe(project) != before


@pytest.mark.parametrize("name", ["other/stage.py", "demo/task.py"])
def test_what_the_stage_does_not_use_leaves_its_fingerprint(project: Path, name: str) -> None:
    before = probe(project)
    with (project / "tasks" / name).open("a") as file:
        file.write("# changed\n")
    assert probe(project) == before


def test_libraries_count_with_their_versions(project: Path) -> None:
    code = "from tasks.store.fingerprint import describe_code; print(sorted(describe_code('tasks.demo.stage')['libraries']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['ftfy', 'python']"


def test_a_stage_does_not_depend_on_prefect_or_on_another_stage() -> None:
    found = describe_code("tasks.ingest.stage")
    assert "prefect" not in found["libraries"]
    assert {"pyarrow", "fsspec", "pydantic"} <= found["libraries"].keys()
    assert not [name for name in found["files"] if name.startswith(("tasks.repair", "tasks.store", "flows"))]


def test_threads_read_code_at_once() -> None:
    """Threads take turns in the middle of a syntax tree when something listens to the collector, as Dask does."""
    faults: list[BaseException] = []

    def take_a_turn(*_: object) -> None:
        time.sleep(1e-5)

    def read() -> None:
        try:
            describe_code("tasks.store.task")
        except BaseException as error:
            faults.append(error)

    gc.callbacks.append(take_a_turn)
    try:
        threads = [threading.Thread(target=read) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        gc.callbacks.remove(take_a_turn)
    assert faults == []
