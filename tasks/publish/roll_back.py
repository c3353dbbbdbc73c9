"""Go back to an older version: the pointer moves, no file of a version changes."""

from pathlib import Path

from ..core.errors import VerifyError, WrongCallError
from ..store.files import hold_lock
from ..store.versions import LOCK, LOCK_SECONDS, Version, move_pointer, open_version
from .verify_version import find_faults


def roll_back(output: Path, name: str | None = None) -> Version:
    """Make the version of this name current, or the parent of the current one; gives that version.

    The version is checked first. Raises WrongCallError when there is no such version, VerifyError when it has faults:
    then the pointer stays.
    """
    with hold_lock(output / LOCK, timeout_seconds=LOCK_SECONDS):
        version = open_version(output, name or _name_parent(output))
        faults = list(find_faults(version))
        if faults:
            raise VerifyError(f"version {version.name} is damaged, so the pointer stays where it is: {faults[0]}")
        move_pointer(output, version)
        return version


def _name_parent(output: Path) -> str:
    current = open_version(output)
    parent = current.manifest["parent"]
    if parent is None:
        raise WrongCallError(f"version {current.name} is the first of {output}; there is none to go back to")
    return parent
