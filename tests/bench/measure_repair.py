"""MB a CPU second of repair on one core: clean text, each kind of damage, and input made to take long.

The offsets of all characters are worked out too, once for each document. The least of several runs counts: what a
machine that does other work adds is never less than nothing.
"""

import random
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from tasks.core.errors import DocumentError
from tasks.core.spans import SourceMap
from tasks.repair.repair_content import repair_bytes
from tasks.repair.settings import RepairSettings
from tests.repair.damage.inflict import Damage, some_lines
from tests.repair.damage.rows import ROWS
from tests.repair.damage.texts import SHARED, Texts, documents, news_texts, own_texts

from .measure import megabytes_per_second
from .print_table import Cell, Table, tell

SETTINGS = RepairSettings()
CLEAN_BYTES = 4_000_000
DAMAGED_BYTES = 60_000
LINES = 40
"""Of a damaged document: about 5 KB."""
SPARSE_SHARE = 10
"""Of a document in which some of the lines are damaged, one in so many is."""
WANTED = {"en": 200.0, "zh-Hans": 100.0, "zh-Hant": 100.0}
WANTED_DAMAGED = 5.0
HARD: dict[str, bytes] = {
    "one letter of ASCII": b"a",
    "one Han character": "中".encode(),
    "Ã": "Ã".encode(),
    "brackets": b"(",
    "a lead byte of GBK": b"\xb0",
    "bytes of GBK that are no UTF-8": "中".encode("gbk"),
    "what is lost: 锟斤拷": "锟斤拷".encode(),
    "U+FFFD": b"\xef\xbf\xbd",
    "misread lines: ÖÐÎÄ": "ÖÐÎÄ\n".encode(),
    "entities": b"&amp;",
    "rare characters": "龘".encode(),
}


class Speed(NamedTuple):
    """Bytes that were repaired and CPU seconds that it took."""

    n_bytes: int
    seconds: float

    @property
    def megabytes_per_second(self) -> float:
        """Millions of bytes a second."""
        return megabytes_per_second(self.n_bytes, self.seconds)


def measure_speed(contents: Sequence[bytes], repeat: int) -> Speed:
    """The least time over several runs in which all contents are repaired, and their offsets made."""
    _repair_all(contents)  # loads the tables
    return Speed(sum(map(len, contents)), min(_repair_all(contents) for _ in range(repeat)))


def _repair_all(contents: Sequence[bytes]) -> float:
    start = time.process_time()
    for content in contents:
        try:
            repaired = repair_bytes(content, SETTINGS)
        except DocumentError:
            continue
        source = SourceMap(repaired.text, repaired.charset, repaired.edits, len(content))
        if repaired.text:
            source.byte_spans(np.array([0]), np.array([len(repaired.text)]))
    return time.process_time() - start


def measure_repair(megabytes: float, repeat: int) -> list[Table]:
    """The tables of clean text, of damage, and of hard input of so many megabytes."""
    texts = news_texts(SHARED) or own_texts()
    return [_time_clean(texts, repeat), _time_damage(texts, repeat), _time_hard(megabytes)]


def _time_clean(texts: Texts, repeat: int) -> Table:
    rows: list[Sequence[Cell]] = []
    figures = {}
    for lang, wanted in WANTED.items():
        whole = "\n".join(texts[lang]).encode() + b"\n"
        large = [whole * (CLEAN_BYTES // len(whole) + 1)]
        small = list(_fill(texts[lang], LINES, CLEAN_BYTES // 4))
        speeds = [measure_speed(contents, 2 * repeat).megabytes_per_second for contents in (large, small)]
        figures[f"clean {lang}"] = speeds[0]
        rows.append((lang, *(round(speed, 1) for speed in speeds), wanted))
        tell(f"repair: clean {lang} {speeds[0]:.0f} MB/s")
    columns = ("language", "one document", f"documents of {LINES} lines", "wanted")
    return Table("repair-clean", "clean UTF-8, MB a CPU second", columns, rows, figures=figures)


def _fill(sentences: list[str], n_lines: int, n_bytes: int) -> Iterator[bytes]:
    """Documents of so many lines, as many as make the bytes."""
    rng = random.Random(n_lines)
    while n_bytes > 0:
        content = next(documents(sentences, n_lines, 1, rng)).encode()
        n_bytes -= len(content)
        yield content


def _time_damage(texts: Texts, repeat: int) -> Table:
    rows: list[Sequence[Cell]] = []
    total: list[Speed] = []
    for group, name, damage, lang in _list_damage():
        dense = _damage_documents(damage, texts[lang])
        sparse = _damage_documents(some_lines(damage, LINES // SPARSE_SHARE), texts[lang])
        speeds = [measure_speed(contents, repeat) if contents else None for contents in (dense, sparse)]
        total += [speed for speed in speeds if speed]
        rows.append((f"{group}: {name}", *(round(s.megabytes_per_second, 2) if s else None for s in speeds)))
        tell(f"repair: {name} {rows[-1][1:]}")
    overall = sum(s.n_bytes for s in total) / 1e6 / sum(s.seconds for s in total)
    columns = ("damage", "every line", f"one line in {SPARSE_SHARE}")
    notes = [f"all together {overall:.2f}; {WANTED_DAMAGED:g} are wanted"]
    return Table("repair-damaged", "damaged text, MB a CPU second", columns, rows, notes, {"damaged": overall})


@lru_cache(maxsize=1)
def _list_damage() -> tuple[tuple[str, str, Damage, str], ...]:
    return tuple((row.group, row.name, row.damage, row.langs[0]) for row in ROWS)


def _damage_documents(damage: Damage, sentences: list[str]) -> list[bytes]:
    """Documents damaged in one way; fewer where few texts can be."""
    rng = random.Random(1)
    contents: list[bytes] = []
    for text in documents(sentences, LINES, 60, rng):
        damaged = damage(text, rng)
        if damaged is not None:
            contents.append(damaged.content)
        if sum(map(len, contents)) >= DAMAGED_BYTES:
            break
    return contents


def _time_hard(megabytes: float) -> Table:
    """Each input at a tenth of the size and at the whole of it: linear is 10 times."""
    rows: list[Sequence[Cell]] = []
    worst = 0.0
    for name, unit in HARD.items():
        tenth, whole = (unit * (int(size * 1e6) // len(unit)) for size in (megabytes / 10, megabytes))
        seconds = [_repair_all([tenth]), _repair_all([whole])]
        worst = max(worst, seconds[1])
        rows.append((name, *(round(second, 3) for second in seconds), round(seconds[1] / max(seconds[0], 1e-3), 1)))
        tell(f"repair: {name} {seconds[1]:.2f} s")
    columns = ("repeated", f"{megabytes / 10:g} MB, s", f"{megabytes:g} MB, s", "times")
    return Table("repair-hard", "input made to take long", columns, rows, figures={"slowest hard input": worst})
