"""Restore a character that an injected reading broke: 管理?xiàng)l例 for 管理條例.

The conversion worked on bytes of GBK: between 理 (C0 ED) and 條 (97 6C) it saw 項 (ED 97) and put 項's reading there,
which left C0 ED, 97 (no text: `?`), the reading, and 6C (`l`). With the reading of 項 known from elsewhere in the
document, the second byte of 項 and the letter give 條 back. Refuses where no injection is proven over the document, and
where the bytes do not fit or fit several characters.
"""

import re

from ..settings import RepairSettings
from ..stretches import Change
from .find_injection import GATE, IS_HAN, LETTERS, find_injection

__all__ = ["GATE", "RULE", "find_changes"]

RULE = "broken-pinyin"
BROKEN = re.compile(f"\\?\\(?([{LETTERS}]{{1,6}})\\)([@-~])")


def find_changes(text: str, settings: RepairSettings) -> list[Change]:
    """One change for each broken character that can be restored."""
    matches = [match for match in BROKEN.finditer(text) if IS_HAN.match(text, match.start() - 1)]
    injection = find_injection(text, settings) if matches else None
    if injection is None:
        return []
    changes = []
    for match in matches:
        restored = _restore(text[match.start() - 1], match[1], match[2], injection.readings)
        if len(restored) == 1:
            char, annotated = restored.popitem()
            evidence = f"bytes of {annotated}({match[1]}) across two characters"
            changes.append(Change(match.start(), match.end(), char, (RULE,), (evidence,)))
    return changes


def _restore(before: str, reading: str, rest: str, readings: dict[str, str]) -> dict[str, str]:
    """Characters that may have stood here, each with the annotated character whose bytes were seen."""
    restored = {}
    for annotated, its_reading in readings.items():
        if its_reading == reading and _gbk(before)[1:] == _gbk(annotated)[:1]:
            char = (_gbk(annotated)[1:] + rest.encode()).decode("gbk", "ignore")
            if len(char) == 1 and char > "\u3400":
                restored[char] = annotated
    return restored


def _gbk(char: str) -> bytes:
    return char.encode("gbk", "ignore")
