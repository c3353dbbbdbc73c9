import errno
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from tasks.core.errors import StoreError
from tasks.store.files import hold_lock, share_lock
from tasks.store.locations import replace_file


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "file"
    replace_file(target, b"old", tmp_path / "tmp")
    replace_file(target, b"new", tmp_path / "tmp")
    assert target.read_bytes() == b"new"
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_full_disk_leaves_the_old_file_and_no_scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "file"
    replace_file(target, b"old", tmp_path / "tmp")

    def fail(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        replace_file(target, b"new", tmp_path / "tmp")
    assert target.read_bytes() == b"old"
    assert list((tmp_path / "tmp").iterdir()) == []


def hold(path: Path, ready: "multiprocessing.synchronize.Event") -> None:  # type: ignore[name-defined]
    with hold_lock(path):
        ready.set()
        time.sleep(60)


def test_a_lock_keeps_others_out_and_dies_with_its_process(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    process = context.Process(target=hold, args=(tmp_path / "lock", ready))
    process.start()
    assert ready.wait(20)
    with pytest.raises(StoreError, match="another process"), hold_lock(tmp_path / "lock"):
        pass
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with hold_lock(tmp_path / "lock"):
        pass


def test_shared_locks_go_together_and_keep_an_exclusive_one_out(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with hold_lock(path) as descriptor:
        share_lock(descriptor)
        with hold_lock(path, shared=True):
            pass
        with pytest.raises(StoreError), hold_lock(path):
            pass
