"""Fill the slots of templates such as `pair_templates.tsv`: as many clean translations as are wanted, the same for the same seed.

Kinds of slots: i an integer, s a small one, k a decimal, p a percentage; w, L and y numbers that Chinese writes in 万 and
亿 and English in thousands, in millions and in millions or billions; Y a year, M a month, D a day, Q a quarter.
"""

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

_SLOT = re.compile(r"\{([a-z]):([A-Za-z])\}")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_QUARTERS = (("一", "first"), ("二", "second"), ("三", "third"), ("四", "fourth"))


def fill_templates(path: Path, lang: str, count: int, seed: int) -> Iterator[tuple[str, str]]:
    """`count` pairs of lines of the templates of a file; line k is of template k modulo their number."""
    templates = _read_templates(path, lang)
    rng = random.Random(f"{lang} {seed}")
    for number in range(count):
        yield _fill(*templates[number % len(templates)], rng)


def _read_templates(path: Path, lang: str) -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return [(row[1], row[2]) for row in rows if row[0] == lang]


def _fill(zh: str, en: str, rng: random.Random) -> tuple[str, str]:
    taken: set[str] = set()
    values: dict[str, tuple[str, str]] = {}
    for name, kind in dict.fromkeys(_SLOT.findall(zh)):
        while name not in values or values[name][1] in taken:
            values[name] = _write(kind, rng)
        taken.add(values[name][1])
    sides = [_SLOT.sub(lambda slot, at=at: values[slot[1]][at], text) for at, text in enumerate((zh, en))]
    return sides[0], sides[1]


def _write(kind: str, rng: random.Random) -> tuple[str, str]:
    """A value as Chinese and as English write it."""
    tenths = Decimal(rng.randrange(12, 988)) / 10
    match kind:
        case "i":
            number = f"{rng.randrange(120, 9850):,}"
            return number, number
        case "s":
            number = str(rng.randrange(11, 97))
            return number, number
        case "k":
            return str(tenths), str(tenths)
        case "p":
            share = Decimal(rng.randrange(11, 489)) / 10
            return f"{share}%", f"{share} percent"
        case "w":
            return f"{tenths}万", f"{int(tenths * 10_000):,}"
        case "L":
            ten_thousands = rng.randrange(120, 9870)
            return f"{ten_thousands}万", f"{Decimal(ten_thousands) / 100} million"
        case "y":
            is_large = tenths >= 10
            return f"{tenths}亿", f"{tenths / 10} billion" if is_large else f"{int(tenths * 100)} million"
        case "Y":
            year = str(rng.randrange(2012, 2025))
            return year, year
        case "M":
            month = rng.randrange(12)
            return str(month + 1), _MONTHS[month]
        case "D":
            day = str(rng.randrange(1, 29))
            return day, day
        case "Q":
            return rng.choice(_QUARTERS)
    raise ValueError(f"no kind of slot is called {kind}")
