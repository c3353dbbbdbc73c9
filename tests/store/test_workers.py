import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from tasks.core.errors import TransientError
from tasks.store.workers import ProcessWorkers, current_workers, using_workers


def kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    raise ValueError("no")


@pytest.mark.parametrize("kind", ["thread", "process"])
def test_results_and_errors_come_back(kind: str) -> None:
    with using_workers(kind, 2, 60.0) as workers:
        assert current_workers() is workers
        assert workers.call(divmod, 7, 2) == (3, 1)
        with pytest.raises(ValueError, match="no"):
            workers.call(refuse)
        assert (workers.call(os.getpid) == os.getpid()) == (kind == "thread")
    assert current_workers() is not workers


def test_a_killed_worker_is_transient_and_replaced() -> None:
    with using_workers("process", 1, 60.0) as workers:
        with pytest.raises(TransientError, match="died"):
            workers.call(kill_itself)
        assert workers.call(abs, -1) == 1


def test_a_hung_worker_is_ended_and_replaced() -> None:
    with using_workers("process", 1, 3.0) as workers:
        assert workers.call(abs, -1) == 1
        start = time.monotonic()
        with pytest.raises(TransientError, match="no answer"):
            workers.call(time.sleep, 600)
        assert time.monotonic() - start < 30
        assert workers.call(abs, -2) == 2


def test_threads_do_not_work_more_than_so_many_at_a_time() -> None:
    running, most, lock = 0, 0, threading.Lock()

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1

    with using_workers("thread", 2, 60.0) as workers:
        threads = [threading.Thread(target=workers.call, args=(work,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert most == 2


def test_workers_do_not_outlive_a_killed_run() -> None:
    code = (
        "import os, sys, time\n"
        "from tasks.store.workers import ProcessWorkers\n"
        "if __name__ == '__main__':\n"
        "    workers = ProcessWorkers(1, 60.0)\n"
        "    print(workers.call(os.getpid), flush=True)\n"
        "    time.sleep(60)\n"
    )
    run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    worker = int(run.stdout.readline())
    run.kill()
    run.wait()
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and is_alive(worker):
        time.sleep(0.1)
    assert not is_alive(worker)


def is_alive(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_closing_ends_a_worker_at_work() -> None:
    workers = ProcessWorkers(1, 60.0)
    worker = workers.call(os.getpid)
    workers.close()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and is_alive(worker):
        time.sleep(0.05)
    assert not is_alive(worker)


KEPT: list[bytes] = []


def hold_memory(n_texts: int) -> int:
    """Hold texts for a moment and a last one for good; how much memory the process has at its fullest, in bytes."""
    texts = [bytes([number % 256]) * 1000 for number in range(n_texts)]
    KEPT.append(bytes(1000))
    fullest = resident_bytes()
    del texts
    return fullest


def resident_bytes() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and trims with glibc")
def test_a_worker_gives_back_the_memory_of_a_call() -> None:
    workers = ProcessWorkers(1, 60.0)
    try:
        before = workers.call(resident_bytes)
        fullest = workers.call(hold_memory, 100_000)
        after = workers.call(resident_bytes)
    finally:
        workers.close()
    assert fullest - before > 40e6
    assert after - before < 0.2 * (fullest - before)
