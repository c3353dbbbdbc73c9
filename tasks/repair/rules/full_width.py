"""Write letters and digits of ASCII for their full-width forms: ＩＰ２０２４ becomes IP2024.

Refuses full-width punctuation, which is Chinese; a text with kana, for Japanese sets letters full-width on purpose; and
a text whose letters and digits are mostly of ordinary width, for there an author chose the few wide ones, and what
reads figures knows them. A point between two full-width digits goes with them: it is the point of a number.
"""

import re

from ..settings import RepairSettings
from ..stretches import Change

RULE = "full-width"
CLASS = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
GATE = re.compile(f"[{CLASS}]")
RUNS = re.compile(f"[{CLASS}]+")
POINTS = re.compile("(?<=[\uff10-\uff19])\uff0e(?=[\uff10-\uff19])")
ORDINARY = re.compile("[0-9A-Za-z]")
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
HALF_WIDTH = {point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)}


def find_changes(text: str, _: RepairSettings) -> list[Change]:
    """One change for each run of letters and digits."""
    if KANA.search(text) or len(GATE.findall(text)) < len(ORDINARY.findall(text)):
        return []
    spans = [match.span() for match in RUNS.finditer(text)] + [match.span() for match in POINTS.finditer(text)]
    return [Change(start, end, text[start:end].translate(HALF_WIDTH), (RULE,)) for start, end in sorted(spans)]
