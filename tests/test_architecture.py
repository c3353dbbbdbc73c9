"""The rooms of the house and who may enter which."""

import ast
import re
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.conftest import ROOT

SOURCES = sorted([*ROOT.glob("tasks/**/*.py"), *ROOT.glob("flows/**/*.py")])


def test_import_contracts(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_nothing_unpickles() -> None:
    """Nothing is read from disk that can run code."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_bytes())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {"pickle", "marshal", "shelve", "cloudpickle"} & {name.split(".")[0] for name in names}, path


def test_every_stage_has_settings_and_a_task() -> None:
    names = {path.parent.name for path in ROOT.glob("tasks/*/task.py")} - {"store"}
    assert names == {path.parent.name for path in ROOT.glob("tasks/*/settings.py")}


def test_no_group_is_repeated_possessively() -> None:
    """Python before 3.11.5 matches `(?:,[0-9]{3})++` wrongly (issue 106052 of CPython); `(?>(?:,[0-9]{3})+)` is right.

    After one character class possessive quantifiers are right everywhere.
    """
    for path in SOURCES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            assert not re.search(r"[)}](?:[+*?]|\{[0-9,]+\}(?!\}))\+", line), f"{path}:{number}: {line.strip()}"
