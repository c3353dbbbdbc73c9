"""CPU seconds, wall seconds and peak memory: of this process, and of a command with all processes it starts.

CPU is what the kernel accounts (getrusage, wait4): of a process and of all its descendants that have ended and were
waited for. Those that outlive the process that started them (the server from which workers are forked, and so all
workers) become children of this process, which waits for them too. Memory is sampled from /proc: the sum of the proportional set sizes (PSS) of the tree, in which a page that
several processes share counts once; where PSS may not be read, the resident set size stands in for it.
"""

import ctypes
import os
import resource
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

SAMPLE_SECONDS = 0.2
MAX_ERROR_CHARACTERS = 4000
_TICKS = os.sysconf("SC_CLK_TCK")
_SET_CHILD_SUBREAPER = 36  # of prctl(2)


class CommandFailedError(Exception):
    """A measured command failed; the text holds the end of what it said."""


def cpu_seconds() -> float:
    """User and system time so far of this process, its threads, and its children that have ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


@dataclass
class Usage:
    """What a block of code took."""

    wall_seconds: float = 0.0
    cpu_seconds: float = 0.0


@contextmanager
def measuring() -> Iterator[Usage]:
    """Fill the usage when the block ends."""
    usage = Usage()
    wall, cpu = time.monotonic(), cpu_seconds()
    try:
        yield usage
    finally:
        usage.wall_seconds, usage.cpu_seconds = time.monotonic() - wall, cpu_seconds() - cpu


@dataclass(frozen=True)
class Process:
    """A process of the system; the start time tells it from a later one with the same id."""

    pid: int
    parent: int
    started: int
    cpu_seconds: float


def read_process(pid: int) -> Process | None:
    """What /proc/PID/stat says, the CPU of waited-for children included; None when the process has gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = text[text.rindex(")") + 2 :].split()
    ticks = sum(int(value) for value in fields[11:15])
    return Process(pid, int(fields[1]), int(fields[19]), ticks / _TICKS)


def read_tree(root: int) -> list[Process]:
    """A process and all below it, as they are now."""
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    found = [process for process in map(read_process, pids) if process]
    below: dict[int, list[Process]] = {}
    for process in found:
        below.setdefault(process.parent, []).append(process)
    tree = [process for process in found if process.pid == root]
    for process in tree:  # grows while it is walked
        tree += below.get(process.pid, [])
    return tree


def read_memory(pid: int) -> int:
    """Proportional set size of a process in bytes, or its resident set size where that may not be read; 0 when gone."""
    for name, key in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        with suppress(OSError):
            for line in Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8", errors="replace").splitlines():
                if line.startswith(key):
                    return int(line.split()[1]) * 1024
    return 0


def end_processes(processes: Iterable[Process]) -> None:
    """Kill those of the processes that are still there."""
    for process in processes:
        found = read_process(process.pid)
        if found and found.started == process.started:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)


def adopt_orphans() -> None:
    """Make this process the parent of every descendant whose own parent ends (Linux)."""
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def wait_for_orphans(processes: Iterable[Process]) -> float:
    """CPU seconds of those of the ended processes that this process has become the parent of."""
    total = 0.0
    for process in processes:
        with suppress(ChildProcessError):
            _, _, usage = os.wait4(process.pid, 0)
            total += usage.ru_utime + usage.ru_stime
    return total


@dataclass
class Sampler:
    """Watches a process tree from a thread: its peak memory, and every process it ever saw in it."""

    root: int
    peak_bytes: int = 0
    peak_root_bytes: int = 0
    peak_child_bytes: int = 0
    seen: dict[tuple[int, int], Process] = field(default_factory=dict)
    _stopped: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Sample until stopped."""
        while not self._stopped.wait(SAMPLE_SECONDS):
            tree = read_tree(self.root)
            self.seen |= {(process.pid, process.started): process for process in tree}
            sizes = {process.pid: read_memory(process.pid) for process in tree}
            self.peak_bytes = max(self.peak_bytes, sum(sizes.values()))
            self.peak_root_bytes = max(self.peak_root_bytes, sizes.pop(self.root, 0))
            self.peak_child_bytes = max(self.peak_child_bytes, *sizes.values(), 0)

    @property
    def peaks(self) -> tuple[int, int, int]:
        """Peak bytes of the tree, of its root, of the largest process below it."""
        return self.peak_bytes, self.peak_root_bytes, self.peak_child_bytes

    def stop(self) -> None:
        """Sample no more."""
        self._stopped.set()


@dataclass(frozen=True)
class Measured:
    """What a command took and said. Peaks are of its process tree together, of itself, and of its largest child."""

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int
    peak_own_bytes: int
    peak_child_bytes: int
    output: str


def run_measured(command: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command to its end.

    Raises CommandFailedError when its exit code is not 0. Whatever ends this function also ends the command.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        adopt_orphans()
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        sampler = Sampler(process.pid)
        watcher = threading.Thread(target=sampler.watch)
        watcher.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            wall = time.monotonic() - start
        finally:
            if process.returncode is None:
                process.kill()
                process.wait()
            sampler.stop()
            watcher.join()
            end_processes(sampler.seen.values())
            cpu_of_orphans = wait_for_orphans(sampler.seen.values())
        said, complained = (_read_back(file) for file in (out, err))
    if process.returncode != 0:
        tail = (complained or said)[-MAX_ERROR_CHARACTERS:]
        raise CommandFailedError(f"{' '.join(command)} ended with {process.returncode}:\n{tail}")
    cpu = usage.ru_utime + usage.ru_stime + cpu_of_orphans
    return Measured(wall, cpu, *sampler.peaks, said)


def _read_back(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def megabytes_per_second(n_bytes: int, seconds: float) -> float:
    """Millions of bytes a second."""
    return n_bytes / 1e6 / seconds if seconds else 0.0
