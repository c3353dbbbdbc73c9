"""The rows of the report: which damage, in which language, and the share that is wanted back."""

from typing import NamedTuple

from . import inflict as do
from . import inflict_twice as again
from .texts import ZH

HKSCS = "嘅咗喺哋嚟冇啲嗰俾嘢揸攞瞓靚"
"""Characters of Cantonese that Big5 lacks and Big5-HKSCS has."""
FOUR_BYTES = "㑇㑊㕮㙍㛃㟃㧐㫰㬎㳇䌹䎃䏝䓖䓫䜣䠀䢼䲠𠅤𠙶𡐓𡒄𡺃𢙐𢫬𣗋𣲗𤧛𥔲𦈡𦒍𧿹𨟠𨱇𨺙𩽾𫄧𫍯𫓧𫔎𫖮𫗴𫚉𫟼𫠆𬀩𬇕𬍤𬒈𬣙𬬭"
"""Characters of the Table of General Standard Chinese Characters that GBK lacks: four bytes each in GB 18030."""
INVISIBLE = "\u200b\u00ad\ufeff\u2060"
SINGLES = {
    "latin-1": "latin-1",
    "cp1252": "sloppy-windows-1252",
    "cp1250": "sloppy-windows-1250",
    "cp1251": "sloppy-windows-1251",
    "cp437": "cp437",
    "MacRoman": "macroman",
}
ALL = (*ZH, "en")


class Row(NamedTuple):
    """A row: its group and name, the damage, the languages it is tried on, and what is wanted.

    `sizes` are characters of a string, or lines of a document where negative; `wanted` the share of each. `is_lossy`:
    U+FFFD in the wanted text stands for anything, and the character error rate is told too.
    """

    group: str
    name: str
    damage: do.Damage
    langs: tuple[str, ...]
    sizes: tuple[int, ...]
    wanted: tuple[float, ...]
    is_lossy: bool = False


def _charsets() -> list[Row]:
    sizes, wanted = (20, 80, -6), (0.99, 0.99, 0.99)
    rows = [
        Row("charset", "GBK", do.stored("gbk"), ("zh-Hans",), sizes, wanted),
        Row("charset", "Big5", do.stored("big5"), ("zh-Hant",), sizes, wanted),
        Row("charset", "Big5-HKSCS", do.stored_with("big5hkscs", HKSCS), ("zh-Hant",), sizes, wanted),
        Row("charset", "GB 18030 with four bytes", do.stored_with("gb18030", FOUR_BYTES), ("zh-Hans",), sizes, wanted),
        Row("charset", "GBK, traditional", do.stored("gbk"), ("zh-Hant",), sizes, wanted),
        Row("charset", "HZ", do.stored("hz"), ("zh-Hans",), sizes, wanted),
    ]
    for charset in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        rows.append(
            Row("charset", f"{charset} without mark", do.stored_with(charset, "会學中’é", True), ALL, sizes, wanted)
        )
    return rows


def _bad_bytes() -> list[Row]:
    rows = []
    for charset, langs, wanted in (("utf-8", ZH, 0.99), ("gb18030", ("zh-Hans",), 0.97), ("big5", ("zh-Hant",), 0.97)):
        for how in ("replace", "drop", "insert"):
            damage = do.bad_byte(charset, how)
            rows.append(Row("bad byte", f"{charset}, {how}", damage, langs, (20, 80), (wanted, wanted), True))
        rows.append(
            Row(
                "bad byte", f"{charset}, cut at the end", do.truncated(charset), langs, (20, 80), (wanted, wanted), True
            )
        )
    rows.append(Row("bad byte", "zero bytes in utf-8", do.with_zero_bytes, ALL, (20, 80), (0.99, 0.99)))
    return rows


def _mixed() -> list[Row]:
    hans, hant = ("zh-Hans",), ("zh-Hant",)
    latin = do.misread("gb18030", "latin-1")
    lines = [
        ("a line of GBK in UTF-8", do.other_line("utf-8", "gb18030"), hans),
        ("a line of Big5 in UTF-8", do.other_line("utf-8", "big5"), hant),
        ("a line of UTF-8 in GBK", do.other_line("gb18030", "utf-8"), hans),
        ("a line of UTF-8 in Big5", do.other_line("big5", "utf-8"), hant),
        ("a line of Big5 in GBK", do.other_line("gb18030", "big5"), hant),
        ("a line of GBK in Big5", do.other_line("big5", "gb18030"), hant),
        ("a line of cp1252 in UTF-8", do.other_line("utf-8", "cp1252"), ("en",)),
        ("a line of GBK read as Latin-1", do.some_lines(latin, 1), hans),
        ("a line of Big5 read as Latin-1", do.some_lines(do.misread("big5", "latin-1"), 1), hant),
        ("a line of UTF-8 read as cp1252", do.some_lines(do.misread("utf-8", "sloppy-windows-1252"), 1), ALL),
        ("a line of UTF-8 read as GBK", do.some_lines(do.misread("utf-8", "gb18030"), 1), ZH),
        ("a line of Big5 read as GBK", do.some_lines(do.misread("big5", "gbk"), 1), hant),
        ("a line of GBK read as Big5", do.some_lines(do.misread("gbk", "big5"), 1), hans),
        ("three lines of GBK in UTF-8", do.some_lines(do.stored("gb18030"), 3), hans),
    ]
    runs = [
        ("a run of GBK in a line of UTF-8", do.run_inside(do.stored("gb18030")), hans),
        ("a run of Big5 in a line of UTF-8", do.run_inside(do.stored("big5")), hant),
        ("a run of GBK read as Latin-1", do.run_inside(latin), hans),
        ("a run of GBK read as cp1252", do.run_inside(do.misread("gb18030", "sloppy-windows-1252")), hans),
        ("a run of Big5 read as Latin-1", do.run_inside(do.misread("big5", "latin-1")), hant),
        ("a run of UTF-8 read as cp1252", do.run_inside(do.misread("utf-8", "sloppy-windows-1252")), ZH),
        ("a run of UTF-8 read as GBK", do.run_inside(do.misread("utf-8", "gb18030")), ZH),
        ("a run of Big5 read as GBK", do.run_inside(do.misread("big5", "gbk")), hant),
        ("a run of GBK read as Big5", do.run_inside(do.misread("gbk", "big5")), hans),
    ]
    rows = [Row("mixed", name, damage, langs, (-8,), (0.97,)) for name, damage, langs in lines]
    return rows + [Row("inside", name, damage, langs, (-8,), (0.9,)) for name, damage, langs in runs]


def _single_bytes() -> list[Row]:
    rows = []
    for times, word in ((1, "once"), (2, "twice")):
        for name, codec in SINGLES.items():
            damage = do.misread("utf-8", codec, times)
            rows.append(Row("single byte", f"UTF-8 as {name} {word}", damage, ALL, (20, 80, -6), (0.99,) * 3))
    for stored, lang in (("gb18030", "zh-Hans"), ("gbk", "zh-Hant"), ("big5", "zh-Hant"), ("big5hkscs", "zh-Hant")):
        for name in ("latin-1", "cp1252"):
            damage = do.misread(stored, SINGLES[name])
            rows.append(
                Row(
                    "Chinese as Latin",
                    f"{stored} as {name}, {lang}",
                    damage,
                    (lang,),
                    (20, 80, -6),
                    (0.98, 0.995, 0.995),
                )
            )
    return rows


def _wide() -> list[Row]:
    sizes, wanted = (20, 80, -6), (0.97, 0.99, 0.99)
    rows = [
        Row("wide", "big5 as gb18030", do.misread("big5", "gb18030"), ("zh-Hant",), sizes, wanted),
        Row("wide", "gbk as big5hkscs", do.misread("gbk", "big5hkscs"), ("zh-Hans",), sizes, wanted),
        Row("wide", "utf-8 as gb18030", do.misread("utf-8", "gb18030"), ZH, sizes, (0.97,) * 3),
    ]
    for stored, read, langs in (
        ("big5", "gbk", ("zh-Hant",)),
        ("gbk", "big5", ("zh-Hans",)),
        ("gbk", "cp950", ("zh-Hans",)),
        ("gbk", "big5hkscs", ("zh-Hans",)),
        ("utf-8", "gbk", ZH),
        ("utf-8", "gb18030", ZH),
        ("utf-8", "big5", ZH),
        ("utf-8", "cp950", ZH),
        ("utf-8", "big5hkscs", ZH),
    ):
        damage = do.misread_clauses(stored, read)
        rows.append(Row("wide", f"clauses of {stored} as {read}", damage, langs, (40, 160, -6), (0.97,) * 3))
    for read in ("gbk", "big5"):
        for mark, name in (("\ufffd", "U+FFFD"), ("?", "?"), ("", "nothing")):
            damage = do.misread_lossily("utf-8", read, mark)
            rows.append(
                Row("wide, lossy", f"utf-8 as {read}, {name} for lost", damage, ZH, (20, 80, -6), (0,) * 3, True)
            )
    return rows


def _marks() -> list[Row]:
    rows = [
        Row("entities", f"{form} {times}x", do.escaped(times, form), langs, (20, 80, -6), (1.0,) * 3)
        for form, langs in (("named", ("en",)), ("decimal", ZH), ("hex", ZH))
        for times in (1, 2, 3)
    ]
    signs = (
        ("invisible characters", do.sprinkled(INVISIBLE)),
        ("controls", do.sprinkled("\x00\x01\x08\x1f\x7f")),
        ("marks of direction", do.sprinkled("\u200e\u200f\u202a\u202c\u2066\u2069")),
        ("terminal colours", do.coloured),
        ("full-width letters and digits", do.widened),
    )
    return rows + [Row("signs", name, damage, ALL, (20, 80, -6), (0.99,) * 3) for name, damage in signs]


def _lossy_single_bytes() -> list[Row]:
    rows = []
    for read_as, name in (("latin-1", "latin-1"), ("sloppy-windows-1252", "cp1252")):
        for lost, mark, what in (
            ("\xa0", " ", "spaces made plain"),
            ("\xad", "", "soft hyphens gone"),
            ("\xa0", "", "spaces gone"),
        ):
            damage = again.misread_and_lose(read_as, lost, mark)
            wanted = 0.97 if mark else 0.9
            rows.append(Row("single byte, lossy", f"UTF-8 as {name}, {what}", damage, ZH, (20, 80, -6), (wanted,) * 3))
    unused = again.misread_and_lose("sloppy-windows-1252", "\x81\x8d\x8f\x90\x9d", "\ufffd")
    rows.append(Row("wide, lossy", "UTF-8 as strict cp1252, U+FFFD for lost", unused, ZH, (20, 80, -6), (0,) * 3, True))
    return rows


def _twice() -> list[Row]:
    hans, hant = ("zh-Hans",), ("zh-Hant",)
    as_cp1252 = do.misread("utf-8", "sloppy-windows-1252")
    gbk_as_latin, big5_as_latin = do.misread("gb18030", "latin-1"), do.misread("big5", "latin-1")
    steps = {
        "latin-1, then cp1252": (("utf-8", "latin-1"), ("utf-8", "sloppy-windows-1252")),
        "cp437, then cp1252": (("utf-8", "cp437"), ("utf-8", "sloppy-windows-1252")),
    }
    chains = [(f"UTF-8 as {name}", again.misread_along(way), ALL) for name, way in steps.items()]
    chains += [
        (
            "GBK as latin-1, then UTF-8 as cp1252",
            again.misread_along((("gb18030", "latin-1"), ("utf-8", "sloppy-windows-1252"))),
            hans,
        ),
        (
            "Big5 as latin-1, then UTF-8 as latin-1",
            again.misread_along((("big5", "latin-1"), ("utf-8", "latin-1"))),
            hant,
        ),
        ("entities of UTF-8 as cp1252", again.escape_after(as_cp1252), ALL),
        ("entities of GBK as latin-1", again.escape_after(gbk_as_latin), hans),
        ("joiners", again.join_han, ZH),
    ]
    halves = [
        ("UTF-8 as cp1252 above GBK as latin-1", again.damage_halves(as_cp1252, gbk_as_latin), hans),
        ("Big5 as latin-1 above UTF-8 as cp1252", again.damage_halves(big5_as_latin, as_cp1252), hant),
        ("Big5 as GBK above UTF-8 as cp1252", again.damage_halves(do.misread("big5", "gb18030"), as_cp1252), hant),
    ]
    marks = [
        ("utf-16-le behind the mark of utf-16-be", again.store_marked("utf-16-le", b"\xfe\xff"), ALL),
        ("utf-16-le behind the mark of UTF-8", again.store_marked("utf-16-le", b"\xef\xbb\xbf"), ALL),
        ("UTF-8 behind the mark of utf-16-le", again.store_marked("utf-8", b"\xff\xfe"), ALL),
        ("GBK behind the mark of utf-16-le", again.store_marked("gb18030", b"\xff\xfe"), hans),
        ("Big5 behind the mark of UTF-8", again.store_marked("big5", b"\xef\xbb\xbf"), hant),
    ]
    rows = [Row("twice", name, damage, langs, (20, 80, -6), (0.97, 0.99, 0.99)) for name, damage, langs in chains]
    rows += [Row("halves", name, damage, langs, (-8,), (0.97,)) for name, damage, langs in halves]
    return rows + [Row("wrong mark", name, damage, langs, (80, -6), (0.97, 0.99)) for name, damage, langs in marks]


ROWS: tuple[Row, ...] = (
    *_charsets(),
    *_bad_bytes(),
    *_mixed(),
    *_single_bytes(),
    *_wide(),
    *_marks(),
    *_lossy_single_bytes(),
    *_twice(),
)
