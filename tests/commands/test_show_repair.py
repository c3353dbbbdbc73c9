"""`hedui repair --diff` and `--rules`."""

from io import StringIO
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner

from flows.cli import app
from flows.commands.show_repair import find_places, make_visible, show_diff
from tasks.repair.describe_rules import list_rules
from tasks.repair.repair_content import repair_bytes
from tasks.repair.settings import RepairSettings

RUNNER = CliRunner()
DAMAGED = "caf\u00c3\u00a9 on the quay\nplain line\n粮\u200b食\x00 and WeatherReport\n".encode()


def draw(content: bytes, colour: bool) -> str:
    repaired = repair_bytes(content, RepairSettings())
    console = Console(file=StringIO(), width=120, force_terminal=colour, color_system="standard" if colour else None)
    show_diff(console, "a.txt", repaired.charset, repaired.text, repaired.edits)
    out: str = console.file.getvalue()  # type: ignore[attr-defined]
    return out


def test_both_sides_stand_in_one_line_under_their_rule() -> None:
    out = draw(DAMAGED, colour=False)
    assert "single-byte-mojibake (1)" in out and "invisible-character (1)" in out
    row = next(line for line in out.split("\n") if "café" in line)
    assert row.index("cafÃ©") < row.index("café")
    assert any("\\u200b" in line and "粮食" in line for line in out.split("\n"))


def test_what_a_terminal_obeys_is_written_out() -> None:
    assert make_visible("\x1b[31m\u202e\x00") == "\\x1b[31m\\u202e\\x00"
    assert "\x00" not in draw(DAMAGED, colour=False)


def test_proven_and_suggested_edits_have_colours_of_their_own() -> None:
    out = draw(DAMAGED, colour=True)
    assert "\x1b[32m" in out and "\x1b[31m" in out and "\x1b[34mWeather Report" in out


def test_edits_side_by_side_are_one_place() -> None:
    repaired = repair_bytes("1 a\u200bb\u200bc\n\n2 d\u200be".encode(), RepairSettings())
    assert [(place.line, len(place.edits)) for place in find_places(repaired.text, repaired.edits)] == [(1, 2), (3, 1)]


def test_the_command_shows_the_difference(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DAMAGED)
    result = RUNNER.invoke(app, ["repair", str(path), "--diff"])
    assert result.exit_code == 0
    assert "single-byte-mojibake" in result.stdout and not result.stdout.startswith("{")


def test_the_command_lists_the_rules() -> None:
    result = RUNNER.invoke(app, ["repair", "--rules"])
    assert result.exit_code == 0
    assert all(note.name in result.stdout for note in list_rules())


def test_no_file_is_a_wrong_call() -> None:
    assert RUNNER.invoke(app, ["repair"]).exit_code == 2
