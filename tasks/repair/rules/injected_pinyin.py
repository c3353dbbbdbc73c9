"""Remove readings that a faulty conversion put behind characters: 驗(yàn)證 for 驗證.

Refuses readings of words, and all that `find_injection` finds no proof of damage for over the whole document.
"""

from ..settings import RepairSettings
from ..stretches import Change
from .find_injection import GATE, find_injection, find_readings

__all__ = ["GATE", "RULE", "find_changes"]

RULE = "injected-pinyin"


def find_changes(text: str, settings: RepairSettings) -> list[Change]:
    """One change for each injected reading."""
    injection = find_injection(text, settings)
    if injection is None:
        return []
    return [
        Change(match.start(), match.end(), "", (RULE,), (injection.evidence,))
        for match in find_readings(text)
        if injection.readings.get(text[match.start() - 1]) == match[1]
    ]
