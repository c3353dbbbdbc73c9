"""Documents, artifacts and versions in a bucket, on an S3 server that the test starts on 127.0.0.1.

`HEDUI_TEST_S3=http://127.0.0.1:PORT` has the same tests use another server, such as MinIO or Ceph; it must take the key
of the test and let it make buckets.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tasks.publish.verify_version import find_faults
from tasks.schema import PUBLISHED
from tasks.store.locations import digest_location, list_files, locate
from tasks.store.objects import ObjectPath
from tasks.store.versions import list_versions, open_version, read_pointer
from tests.conftest import ROOT

from .conftest import Server, free_port

pytestmark = [pytest.mark.server, pytest.mark.slow]
OTHER_SERVER = "HEDUI_TEST_S3"
KEY, SECRET = "AKIAHEDUIEXAMPLE", "open-sesame-of-the-bucket"
SAMPLES = ("pledge-2023.zh.txt", "pledge-2023.en.txt", "pilot-cities.txt", "two-charsets.txt")


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server; it takes any credentials and honours If-Match and If-None-Match."""
    pytest.importorskip("obstore", reason="needs the extra hedui[operators]: `make operators`")
    if OTHER_SERVER in os.environ:
        yield os.environ[OTHER_SERVER]
        return
    pytest.importorskip("moto", reason="needs the extra hedui[operators]: `make operators`")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with (tmp_path_factory.mktemp("s3") / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while not _answers(url):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.2)
        yield url
        process.terminate()
        process.wait(20)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except OSError:
        return False


@pytest.fixture
def variables(endpoint: str) -> dict[str, str]:
    """What the environment says of the bucket."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
    }


@pytest.fixture
def bucket(endpoint: str, variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ObjectPath:
    """A new bucket with some samples below `in/`."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    name = f"bucket-{os.getpid()}-{time.monotonic_ns()}"
    urllib.request.urlopen(urllib.request.Request(f"{endpoint}/{name}", method="PUT"), timeout=10).close()
    found = ObjectPath.parse(f"s3://{name}")
    for sample in SAMPLES:
        (found / "in" / sample).put((ROOT / "seeds" / sample).read_bytes())
    return found


Hedui = Callable[..., subprocess.CompletedProcess[str]]


def digests(output: Any) -> dict[str, list[str]]:
    """Digests of the files of the current version, by table."""
    version = open_version(output)
    assert list(find_faults(version)) == []
    return {name: [digest_location(path) for path in version.paths(name)] for name in PUBLISHED}


def test_a_bucket_holds_what_a_folder_would(
    hedui: Hedui, server: Server, bucket: ObjectPath, variables: dict[str, str], tmp_path: Path
) -> None:
    output = bucket / "out"
    done = hedui("run", bucket / "in", "--output", output, "--verbose", **variables)
    assert done.returncode == 0, done.stderr
    again = hedui("run", bucket / "in", "--output", output, **variables)
    assert "Nothing new" in again.stdout, again.stderr
    assert re.search(r"\b(\d+) of \1\b", again.stdout)
    listing = tmp_path / "list.txt"
    listing.write_text("".join(f"{bucket / 'in' / sample}\n" for sample in sorted(SAMPLES)))
    local = hedui("run", f"@{listing}", "--output", tmp_path / "out", **variables)
    assert local.returncode == 0, local.stderr
    assert digests(output) == digests(tmp_path / "out")
    for command in (["verify"], ["versions"], ["path", "facts"], ["export", "csv"], ["report"], ["gc", "--days", "0"]):
        asked = hedui(*command, "--output", output, **variables)
        assert asked.returncode == 0, asked.stderr
        assert asked.stdout
    logs = done.stdout + done.stderr + again.stdout + again.stderr
    files = [path for path in server.home.rglob("*") if path.is_file()]
    files += [path for path in tmp_path.rglob("*") if path.is_file()]
    contents = [entry.location.read_bytes() for entry in list_files(bucket)] + [path.read_bytes() for path in files]
    assert len(contents) > 20
    for secret in (KEY, SECRET):
        assert secret not in logs
        assert not any(secret.encode() in content for content in contents)


def test_a_run_that_is_killed_leaves_the_pointer_and_loses_nothing(
    hedui: Hedui, server: Server, bucket: ObjectPath, variables: dict[str, str]
) -> None:
    output = bucket / "out"
    command = [sys.executable, "-m", "flows.cli", "run", str(bucket / "in"), "--output", str(output)]
    environment = {**server.environment, **variables}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    deadline = time.monotonic() + 120
    while not (bucket / "artifacts" / "facts").is_dir():
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    pointer = read_pointer(output)
    assert pointer is None or list(find_faults(open_version(output))) == []
    done = hedui("run", bucket / "in", "--output", output, **variables)
    assert done.returncode == 0, done.stderr
    assert "│ 0 of" not in done.stdout
    assert list(find_faults(open_version(output))) == []


def test_two_runs_at_once_both_publish(
    server: Server, bucket: ObjectPath, variables: dict[str, str], tmp_path: Path
) -> None:
    output, environment = bucket / "out", {**server.environment, **variables}
    running = []
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        shutil.copy(ROOT / "seeds" / "pilot-cities.txt", folder)
        (folder / "own.txt").write_text(f"In 2024, {number + 3} cities took part in the project of the province.\n")
        command = [sys.executable, "-m", "flows.cli", "run", str(folder), "--output", str(output)]
        command += ["--artifacts", str(folder / "artifacts")]
        running.append(
            subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        )
    for process in running:
        _, said = process.communicate(timeout=240)
        assert process.returncode == 0, said.decode()
    versions = list_versions(output)
    assert len(versions) >= 2
    current = open_version(output)
    assert current.name == versions[-1].name
    assert not any(fault for version in versions for fault in find_faults(version))
    assert current.manifest["parent"] in {version.name for version in versions}


def test_credentials_from_a_block(hedui: Hedui, server: Server, bucket: ObjectPath, variables: dict[str, str]) -> None:
    code = "import sys, json; from prefect.blocks.system import Secret; Secret(value=sys.stdin.read()).save('bucket')"
    subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(variables), env=server.environment, text=True, check=True
    )
    code = (
        "import sys; from flows.build import build; from flows.settings import BuildSettings\n"
        "build(BuildSettings(inputs=(sys.argv[1],), output=sys.argv[2], credentials=sys.argv[3], runner='thread'))"
    )
    without = {name: value for name, value in server.environment.items() if not name.startswith("AWS_")}
    arguments = [str(bucket / "in" / SAMPLES[2]), str(bucket / "out")]
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run([*command, "secret/bucket"], cwd=ROOT, env=without, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert open_version(bucket / "out").manifest["run"]["settings"]["credentials"] == "secret/bucket"
    assert SECRET not in (bucket / "out").name + json.dumps(open_version(bucket / "out").manifest)
    assert SECRET not in done.stdout + done.stderr
    refused = subprocess.run([*command, "nobody"], cwd=ROOT, env=without, capture_output=True, text=True)
    assert "there is no Secret block nobody" in refused.stderr


def test_a_bucket_is_collected(hedui: Hedui, bucket: ObjectPath, variables: dict[str, str]) -> None:
    output = bucket / "out"
    for sample in SAMPLES[:2]:
        done = hedui("run", bucket / "in" / sample, "--output", output, "--runner", "thread", **variables)
        assert done.returncode == 0, done.stderr
    assert len(list_versions(output)) == 2
    use = bucket / "artifacts" / "uses" / "somebody"
    use.put(b"")
    refused = hedui("gc", "--output", output, "--keep", 1, "--days", 0, **variables)
    assert refused.returncode == 1
    assert "a run uses" in refused.stderr
    use.unlink()
    done = hedui("gc", "--output", output, "--keep", 1, "--days", 0, **variables)
    assert done.returncode == 0, done.stderr
    assert [version.name for version in list_versions(output)] == [open_version(output).name]
    assert list(find_faults(open_version(output))) == []
    assert list(list_files(locate(str(bucket / "artifacts" / "facts")))) == []
