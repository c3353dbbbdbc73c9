"""What a run leaves for those who watch many of them: a log of JSON lines, and figures that Prometheus reads."""

import datetime
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from prefect.runtime import flow_run

from tasks.store.files import replace_local_file

HELP = {
    "hedui_run_success": "1 if the last run published or found nothing new, 0 if it failed",
    "hedui_run_seconds": "How long the last run took",
    "hedui_run_end_timestamp_seconds": "When the last run ended, in seconds since 1970",
    "hedui_run_new_version": "1 if the last run published a new version",
    "hedui_documents": "Documents in the published version",
    "hedui_segments": "Segments in the published version",
    "hedui_facts": "Facts in the published version",
    "hedui_conflicts": "Conflicts in the published version that nobody called wrong",
    "hedui_rejects": "Documents that could not be used",
    "hedui_edits": "Places that repair changed or marked",
    "hedui_steps": "Steps of the last run, by what became of them",
}
"""All figures with what they mean: gauges, as a run is over when they are written."""


@dataclass
class Watch:
    """The log and the clock of one run."""

    log: IO[str] | None
    run: str
    begin: float
    figures: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, event: str, **fields: object) -> None:
        """One line of the log: time, run, event, and stage, shard, document_id, uri as far as they are given."""
        if self.log is None:
            return
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now, "run": self.run, "event": event, **fields}, ensure_ascii=False)
        with self._lock:
            self.log.write(line + "\n")
            self.log.flush()

    def take(self, summary: Mapping[str, Any]) -> None:
        """Keep the figures of a summary."""
        for name in ("documents", "segments", "facts", "conflicts", "rejects", "edits"):
            self.figures[f"hedui_{name}"] = float(summary[name])
        self.figures["hedui_run_new_version"] = float(summary["is_new"])
        self.figures['hedui_steps{state="cached"}'] = float(summary["n_cached"])
        self.figures['hedui_steps{state="done"}'] = float(summary["n_steps"] - summary["n_cached"])


@contextmanager
def watching(log: str | None, metrics: str | None) -> Iterator[Watch]:
    """Watch a run inside the block: append to the file `log`, and replace the file `metrics` at the end, if named.

    Raises OSError when one of them cannot be written.
    """
    path = Path(log) if log else None
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a", encoding="utf-8") if path is not None else None
    watch = Watch(file, str(flow_run.id or ""), time.time())
    watch.tell("run started")
    try:
        yield watch
        watch.figures["hedui_run_success"] = 1.0
        watch.tell("run completed")
    except BaseException as error:
        watch.figures = {"hedui_run_success": 0.0}
        watch.tell("run failed", message=f"{type(error).__name__}: {error}")
        raise
    finally:
        if file is not None:
            file.close()
        if metrics:
            end = time.time()
            watch.figures |= {"hedui_run_end_timestamp_seconds": end, "hedui_run_seconds": round(end - watch.begin, 3)}
            target = Path(metrics).absolute()
            replace_local_file(target, write_metrics(watch.figures).encode(), target.parent / ".hedui")


def write_metrics(figures: Mapping[str, float]) -> str:
    """Figures in the text format of Prometheus, each family behind its help and type."""
    lines: list[str] = []
    for name, meaning in HELP.items():
        found = [(label, value) for label, value in figures.items() if label.partition("{")[0] == name]
        if found:
            lines += [f"# HELP {name} {meaning}", f"# TYPE {name} gauge"]
            lines += [f"{label} {value:.15g}" for label, value in found]
    return "".join(f"{line}\n" for line in lines)
