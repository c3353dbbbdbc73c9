"""Go back to an older version: the pointer moves, no file of a version changes."""

from ..core.errors import VerifyError, WrongCallError
from ..store.hold_output import hold_output
from ..store.locations import Location
from ..store.versions import Version, open_version
from .verify_version import find_faults


def roll_back(output: Location, name: str | None = None) -> Version:
    """Make the version of this name current, or the parent of the current one; gives that version.

    The version is checked first. Raises WrongCallError when there is no such version, VerifyError when it has faults:
    then the pointer stays.
    """
    with hold_output(output) as held:
        version = open_version(output, name or _name_parent(output))
        faults = list(find_faults(version))
        if faults:
            raise VerifyError(f"version {version.name} is damaged, so the pointer stays where it is: {faults[0]}")
        held.move_pointer(version)
        return version


def _name_parent(output: Location) -> str:
    current = open_version(output)
    parent = current.manifest["parent"]
    if parent is None:
        raise WrongCallError(f"version {current.name} is the first of {output}; there is none to go back to")
    return parent
