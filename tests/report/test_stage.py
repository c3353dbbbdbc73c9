"""The step: from the tables of a shard to a published version to its page."""

import pytest

from tasks.core.digests import digest_file
from tasks.core.errors import WrongCallError
from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.publish.stage import publish_tables
from tasks.report.render_report import render_report
from tasks.report.settings import ReportSettings
from tasks.report.stage import report_version
from tasks.schema import PUBLISHED
from tasks.store.artifacts import ArtifactStore, Reference
from tasks.store.steps import Step
from tasks.store.versions import open_version

RUN = {"inputs": ["seeds"]}


@pytest.fixture
def output(tmp_path):
    return tmp_path / "outputs"


@pytest.fixture
def upstream(tmp_path, example):
    """The example as artifacts of one shard."""
    store = ArtifactStore(tmp_path / "artifacts")
    example.sort()
    tables = {name: store.write(name, table.from_rows(example.rows[name])) for name, table in PUBLISHED.items()}
    return {name: [Reference(stage="test", tables=tables, counts={})] for name in PUBLISHED}


def make_step(tmp_path, stage):
    return Step(stage=stage, shard="all", store=str(tmp_path / "artifacts"), lineage="")


def test_a_published_version_can_be_rendered(tmp_path, output, upstream, parse):
    version = publish_version(ArtifactStore(tmp_path / "artifacts"), upstream, output, PublishSettings(), RUN)
    page = render_report(version, ReportSettings())
    assert version.name in page
    assert len(parse(page).all("article")) == 2
    assert render_report(open_version(output), ReportSettings()) == page


def test_the_page_lies_beside_the_versions(tmp_path, output, upstream):
    published = publish_tables(make_step(tmp_path, "publish"), upstream, str(output), PublishSettings(), RUN)
    step = make_step(tmp_path, "report")
    reference = report_version(step, {"version": [published]}, str(output), ReportSettings())
    path = output / "reports" / f"{published['version']}.html"
    assert reference["tables"]["page"]["path"] == str(path)
    assert reference["tables"]["page"]["sha256"] == digest_file(path)
    assert reference["counts"] == {"bytes": path.stat().st_size}
    assert path.read_text(encoding="utf-8") == render_report(open_version(output), ReportSettings())
    assert report_version(step, {"version": [published]}, str(output), ReportSettings()) == reference
    assert sorted(entry.name for entry in (output / "reports").iterdir()) == [".tmp", path.name]


def test_a_version_that_is_gone_is_a_wrong_call(tmp_path, output, upstream):
    published = publish_tables(make_step(tmp_path, "publish"), upstream, str(output), PublishSettings(), RUN)
    with pytest.raises(WrongCallError, match="there is no version"):
        report_version(make_step(tmp_path, "report"), {"version": [published]}, str(tmp_path), ReportSettings())
