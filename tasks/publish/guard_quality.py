"""Stop a version that is much poorer than the last one: something broke on the way, and readers would not notice."""

from collections.abc import Iterator
from typing import Any

from ..core.errors import JobError
from ..store.versions import Manifest
from .settings import GuardSettings

PER_DOCUMENT = ("segments", "facts", "alignments")
"""Tables whose rows a document are compared."""


class QualityDroppedError(JobError):
    """A version is poorer than the last by more than the settings allow."""


def guard_quality(before: Manifest, after: Manifest, settings: GuardSettings) -> None:
    """Compare what the manifests count, with the profiles of their tables.

    Raises QualityDroppedError that names every drop. Small versions are let pass: one document makes a large share.
    """
    least = min(_count(before, "documents"), _count(after, "documents"))
    drops = list(find_drops(before, after, settings)) if least >= settings.least_documents else []
    if drops and not settings.force:
        raise QualityDroppedError(
            f"not published, the quality dropped against version {before['version']}: {'; '.join(drops)} "
            "(look at rejects and changed sources; `--force` publishes all the same, publish.guard sets the bounds)"
        )


def find_drops(before: Manifest, after: Manifest, settings: GuardSettings) -> Iterator[str]:
    """What is poorer by more than the bounds, each in a few words with both figures."""
    old, new = _count(before, "documents"), _count(after, "documents")
    if new < (1 - settings.max_drop) * old:
        yield f"{new:,} documents after {old:,}"
    for table in PER_DOCUMENT:
        rates = [_count(manifest, table) / _count(manifest, "documents") for manifest in (before, after)]
        if rates[1] < (1 - settings.max_drop) * rates[0]:
            yield f"{rates[1]:.2f} {table} a document after {rates[0]:.2f}"
    shares = _list_shares(before), _list_shares(after)
    for name in sorted(shares[0].keys() | shares[1].keys()):
        one, other = (share.get(name, 0.0) for share in shares)
        is_worse = other - one if name.startswith(("rejects", "conflicts")) else abs(other - one)
        if is_worse > settings.max_shift:
            yield f"{name} {100 * other:.0f}% after {100 * one:.0f}%"


def _count(manifest: Manifest, table: str) -> int:
    entry = manifest["tables"].get(table)
    return entry["rows"] if entry else 0


def _list_shares(manifest: Manifest) -> dict[str, float]:
    """Shares by name: of rejects among documents, conflicts among figures compared, each language among segments."""
    n_rejects, n_documents = _count(manifest, "rejects"), _count(manifest, "documents")
    shares = {"rejects": n_rejects / max(1, n_rejects + n_documents)}
    profile: dict[str, dict[str, Any]] = manifest.get("profile") or {}
    statuses = profile.get("agreements", {}).get("status", {})
    shares["conflicts"] = statuses.get("conflict", 0) / max(1, sum(statuses.values()))
    languages = profile.get("segments", {}).get("lang", {})
    whole = max(1, sum(languages.values()))
    return shares | {f"segments in {lang}": count / whole for lang, count in languages.items()}
