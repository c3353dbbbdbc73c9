"""Remove the escape sequences by which a program colours a terminal.

Refuses an escape character that starts no such sequence; the rule for control characters takes it alone.
"""

import re

from ..settings import RepairSettings
from ..stretches import Change

RULE = "terminal-escape"
GATE = re.compile("\x1b")
SEQUENCES = re.compile(r"(?:\x1b\[[0-9;?]{0,32}[A-Za-z])+")
"""Control sequences of ECMA-48, those with plain parameters."""


def find_changes(text: str, _: RepairSettings) -> list[Change]:
    """One change for each run of sequences."""
    return [Change(match.start(), match.end(), "", (RULE,)) for match in SEQUENCES.finditer(text)]
