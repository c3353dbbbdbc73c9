"""Artifacts and published versions: atomic writes, digests, locks, garbage collection."""
