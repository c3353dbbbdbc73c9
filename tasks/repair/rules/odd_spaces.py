"""Write a space for the spaces of other widths: no-break, thin, en, em and the rest.

Refuses the ideographic space U+3000, which indents Chinese paragraphs; a space where French sets one: beside «, », :,
;, ? and !, and inside numbers; and a text with letters that are neither Latin nor Chinese, of whose habits it knows
nothing.
"""

import re

from ..settings import RepairSettings
from ..stretches import Change

RULE = "odd-space"
CLASS = "\u00a0\u1680\u2000-\u200a\u202f\u205f"
GATE = re.compile(f"[{CLASS}]")
OTHER_LETTERS = re.compile("[\u0370-\u109f\u1780-\u17ff\u3041-\u30fa\uac00-\ud7a3\ufb1d-\ufefc]")
SPACES = f"[{CLASS}]"
RUNS = re.compile(f"(?<!\u00ab)(?:(?<![0-9]){SPACES}+|{SPACES}+(?![0-9]))(?![\u00bb:;?!])")


def find_changes(text: str, _: RepairSettings) -> list[Change]:
    """One change for each run of such spaces."""
    if OTHER_LETTERS.search(text):
        return []
    return [
        Change(match.start(), match.end(), " " * len(match[0]), (RULE,), (_evidence(match[0]),))
        for match in RUNS.finditer(text)
    ]


def _evidence(run: str) -> str:
    return " ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in run))
