"""Publishing as a step: its reference, and when it counts as done."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..core.errors import HeduiError
from ..store.artifacts import ArtifactStore, Reference, TableReference
from ..store.locations import digest_location, locate, size_of
from ..store.steps import Step
from ..store.versions import MANIFEST, open_version
from .publish_version import publish_version
from .settings import PublishSettings
from .verify_version import has_all_files


class PublishReference(Reference):
    """What the step returns: which version the output now shows."""

    output: str
    version: str


def publish_tables(
    step: Step,
    upstream: Mapping[str, Sequence[Reference]],
    output: str,
    settings: PublishSettings,
    run: dict[str, Any],
) -> PublishReference:
    """Publish the tables of all shards. Raises what `publish_version` raises."""
    version = publish_version(ArtifactStore.at(step.store), upstream, locate(output), settings, run)
    counts = {name: entry["rows"] for name, entry in version.manifest["tables"].items()}
    path = version.folder.absolute() / MANIFEST
    manifest = TableReference(path=str(path), sha256=digest_location(path), rows=0, bytes=size_of(path))
    tables = {"version": manifest}
    return PublishReference(stage=step.stage, tables=tables, counts=counts, output=output, version=version.name)


def is_published(_store: ArtifactStore, reference: Reference) -> bool:
    """The output still shows this version, with all its bytes."""
    try:
        version = open_version(locate(reference["output"]))  # type: ignore[typeddict-item]  # checked by the caller's key
    except (HeduiError, KeyError):
        return False
    return version.name == reference.get("version") and has_all_files(version)
