"""Measure speed, memory and what orchestration costs: `python -m tests.bench --help`."""

import argparse
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from .clear_scratch import scratch_folder
from .make_corpus import Corpus, open_corpus, write_corpus
from .print_table import Table, show, tell

DESCRIPTION = """Measure the workflow on corpora made of our own sample documents.

  stages         MB of source a CPU second of each stage and of the whole way, in one process without Prefect,
                 artifacts written, version published; and where the time goes in percent
  flow           the real run on a Prefect server: first, unchanged, and after one document was touched
  orchestration  the same steps in a plain loop and in the flow: what Prefect takes of CPU and of wall time,
                 and what its start takes
  memory         peak memory of the run with all its processes over corpora of several sizes
  growth         time per 1,000 documents over more and more documents
  increment      what is done again when a day's documents come to an archive, and whether the version is as if from nothing
  repair         MB a CPU second of repair on one core: clean text, each kind of damage, input made to take long
  publish        millions of rows published and verified: time, memory, file sizes, a query for one document in DuckDB
  all            everything, about half an hour on two cores (this is the default)
"""
EPILOG = """examples:
  python -m tests.bench stages --mb 5
  python -m tests.bench stages --profile 3             the functions in which the three slowest stages spend their time
  python -m tests.bench stages --corpus collected/     over documents of your own
  python -m tests.bench orchestration --cpu-seconds 60 --repeat 2
  python -m tests.bench memory --sizes 10 40
  python -m tests.bench growth --counts 100 1000 --json > growth.json
  python -m tests.bench increment --documents 10000 --shard-bytes 262144

Tables go to standard output, progress to standard error. Servers listen on 127.0.0.1 only. Everything is written below a
temporary folder (TMPDIR says where; `all` needs about 5 GB) and removed. On a machine that does other work at the same
time trust CPU more than wall time, and ratios more than either.
"""
COMMANDS = ("stages", "flow", "orchestration", "memory", "growth", "increment", "repair", "publish", "all")


def make_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "command", nargs="?", choices=COMMANDS, default="all", help="what to measure [all]", metavar="COMMAND"
    )
    parser.add_argument(
        "--mb",
        type=_positive,
        metavar="N",
        help="megabytes of documents for stages, flow, publish and orchestration, and of each hard input of repair [20; for repair 10; for orchestration what --cpu-seconds takes]",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another seed, other documents [1]")
    parser.add_argument(
        "--corpus", type=Path, metavar="DIR", help="for stages, flow and orchestration: measure these documents instead"
    )
    parser.add_argument("--json", action="store_true", help="JSON on standard output instead of tables")
    parser.add_argument(
        "--profile", type=int, default=0, metavar="N", help="stages: also profile, and show the N slowest"
    )
    parser.add_argument(
        "--cpu-seconds",
        type=_positive,
        default=200.0,
        metavar="N",
        help="orchestration: about how long the run is to be [200]",
    )
    parser.add_argument(
        "--repeat",
        type=_count,
        default=2,
        metavar="N",
        help="stages and orchestration: runs of each way, of which the least counts [2]",
    )
    parser.add_argument(
        "--sizes",
        type=_positive,
        nargs="+",
        default=[100.0, 400.0],
        metavar="MB",
        help="memory: sizes of the corpora [100 400]",
    )
    parser.add_argument(
        "--copies", type=_count, default=20, metavar="N", help="publish: how often the corpus is published at once [20]"
    )
    parser.add_argument(
        "--counts",
        type=_count,
        nargs="+",
        default=[1000, 3000, 10000],
        metavar="N",
        help="growth: numbers of documents [1000 3000 10000]",
    )
    parser.add_argument(
        "--documents", type=_count, default=10_000, metavar="N", help="increment: documents of the archive [10000]"
    )
    parser.add_argument(
        "--shard-bytes", type=_count, default=1 << 18, metavar="N", help="increment: max_shard_bytes [262144]"
    )
    return parser


def _positive(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise argparse.ArgumentTypeError(f"{text} is not more than 0")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not at least 1")
    return value


def make_corpus(given: argparse.Namespace, scratch: Path, megabytes: float) -> Corpus:
    """The documents that are asked for."""
    if given.corpus:
        return open_corpus(given.corpus)
    tell(f"making {megabytes:.1f} MB of documents")
    return write_corpus(scratch / "corpus", given.seed, megabytes=megabytes)


def measure_stages(given: argparse.Namespace, scratch: Path) -> list[Table]:
    """The tables of `stages`."""
    from .profile_stages import profile_stages
    from .time_stages import time_stages

    corpus = make_corpus(given, scratch, given.mb or 20.0)
    tables = [time_stages(corpus, scratch / "stages", given.repeat)]
    return tables + profile_stages(corpus, scratch / "profile", given.profile) if given.profile else tables


def measure_flow(given: argparse.Namespace, scratch: Path) -> list[Table]:
    """The table of `flow`."""
    from .run_flow import time_flow

    return [time_flow(make_corpus(given, scratch, given.mb or 20.0), scratch)]


def measure_orchestration(given: argparse.Namespace, scratch: Path) -> list[Table]:
    """The table of `orchestration`."""
    from .compare_orchestration import choose_megabytes, compare_orchestration

    megabytes = given.mb or 0.0
    if not (given.mb or given.corpus):
        tell("orchestration: choosing a size")
        megabytes = choose_megabytes(given.cpu_seconds, given.seed, scratch)
    return [compare_orchestration(make_corpus(given, scratch, megabytes), scratch, given.repeat)]


def measure_sizes(given: argparse.Namespace, scratch: Path) -> list[Table]:
    """The table of `memory`."""
    from .measure_memory import measure_memory

    return [measure_memory(given.sizes, given.seed, scratch)]


def measure_counts(given: argparse.Namespace, scratch: Path) -> list[Table]:
    """The table of `growth`."""
    from .measure_growth import measure_growth

    return [measure_growth(given.counts, given.seed, scratch)]


def measure_day(given: argparse.Namespace, scratch: Path) -> list[Table]:
    """The table of `increment`."""
    from .measure_increment import measure_increment

    return [measure_increment(given.documents, given.shard_bytes, scratch)]


def measure_repairs(given: argparse.Namespace, _: Path) -> list[Table]:
    """The tables of `repair`."""
    from .measure_repair import measure_repair

    return measure_repair(given.mb or 10.0, given.repeat)


def measure_large_version(given: argparse.Namespace, scratch: Path) -> list[Table]:
    """The tables of `publish`."""
    from .measure_publish import measure_publish

    return measure_publish(make_corpus(given, scratch, given.mb or 20.0), given.copies, scratch)


MEASURES: dict[str, Callable[[argparse.Namespace, Path], list[Table]]] = {
    "stages": measure_stages,
    "flow": measure_flow,
    "orchestration": measure_orchestration,
    "memory": measure_sizes,
    "growth": measure_counts,
    "increment": measure_day,
    "repair": measure_repairs,
    "publish": measure_large_version,
}


def main() -> None:
    """Measure and show."""
    given = make_parser().parse_args()
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM)
    )  # so that servers and folders are cleared away
    tables: list[Table] = []
    for name in MEASURES if given.command == "all" else [given.command]:
        with scratch_folder() as scratch:
            tables += MEASURES[name](given, scratch)
    show(tables, given.json)


if __name__ == "__main__":
    main()
