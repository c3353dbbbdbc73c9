"""What is measured is what was used."""

import os
import sys
import time
from pathlib import Path

import pytest

from .clear_scratch import cleared, scratch_folder
from .compare_orchestration import Cost, figure_shares
from .measure import (
    CommandFailedError,
    cpu_seconds,
    measuring,
    megabytes_per_second,
    read_memory,
    read_process,
    read_tree,
    run_measured,
)
from .print_table import Table, format_cell, render
from .run_flow import count_steps, touch_document

BURN = "import time\nend = time.process_time() + {}\nwhile time.process_time() < end: pass\n"
HOLD = "import time; data = b'x' * {}; time.sleep(1.0); print('done')"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_block_that_works_and_one_that_sleeps() -> None:
    with measuring() as asleep:
        time.sleep(0.3)
    with measuring() as busy:
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass
    assert asleep.cpu_seconds < 0.1 <= 0.29 <= busy.cpu_seconds < 0.6
    assert asleep.wall_seconds >= 0.3


def test_cpu_of_a_command_counts_here_and_there(tmp_path: Path) -> None:
    before = cpu_seconds()
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN.format(0.5)!r}])"
    measured = run_measured(python(code), tmp_path)
    assert measured.cpu_seconds >= 0.5
    assert measured.wall_seconds >= 0.5
    assert cpu_seconds() - before >= 0.5


def test_peak_memory_is_that_of_all_processes(tmp_path: Path) -> None:
    small = run_measured(python(HOLD.format(1)), tmp_path)
    large = run_measured(python(HOLD.format(100_000_000)), tmp_path)
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD.format(100_000_000)!r}])"
    assert large.peak_bytes - small.peak_bytes == pytest.approx(100e6, rel=0.1)
    assert run_measured(python(child), tmp_path).peak_bytes > large.peak_bytes
    assert large.output == "done\n"


def test_a_failed_command_tells_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match="ended with 3:\nno such luck"):
        run_measured(python("import sys; sys.stderr.write('no such luck'); sys.exit(3)"), tmp_path)


def test_nothing_is_left_of_a_command(tmp_path: Path) -> None:
    code = "import subprocess, sys, time; print(subprocess.Popen(['sleep', '60']).pid); time.sleep(0.7)"
    pid = int(run_measured(python(code), tmp_path).output)
    deadline = time.monotonic() + 5
    while read_memory(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert read_memory(pid) == 0


def test_this_process_in_proc() -> None:
    found = read_process(os.getpid())
    assert found is not None
    assert found.parent == os.getppid()
    assert os.getpid() in {process.pid for process in read_tree(os.getppid())}
    assert read_memory(os.getpid()) > 1_000_000
    assert read_process(2**22 + 1) is None


def test_a_scratch_folder_is_removed_with_what_is_read_only() -> None:
    with scratch_folder() as folder, cleared(folder / "inner") as inner:
        (inner / "version").mkdir()
        (inner / "version" / "part").write_text("x")
        (inner / "version").chmod(0o555)
    assert not folder.exists()


def test_a_scratch_folder_is_removed_when_the_block_fails() -> None:
    with pytest.raises(KeyError), scratch_folder() as folder:
        raise KeyError
    assert not folder.exists()


def test_rates() -> None:
    assert megabytes_per_second(4_000_000, 2.0) == 2.0
    assert megabytes_per_second(4_000_000, 0.0) == 0.0


def test_cells_have_three_digits() -> None:
    cells = (None, 0, 12345, 0.0123, 1.0, 12.34, 123.4, 12345.6, "repair")
    assert [format_cell(cell) for cell in cells] == [
        "",
        "0",
        "12,345",
        "0.01",
        "1.00",
        "12.3",
        "123",
        "12,346",
        "repair",
    ]


def test_columns_stand_under_each_other() -> None:
    table = Table("t", "Title", ("stage", "CPU s"), [("修复", 1.5), ("segment", None)], ["A note."])
    assert render(table).splitlines() == [
        "Title",
        "  stage    CPU s",
        "  -------  -----",
        "  修复      1.50",
        "  segment",
        "  A note.",
    ]
    assert table.as_json()["rows"][0] == {"stage": "修复", "CPU s": 1.5}


def test_shares_of_orchestration() -> None:
    costs = {
        "plain": Cost(100.0, 180.0),
        "flow": Cost(110.0, 200.0, 10.0),
        "tiny plain": Cost(2.0, 2.0),
        "tiny flow": Cost(5.0, 6.0, 1.0),
    }
    shares = figure_shares(costs)
    assert shares["cpu_share"] == pytest.approx(0.1)
    assert shares["wall_share"] == pytest.approx(10 / 110)
    assert shares["cpu_share_with_server"] == pytest.approx(30 / 210)
    assert (shares["start_cpu_seconds"], shares["start_wall_seconds"]) == (4.0, 3.0)
    assert shares["cpu_share_beyond_start"] == pytest.approx(16 / 200)


def test_steps_in_the_output_of_a_run() -> None:
    assert count_steps("│ rejects      │ 12 of 13 │\n│ steps cached │ 5 of 40 │\n") == (5, 40)
    with pytest.raises(ValueError, match="does not tell"):
        count_steps("nothing")


def test_touching_changes_one_document(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).write_text(name)
    touch_document(tmp_path)
    assert [path.name for path in sorted(tmp_path.iterdir()) if path.read_text() != path.name] == ["b"]


def test_cpu_of_a_process_that_outlives_its_parent(tmp_path: Path) -> None:
    done = f"import pathlib\n{BURN.format(1)}pathlib.Path('done').touch()\n"
    orphan = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {done!r}]); time.sleep(2)"
    waits = (
        f"import pathlib, subprocess, sys, time\nsubprocess.run([sys.executable, '-c', {orphan!r}])\n"
        "while not pathlib.Path('done').exists(): time.sleep(0.1)\n"
    )
    assert run_measured(python(waits), tmp_path).cpu_seconds >= 1
