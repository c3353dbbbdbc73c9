"""Remove characters that cannot be seen and break words: zero-width spaces, soft hyphens, marks of writing direction.

Refuses joiners (emoji and several scripts need them) but behind Han characters, which never join; zero-width spaces
beside letters of Thai, Lao, Burmese and Khmer (which part words there), and marks of direction in a text that has
letters written from right to left.
"""

import re

from ..settings import RepairSettings
from ..stretches import Change

RULE = "invisible-character"
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
HAN = "\u3001-\u3011\u3400-\u9fff\uff01-\uff1f"
INVISIBLE = re.compile(f"[\u00ad\u2060\ufeff]+|(?<=[{HAN}])[\u200c\u200d]+|(?<![{SPACELESS}])\u200b+(?![{SPACELESS}])")
DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
CLASS = "\u00ad\u200b-\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
ANY = re.compile(f"[{CLASS}]")


def find_changes(text: str, _: RepairSettings) -> list[Change]:
    """One change for each run of such characters."""
    matches = list(INVISIBLE.finditer(text))
    if DIRECTIONS.search(text) and not RIGHT_TO_LEFT.search(text):
        matches = sorted([*matches, *DIRECTIONS.finditer(text)], key=lambda match: match.start())
    return [Change(match.start(), match.end(), "", (RULE,), (_evidence(match[0]),)) for match in matches]


def _evidence(run: str) -> str:
    return " ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in run))
