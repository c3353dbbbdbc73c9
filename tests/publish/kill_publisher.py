"""Kill a publisher at every step by which it changes the disk: `python -m tests.publish.kill_publisher FOLDER`.

Children are forked from this process, which has everything loaded. In each a shim counts every opening for
writing, write, flush, fsync, rename, mode, new folder and removal, and kills the process (SIGKILL) at one of them: a write
after its first half, anything else before it happens. After each death a reader must find a whole version, and the next
publisher must succeed. The last line says how many steps there were.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa

from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.publish.verify_version import find_faults
from tasks.store.artifacts import ArtifactStore, Reference
from tasks.store.locations import remove_tree
from tasks.store.versions import open_version

from .sample import make_tables, store_shards

SETTINGS = PublishSettings()
CALLS = ((Path, "mkdir"), (Path, "chmod"), (Path, "rename"), (Path, "replace"), (Path, "unlink"))
CALLS_OF_OS = ("fsync", "unlink", "rmdir", "chmod")
KILLED = -signal.SIGKILL


class Shim:
    """Counts steps and kills this process at one of them."""

    def __init__(self, die_at: int):
        self.n_steps, self._die_at = 0, die_at

    def step(self, before_death: Callable[[], Any] | None = None) -> None:
        if self.n_steps == self._die_at:
            if before_death:
                before_death()
            os.kill(os.getpid(), signal.SIGKILL)
        self.n_steps += 1

    def watch(self) -> None:
        """Put the shim around everything that changes the disk."""
        for owner, name in [*CALLS, *((os, name) for name in CALLS_OF_OS)]:
            setattr(owner, name, self._counted(getattr(owner, name)))
        real = Path.open

        def open_watched(path: Path, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            if "w" not in mode:
                return real(path, mode, *arguments, **options)
            self.step()
            return Watched(real(path, mode, *arguments, **options), self)

        Path.open = open_watched  # type: ignore[method-assign,assignment]

    def _counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            self.step()
            return function(*arguments, **options)

        return counted


class Watched:
    """A file whose writes and flushes are steps."""

    def __init__(self, file: Any, shim: Shim):
        self._file, self._shim = file, shim

    def write(self, data: Any) -> int:
        def write_half() -> None:
            self._file.write(memoryview(data)[: len(memoryview(data)) // 2])
            self._file.flush()

        self._shim.step(write_half)
        return int(self._file.write(data))

    def flush(self) -> None:
        self._shim.step()
        self._file.flush()

    def __enter__(self) -> "Watched":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def in_child(function: Callable[[], None]) -> int:
    """How a forked process ended that called the function: its exit code, or minus the signal."""
    child = os.fork()
    if not child:
        try:
            function()
            os._exit(0)
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def publish(store: ArtifactStore, upstream: dict[str, list[Reference]], output: Path) -> None:
    publish_version(store, upstream, output, SETTINGS, {})


def check(output: Path, expected: tuple[str, ...]) -> None:
    """A reader finds one of the versions, whole."""
    version = open_version(output)
    faults = list(find_faults(version))
    uris = version.read("documents")["uri"].to_pylist()
    assert not faults, faults
    assert uris[0] in expected, uris


def main(folder: Path) -> None:
    """Kill at step 0, 1, 2 … until a publisher gets through."""
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    store = ArtifactStore(folder / "artifacts")
    old, new = (store_shards(store, make_tables([name])) for name in "ab")
    first, output = folder / "first", folder / "out"
    publish(store, old, first)
    for die_at in range(100_000):
        shutil.copytree(first, output)

        def die(die_at: int = die_at) -> None:
            Shim(die_at).watch()
            publish(store, new, output)

        ended = in_child(die)
        assert ended in (0, KILLED), ended
        check(output, ("in/a.txt", "in/b.txt"))
        publish(store, new, output)
        check(output, ("in/b.txt",))
        assert not (output / "staging").exists()
        remove_tree(output)
        if ended == 0:
            print(json.dumps({"steps": die_at}))
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]))
