"""How many letters, characters, digits, separators and other signs a line has."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..core.scripts import NO_LETTER, PLAIN_HAN, TRADITIONAL_HAN, script_table
from .split_paragraphs import Paragraph

_CHARACTERS = {
    "digit": "0123456789０１２３４５６７８９",
    "comma": ",，、;；",
    "stop": ".。!！?？…",
    "colon": ":：",
    "separator": "|/>»›→·•｜＞-–—_«‹<←#*+=~[]【】",
    "quote": "\"'“”‘’「」『』()（）《》",
    "space": " \t\u00a0\u3000",
}
SIGNS = ("other", *_CHARACTERS, "upper", "letter", "han")
"""Classes of code points, in the order of the columns of `count_signs`."""
Counts = npt.NDArray[np.int64]
"""Shape (n_lines, len(SIGNS))."""
_BMP = 0x10000


@lru_cache(maxsize=1)
def sign_table() -> npt.NDArray[np.uint8]:
    """The class of each code point below 0x10000, as a place in SIGNS; read-only, shape (0x10000,)."""
    scripts = script_table()[:_BMP]
    table = np.where(scripts > NO_LETTER, SIGNS.index("letter"), 0).astype(np.uint8)
    table[(scripts >= PLAIN_HAN) & (scripts <= TRADITIONAL_HAN)] = SIGNS.index("han")
    for name, characters in _CHARACTERS.items():
        table[[ord(char) for char in characters]] = SIGNS.index(name)
    table[[point for point in range(0x500) if chr(point).isupper()]] = SIGNS.index("upper")
    table.flags.writeable = False
    return table


def count_signs(text: str, paragraphs: Sequence[Paragraph]) -> Counts:
    """Code points of each class in each line; what stands between lines is `other`.

    Code points above 0xFFFF count as `other`.
    """
    points = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    if len(points) != len(text):
        wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        points = np.where(wide < _BMP, wide, 0).astype(np.uint16)
    bounds = [0, *(p.start for p in paragraphs[1:]), len(text)]
    keys = np.repeat(np.arange(len(paragraphs)) * len(SIGNS), np.diff(bounds))
    keys += sign_table()[points]
    return np.bincount(keys, minlength=len(paragraphs) * len(SIGNS)).reshape(-1, len(SIGNS))
