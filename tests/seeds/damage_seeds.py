"""Makes the sample documents that no editor can write: the bytes of seeds/ from the texts of tests/seeds/clean/.

Each kind of damage is one pure function from text to bytes, named by what happened to the text on its way. Run as a
script, this file writes the damaged documents into seeds/ anew.
"""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
CLEAN = HERE / "clean"
SEEDS = HERE.parent.parent / "seeds"

LOST_SPACES = (
    ("out the Plan for", "out thePlan for"),
    ("Power Country (2021-2035) and", "Power Country(2021-2035)and"),
    ("and the IP quality", "and theIP quality"),
    ("The service efficiency", "The serviceefficiency"),
    ("Because IP risk", "Because IPrisk"),
    ("The overseas IP desk", "Theoverseas IP desk"),
)
REPLACED = "在俄罗斯、德国和美国建成工作站，提供海外信息252条，答复咨询数百次"
REPLACED_AND_MISREAD = "通过知识产权保险为1830家企业承保海外侵权责任险143单"


def read_clean(name: str) -> str:
    """The clean text of a damaged document, line ends as they are in the file."""
    return (CLEAN / name).read_bytes().decode("utf-8")


def store_as(text: str, charset: str) -> bytes:
    """The text stored in another charset; no character is lost.

    Raises UnicodeEncodeError when the charset lacks a character.
    """
    return text.encode(charset)


def store_as_windows_unicode(text: str) -> bytes:
    """UTF-16-LE with a byte order mark and CR LF, which is what Notepad calls Unicode."""
    return b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le")


def misread_utf8_as_cp1252(text: str) -> bytes:
    """UTF-8 read as cp1252 and stored as UTF-8; the five bytes that cp1252 lacks become C1 controls, as in browsers."""
    pieces = (_read_as_cp1252(byte) for byte in text.encode("utf-8"))
    return "".join(pieces).encode("utf-8")


def _read_as_cp1252(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


def misread_gbk_as_latin1(text: str) -> bytes:
    """GBK read as Latin-1 and stored as UTF-8."""
    return text.encode("gbk").decode("latin-1").encode("utf-8")


@lru_cache
def readings() -> dict[str, str]:
    """Readings by character, as mirror sites inject them."""
    lines = (HERE / "readings.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def inject_pinyin(text: str) -> bytes:
    """Readings in brackets behind characters, stored as UTF-8.

    Such sites replace bytes of GBK without a look at where characters begin, so now and then a hit lies across
    two characters: the second one is then broken, and a question mark stands for its lead byte.
    """
    annotated = {char.encode("gbk"): f"{char}({reading})".encode("gbk") for char, reading in readings().items()}
    pattern = re.compile(b"|".join(re.escape(key) for key in annotated))
    data = pattern.sub(lambda hit: annotated[hit[0]], text.encode("gbk"))
    return data.decode("gbk", "replace").replace("\ufffd(", "?").replace("\ufffd", "?").encode("utf-8")


def lose_spaces(text: str) -> bytes:
    """Spaces lost at known places, and every fifth one of the others turned into a no-break space.

    Raises ValueError when a known place is not there.
    """
    for whole, joined in LOST_SPACES:
        if whole not in text:
            raise ValueError(f"the clean text no longer holds {whole!r}")
        text = text.replace(whole, joined)
    count = iter(range(len(text)))
    return re.sub(" ", lambda _: " " if next(count) % 5 else "\u00a0", text).encode("utf-8")


def lose_characters(text: str) -> bytes:
    """Two passages lost for good: one of U+FFFD, one of the characters that GBK reads in the bytes of U+FFFD.

    Raises ValueError when a passage is not in the text.
    """
    for passage in (REPLACED, REPLACED_AND_MISREAD):
        if passage not in text:
            raise ValueError(f"the clean text no longer holds {passage!r}")
    marks = REPLACED_AND_MISREAD.encode("gbk").decode("utf-8", "replace")
    misread = marks.encode("utf-8").decode("gbk", "replace")
    text = text.replace(REPLACED, REPLACED.encode("gbk").decode("utf-8", "replace"))
    return text.replace(REPLACED_AND_MISREAD, misread).encode("utf-8")


def mix_charsets(text: str) -> bytes:
    """Lines with Chinese stored as GB 18030, all others as UTF-8: two sources pasted into one file."""
    lines = text.splitlines(keepends=True)
    return b"".join(line.encode("gb18030" if re.search("[\u4e00-\u9fff]", line) else "utf-8") for line in lines)


DAMAGE: dict[str, Callable[[str], bytes]] = {
    "copyright.txt": misread_gbk_as_latin1,
    "cuoshi-2023.txt": partial(store_as, charset="utf-16-le"),
    "jiangmen.txt": misread_utf8_as_cp1252,
    "lost-for-good.txt": lose_characters,
    "lost-spaces.txt": lose_spaces,
    "measures-2023.txt": store_as_windows_unicode,
    "mediation.txt": partial(store_as, charset="gb18030"),
    "mirror.txt": inject_pinyin,
    "pledge-2023.zh.txt": partial(store_as, charset="big5"),
    "two-charsets.txt": mix_charsets,
}


def damaged(name: str) -> bytes:
    """The bytes of a damaged sample document; `name` is a key of DAMAGE."""
    return DAMAGE[name](read_clean(name))


if __name__ == "__main__":
    for document in DAMAGE:
        (SEEDS / document).write_bytes(damaged(document))
