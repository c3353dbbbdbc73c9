from pathlib import Path

import pytest

from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.publish.verify_version import find_faults
from tasks.store.artifacts import ArtifactStore
from tests.publish.sample import make_tables

from .copy_tables import copy_tables, store_copies
from .make_corpus import write_corpus
from .measure_publish import measure_publish, tabulate_queries, tabulate_sizes


def test_copies_are_other_documents_that_fit_together(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path / "artifacts")
    upstream = store_copies(store, make_tables(["a", "b"]), 3)
    version = publish_version(store, upstream, tmp_path / "out", PublishSettings(), {})
    assert list(find_faults(version)) == []
    assert version.manifest["tables"]["facts"]["rows"] == 12
    assert version.manifest["tables"]["rejects"]["rows"] == 1
    assert [row[0] for row in tabulate_queries(version).rows] == [
        "segments of a document",
        "facts of a document",
        "text of a document",
    ]
    assert tabulate_sizes(version, tmp_path / "pandas").rows[-1][0] == "all"


def test_the_first_copy_is_the_tables_themselves() -> None:
    tables = make_tables(["a"])
    assert copy_tables(tables, 0) == tables
    assert copy_tables(tables, 1)["facts"]["quote"] == tables["facts"]["quote"]


@pytest.mark.slow
def test_large_versions_are_published_fast_and_small(tmp_path: Path) -> None:
    """A tenth of what the benchmark takes, with bounds a busy machine can hold."""
    corpus = write_corpus(tmp_path / "corpus", 1, megabytes=4.0)
    times, sizes, queries = measure_publish(corpus, 10, tmp_path)
    assert times.figures["publish_wall_seconds"] + times.figures["verify_wall_seconds"] < 60
    assert times.figures["publish_peak_mb"] < 1000
    assert sizes.figures["share_of_pandas"] < 0.8
    assert queries.figures["segments_median_ms"] < 100
