"""Remove control characters that text cannot hold; a form feed or vertical tab becomes the line feed it stands for.

Refuses tabs, line feeds and carriage returns, and the C1 controls, which are damage of another kind.
"""

import re

from ..settings import RepairSettings
from ..stretches import Change

RULE = "control-character"
CLASS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
GATE = re.compile(f"[{CLASS}]")
CONTROLS = re.compile(f"[{CLASS}]+")
BREAKS = "\x0b\x0c"
"""Vertical tab and form feed."""


def find_changes(text: str, _: RepairSettings) -> list[Change]:
    """One change for each run of controls."""
    return [
        Change(match.start(), match.end(), _after(text, match), (RULE,), (_evidence(match[0]),))
        for match in CONTROLS.finditer(text)
    ]


def _after(text: str, match: re.Match[str]) -> str:
    """A line feed where a break would otherwise be lost, else nothing."""
    if not any(char in BREAKS for char in match[0]):
        return ""
    before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return "" if before in ("", "\n") or behind in ("", "\n", "\r") else "\n"


def _evidence(run: str) -> str:
    return " ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in run))
