"""Write the character that a code point for private use stood for before Unicode had it.

GB 18030-2000 put characters of GBK into the private use area that Unicode took in later (`private_use.tsv`), and so did
the Hong Kong supplementary character set, in the order of the codes of Big5 (the rows of user-defined characters in
Windows code page 950). The same points mean other characters in both, and pictures in the fonts of web pages.
Refuses a point beside anything but Han characters and their punctuation (letters, for the two letters of pinyin), a
text in which another such point stands so or has no meaning, and a text whose script is not clear: simplified for GBK,
traditional for the characters of Hong Kong.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from ...core.scripts import chinese_script
from ..settings import RepairSettings
from ..stretches import Change

RULE = "private-use"
TABLE = Path(__file__).parent / "private_use.tsv"
CLASS = "\ue000-\uf8ff"
GATE = re.compile(f"[{CLASS}]")
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
BESIDE = re.compile(f"[\u3000-\u303f\u3400-\u9fff\uff01-\uff0f\uff1a-\uff1f{CLASS}\U00020000-\U0003ffff“”‘’…—·]")
IN_WORD = re.compile(f"[\u3400-\u9fff{CLASS}\U00020000-\U0003ffff]")
LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
ROWS_OF_BIG5: tuple[tuple[int, int, int], ...] = (
    (0xE000, 0xFA, 0),
    (0xE311, 0x8E, 0),
    (0xEEB8, 0x81, 0),
    (0xF6B1, 0xC6, 63),
)
"""First code point, its lead byte, and its place in that row of 157: user-defined characters of code page 950."""
END_OF_BIG5 = 0xF849
CODES_OF_ROW, LOW_TRAILS = 157, 63


def find_changes(text: str, _: RepairSettings) -> list[Change]:
    """One change for each such character, if all of the text are such."""
    read = READERS.get(chinese_script(text))
    if read is None:
        return []
    changes = []
    for match in GATE.finditer(text):
        after, evidence = read(match[0])
        before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if not after or not _stands_in_text(before, behind, after):
            return []
        changes.append(Change(match.start(), match.end(), after, (RULE,), (evidence,)))
    return changes


def _stands_in_text(before: str, behind: str, after: str) -> bool:
    if LETTER.match(after):
        return bool(LETTER.match(before) or LETTER.match(behind))
    return bool(BESIDE.match(before) and BESIDE.match(behind) and (IN_WORD.match(before) or IN_WORD.match(behind)))


def read_gbk(char: str) -> tuple[str, str]:
    """The character of GBK that a private one stood for, and its code; empty where it has none."""
    after, code = _load_table().get(char, ("", ""))
    return after, f"{code} in GBK"


def read_hkscs(char: str) -> tuple[str, str]:
    """The Han character of Big5-HKSCS that a private one stood for, and its code; empty where it has none."""
    point = ord(char)
    if point >= END_OF_BIG5:
        return "", ""
    first, lead, place = next(row for row in reversed(ROWS_OF_BIG5) if row[0] <= point)
    row, column = divmod(point - first + place, CODES_OF_ROW)
    code = bytes((lead + row, column + 0x40 if column < LOW_TRAILS else column - LOW_TRAILS + 0xA1))
    after = code.decode("big5hkscs", "ignore")
    return (after if HAN.fullmatch(after) else ""), f"{code.hex().upper()} in Big5-HKSCS"


READERS: dict[str, Callable[[str], tuple[str, str]]] = {"zh-Hans": read_gbk, "zh-Hant": read_hkscs}


@lru_cache(maxsize=1)
def _load_table() -> dict[str, tuple[str, str]]:
    """The character of today, and the code in GBK, of each private one."""
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    return {chr(int(private, 16)): (chr(int(today, 16)), code) for code, private, today in rows}
