"""A day's documents more: what is done again of an archive that was published, and whether the version is as if from nothing.

The new documents come as they do in an archive, with names of a new day; what changes and goes lies anywhere. Two
documents behind each other are translations, which only what they say tells.
"""

import json
import random
from dataclasses import dataclass
from pathlib import Path

from tasks.store.versions import open_version

from .print_table import Cell, Table, tell
from .run_flow import FlowRun, run_flow
from .serve_prefect import Server, serving_prefect

ADDED_SHARE, TOUCHED_SHARE = 1 / 200, 1 / 2000
"""Of 10,000 documents: 50 are added, 5 changed, 5 removed."""
PER_DAY = 40
PLACES = (("Jinan", "济南"), ("Xiamen", "厦门"), ("Foshan", "佛山"), ("Guiyang", "贵阳"), ("Lanzhou", "兰州"))
SUBJECTS = (
    ("patents were granted", "授权专利", "件"),
    ("kilometres of cycle paths were opened", "开通自行车道", "公里"),
    ("apprentices were trained", "培训学徒", "名"),
    ("households received subsidies", "获得补贴的家庭", "户"),
    ("libraries were renovated", "翻修图书馆", "座"),
    ("tonnes of grain were exported", "出口粮食", "吨"),
)
STAGES = ("ingest", "repair", "count", "segment", "extract", "sign", "align", "crosscheck")
"""Those that work on the documents of a shard, alone or with their translations."""


@dataclass(frozen=True)
class Increment:
    """A run over the archive: what it took, and the states of its steps by name."""

    run: FlowRun
    states: dict[str, str]

    def count(self, *stages: str) -> tuple[int, int]:
        """Steps of some stages, and how many of them were done."""
        found = [state for name, state in self.states.items() if name.partition("[")[0] in stages]
        return len(found), sum(state != "Cached" for state in found)


def write_document(folder: Path, day: int, number: int) -> Path:
    """Some lines of figures: an even number gives the English text, the odd one behind it the Chinese."""
    rng = random.Random(f"{day}-{number // 2}")
    english, chinese = rng.choice(PLACES)
    lines = []
    for subject in rng.sample(SUBJECTS, 4):
        value, share, year = rng.randrange(100, 100_000), rng.randrange(10, 900) / 10, rng.randrange(2015, 2025)
        if number % 2:
            lines.append(f"{year}年，{chinese}{subject[1]}{value}{subject[2]}，同比增长{share}%。")
        else:
            lines.append(
                f"In {year}, {value:,} {subject[0]} in {english}, an increase of {share}% over the year before."
            )
    path = folder / f"{day:05d}" / f"{number:03d}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n")
    return path


def change_archive(folder: Path, paths: list[Path], rng: random.Random) -> int:
    """The documents of a day; returns how many there are now."""
    n_added, n_touched = (max(1, round(share * len(paths))) for share in (ADDED_SHARE, TOUCHED_SHARE))
    chosen = rng.sample(paths, 2 * n_touched)
    for path in chosen[:n_touched]:
        path.write_text(path.read_text() + "In 2023 there were 17 patents.\n")
    for path in chosen[n_touched:]:
        path.unlink()
    for number in range(n_added):
        write_document(folder, len(paths) // PER_DAY + 1, number)
    return len(paths) + n_added - n_touched


def run_once(documents: Path, folder: Path, config: Path, server: Server) -> Increment:
    """Run the flow, with its log beside the output."""
    log = folder / "run.jsonl"
    log.unlink(missing_ok=True)
    run = run_flow(documents, folder / "out", server, "--config", str(config), "--log", str(log))
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    states = {f"{line['stage']}[{line['shard']}]": line["state"] for line in lines if line["event"] == "step ended"}
    return Increment(run, states)


def digest_rows(output: Path) -> dict[str, str]:
    """Digest of the rows of each table."""
    return {name: entry["rows_sha256"] for name, entry in open_version(output).manifest["tables"].items()}


def measure_increment(n_documents: int, shard_bytes: int, scratch: Path) -> Table:
    """Publish an archive, the same with a day more, and that from nothing.

    Raises CommandFailedError when a run fails.
    """
    rng = random.Random(8)
    documents, config = scratch / "documents", scratch / "hedui.toml"
    config.write_text(f"[ingest]\nmax_shard_bytes = {shard_bytes}\n")
    paths = [write_document(documents, index // PER_DAY, index % PER_DAY) for index in range(n_documents)]
    runs: dict[str, tuple[int, Increment]] = {}
    tell("increment: starting a Prefect server")
    with serving_prefect(scratch / "prefect") as server:
        tell(f"increment: {n_documents:,} documents")
        runs["the archive"] = n_documents, run_once(documents, scratch / "archive", config, server)
        n_after = change_archive(documents, paths, rng)
        tell(f"increment: a day later, {n_after:,} documents")
        runs["a day later"] = n_after, run_once(documents, scratch / "archive", config, server)
        tell("increment: the same from nothing")
        runs["the same from nothing"] = n_after, run_once(documents, scratch / "clean", config, server)
    same = digest_rows(scratch / "archive" / "out") == digest_rows(scratch / "clean" / "out")
    return _tabulate(runs, same)


def _tabulate(runs: dict[str, tuple[int, Increment]], same: bool) -> Table:
    columns = ("run", "documents", "wall s", "CPU s", "server CPU s", "steps", "done", "of documents", "done of them")
    table = Table("increment", "`hedui run` over an archive, a day later, and that from nothing", columns, [])
    for name, (n_documents, found) in runs.items():
        took = found.run.measured
        done = sum(state != "Cached" for state in found.states.values())
        row: tuple[Cell, ...] = (name, n_documents, took.wall_seconds, took.cpu_seconds, found.run.server_cpu_seconds)
        table.rows.append((*row, len(found.states), done, *found.count(*STAGES)))
    later = runs["a day later"][1]
    n_steps, n_done = later.count(*STAGES)
    table.figures = {"share_done_a_day_later": n_done / n_steps, "same_rows": float(same)}
    by_stage = (f"{stage} {done} of {n}" for stage in STAGES for n, done in [later.count(stage)])
    table.notes.append(f"`of documents`: steps of {', '.join(STAGES)}; the others are one step over all.")
    table.notes.append(f"Done a day later: {', '.join(by_stage)}.")
    table.notes.append(
        f"The version of a day later has {'the same rows as' if same else 'OTHER ROWS THAN'} one from nothing."
    )
    return table
