"""Writing systems: how many letters of each a text has, and in which of its two scripts Chinese is written.

Ranges are those of the Unicode blocks (Blocks.txt of Unicode 15). Which Chinese characters are simplified and which
traditional comes from OpenCC (https://github.com/BYVoid/OpenCC, Apache-2.0), asked once, character by character.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import opencc

HAN_RANGES = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Han characters, 〇 and 々 among them, as the inside of a character class."""
HAN = re.compile(f"[{HAN_RANGES}]")
LATIN_RANGES = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff"
    "\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a"
)
"""Latin letters, full-width ones among them. Pinyin with tone marks is Latin."""
KANA_RANGES = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff6f\uff71-\uff9d"
"""Hiragana and katakana without the middle dot and the long sound mark, which Chinese text borrows."""
HANGUL_RANGES = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7fb\uffa0-\uffdc"
CYRILLIC_RANGES = "\u0400-\u0481\u048a-\u052f\u1c80-\u1c8f\ua640-\ua66e\ua680-\ua69d"

NO_LETTER, LATIN, PLAIN_HAN, SIMPLIFIED_HAN, TRADITIONAL_HAN, KANA, HANGUL, CYRILLIC, OTHER_LETTER = range(9)
"""Classes of code points in `script_table`."""
N_CLASSES = 9

Classes = npt.NDArray[np.uint8]

_COMPATIBILITY = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Doubles of unified characters, kept for other charsets; they tell nothing of a script."""
_ASCII_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())
_LONG = 50
"""From so many characters on, text is simplified quicker as an array of code points than by `str.translate`."""
_LETTERS_END = 0x33480
"""One past the last Han character that Unicode 17 assigns; no letters are above."""


class Scripts(NamedTuple):
    """Letters of a text by script; `simplified` and `traditional` are those of `han` used in one script only."""

    han: int
    latin: int
    kana: int
    hangul: int
    cyrillic: int
    other: int
    simplified: int
    traditional: int

    @property
    def letters(self) -> int:
        """All letters and Han characters."""
        return self.han + self.latin + self.kana + self.hangul + self.cyrillic + self.other


def count_scripts(text: str) -> Scripts:
    """How many letters of each script a text has; digits, signs and white space count nowhere."""
    if text.isascii():
        return Scripts(0, len(text.encode().translate(None, _ASCII_NO_LETTERS)), 0, 0, 0, 0, 0, 0)
    return scripts_of_counts(np.bincount(classify_code_points(text), minlength=N_CLASSES).tolist())


def scripts_of_counts(counts: list[int]) -> Scripts:
    """Scripts of the counts of each class of `script_table`, shape (N_CLASSES,)."""
    _, latin, plain, simplified, traditional, kana, hangul, cyrillic, other = counts
    return Scripts(plain + simplified + traditional, latin, kana, hangul, cyrillic, other, simplified, traditional)


def classify_code_points(text: str) -> Classes:
    """The class of each code point, shape (len(text),)."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return script_table()[points]


def to_simplified(text: str) -> str:
    """The text with each traditional character simplified by itself; its length never changes.

    Characters are taken one by one (OpenCC's t2s without its phrases), so that offsets stay.
    """
    if text.isascii():
        return text
    if len(text) < _LONG:
        return text.translate(_simplified())
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    simplified: bytes = _simplified_points()[points].tobytes()
    return simplified.decode("utf-32-le", "surrogatepass")


def chinese_script(text: str) -> str:
    """zh-Hans or zh-Hant by the characters that only one script uses, zh when neither has more of them."""
    if text.isascii():
        return "zh"
    scripts = count_scripts(text)
    if scripts.simplified == scripts.traditional:
        return "zh"
    return "zh-Hans" if scripts.simplified > scripts.traditional else "zh-Hant"


@lru_cache(maxsize=1)
def script_table() -> Classes:
    """The class of every code point, shape (0x110000,)."""
    table = np.zeros(0x110000, dtype=np.uint8)
    table[:_LETTERS_END] = [OTHER_LETTER * chr(point).isalpha() for point in range(_LETTERS_END)]
    for ranges, script in (
        (LATIN_RANGES, LATIN),
        (KANA_RANGES, KANA),
        (HANGUL_RANGES, HANGUL),
        (CYRILLIC_RANGES, CYRILLIC),
        (HAN_RANGES, PLAIN_HAN),
    ):
        for first, last in _spans(ranges):
            table[first : last + 1] = script
    for char in one_script_only("s2t", "big5", 0xA440, 0xC67E):
        table[ord(char)] = SIMPLIFIED_HAN
    for char in one_script_only("t2s", "gb2312", 0xB0A1, 0xD7F9):
        table[ord(char)] = TRADITIONAL_HAN
    table.flags.writeable = False
    return table


def one_script_only(conversion: str, charset: str, first: int, last: int) -> list[str]:
    """Unified characters that a conversion of OpenCC changes and the other script's charset has not as frequent ones.

    Frequent are the characters at first to last of the charset (level 1 of Big5 and of GB 2312): 后 台 里 and 于 stand
    for others in simplified text but live in traditional text too, as 乾 著 and 瞭 do the other way round.
    """
    return [
        before
        for before, after in changed_characters(conversion)
        if not _COMPATIBILITY.match(before)
        and not first <= int.from_bytes(before.encode(charset, "ignore"), "big") <= last
    ]


def convert_characters(conversion: str) -> list[tuple[str, str]]:
    """Every Han character and what OpenCC turns it into by itself; `conversion` is t2s or s2t."""
    chars = [chr(point) for first, last in _spans(HAN_RANGES) for point in range(first, last + 1)]
    converted = opencc.OpenCC(conversion).convert("\n".join(chars)).split("\n")
    return list(zip(chars, converted, strict=True))


@lru_cache(maxsize=2)
def changed_characters(conversion: str) -> tuple[tuple[str, str], ...]:
    """The characters that a conversion changes; kept, for OpenCC takes long to read its tables."""
    return tuple((before, after) for before, after in convert_characters(conversion) if before != after)


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    return {ord(before): after for before, after in changed_characters("t2s") if len(after) == 1}


@lru_cache(maxsize=1)
def _simplified_points() -> npt.NDArray[np.uint32]:
    """What each code point becomes, shape (0x110000,)."""
    table = np.arange(0x110000, dtype="<u4")
    table[list(_simplified())] = [ord(after) for after in _simplified().values()]
    return table


def _spans(ranges: str) -> list[tuple[int, int]]:
    """First and last code points of the inside of a character class."""
    return [(ord(m[1]), ord(m[2] or m[1])) for m in re.finditer(r"(.)(?:-(.))?", ranges)]
