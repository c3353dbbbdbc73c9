"""Reporting as a step: render the page of a version and put it beside the versions."""

from collections.abc import Mapping, Sequence

from ..core.digests import digest_bytes
from ..store.artifacts import Reference, TableReference, references_of
from ..store.locations import locate, replace_file
from ..store.steps import Step, without_collector
from ..store.versions import open_version
from .render_report import render_report
from .settings import ReportSettings


def report_version(
    step: Step, upstream: Mapping[str, Sequence[Reference]], output: str, settings: ReportSettings
) -> Reference:
    """Write `<output>/reports/<version>.html` for the version that the upstream step published.

    Raises OSError when the page cannot be written.
    """
    (manifest,) = references_of("version", *upstream["version"])
    name = locate(manifest["path"]).parent.name
    version = open_version(locate(output), name)
    with without_collector():
        page = render_report(version, settings).encode()
    path = locate(output).absolute() / "reports" / f"{name}.html"
    replace_file(path, page, path.parent / ".tmp")
    table = TableReference(path=str(path), sha256=digest_bytes(page), rows=0, bytes=len(page))
    return Reference(stage=step.stage, tables={"page": table}, counts={"bytes": len(page)})
