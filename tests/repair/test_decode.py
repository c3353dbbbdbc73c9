"""Bytes are read in the right charset, and what cannot be read is marked and nothing else."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tasks.core.errors import BinaryDocumentError
from tasks.repair.decode.cut_stretches import cut_stretches
from tasks.repair.decode.judge_charset import judge_charset
from tasks.repair.decode.measure_neighbours import measure_neighbours
from tasks.repair.decode.name_charsets import (
    ask_chardetng,
    ask_charset_normalizer,
    find_declared,
    load_families,
    resolve_name,
)
from tasks.repair.decode.read_bytes import find_codec, read_leniently, read_strictly
from tasks.repair.repair_content import repair_bytes
from tasks.repair.settings import RepairSettings

STORED = [
    ("zh-Hans", "gb18030"),
    ("zh-Hant", "big5"),
    ("zh-Hans", "utf-16-le"),
    ("zh-Hant", "utf-16-be"),
    ("zh-Hans", "utf-32-le"),
    ("en", "utf-16-le"),
    ("en", "cp1252"),
    ("de", "cp1252"),
    ("fr", "cp1252"),
    ("es", "cp1252"),
    ("ru", "cp1251"),
    ("ru", "koi8-r"),
    ("ru", "cp866"),
    ("ja", "shift_jis"),
    ("ja", "euc_jp"),
    ("ja", "iso2022_jp"),
    ("ko", "cp949"),
    ("ko", "iso2022_kr"),
    ("th", "tis-620"),
    ("el", "iso8859-7"),
    ("he", "cp1255"),
    ("ar", "cp1256"),
    ("tr", "cp1254"),
    ("cs", "cp1250"),
    ("pl", "iso8859-2"),
    ("zh-Hans", "hz"),
]


@pytest.mark.parametrize(("lang", "charset"), STORED)
def test_a_text_is_read_in_its_charset(lang: str, charset: str, repair: Any, clean: dict[str, list[str]]) -> None:
    text = "\n".join(sentence for sentence in clean[lang] if is_encodable(sentence, charset))
    repaired = repair(text.encode(charset))
    assert repaired.text == text
    assert not repaired.is_lossy


def is_encodable(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize(("lang", "charset"), [pair for pair in STORED if not pair[0].startswith("zh")])
def test_no_sentence_of_another_language_becomes_chinese(
    lang: str, charset: str, repair: Any, clean: dict[str, list[str]]
) -> None:
    for sentence in clean[lang]:
        charset_read = repair(sentence.encode(charset, "ignore")).charset
        assert charset_read not in ("gb18030", "big5", "cp950", "big5hkscs"), sentence


CAPITALS = [
    ("cp1251", "ВХОД ТОЛЬКО ДЛЯ ПЕРСОНАЛА"),
    ("koi8-r", "ВХОД ТОЛЬКО ДЛЯ ПЕРСОНАЛА"),
    ("cp866", "ВХОД ТОЛЬКО ДЛЯ ПЕРСОНАЛА"),
    ("cp1251", "РЕМОНТ ОБУВИ И ИЗГОТОВЛЕНИЕ КЛЮЧЕЙ\nПЕРЕРЫВ НА ОБЕД С ДВУХ ДО ТРЁХ"),
    ("koi8-r", "РЕМОНТ ОБУВИ И ИЗГОТОВЛЕНИЕ КЛЮЧЕЙ\nПЕРЕРЫВ НА ОБЕД С ДВУХ ДО ТРЕХ"),
    ("cp1252", "PROHIBIDO BAÑARSE: PELIGRO DE CAÍDA Y CORRIENTES MARÍTIMAS"),
    ("cp850", "PROHIBIDO BAÑARSE\nATENCIÓN: CAÍDA DE PIEDRAS, TRÁNSITO DE CAMIONES\nINFORMACIÓN EN LA RECEPCIÓN"),
    ("cp1252", "ACCÈS INTERDIT À TOUTE PERSONNE ÉTRANGÈRE AU SERVICE"),
    ("cp850", "ACCÈS INTERDIT À TOUTE PERSONNE ÉTRANGÈRE AU SERVICE\nDÉPÔT DES CLÉS À L'ENTRÉE"),
    ("mac-roman", "ACCÈS INTERDIT À TOUTE PERSONNE ÉTRANGÈRE AU SERVICE\nDÉPÔT DES CLÉS À L'ENTRÉE"),
    ("cp1252", "SCHLÜSSEL FÜR DIE KÜCHE BEIM HAUSMEISTER ABHOLEN"),
    ("cp850", "SCHLÜSSEL FÜR DIE KÜCHE\nÖFFNUNGSZEITEN: TÄGLICH AUSSER FRÜHSTÜCKSPAUSE"),
    ("cp1252", "Price list: £7 for adults – £3.50 for children. “Free” on Mondays."),
]


@pytest.mark.parametrize(("charset", "text"), CAPITALS)
def test_lines_in_capitals_get_their_charset(charset: str, text: str, repair: Any) -> None:
    assert repair(text.encode(charset)).text == text


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("SCHLÜSSEL", "SCHLšSSEL"),
        ("MÖGLICH", "M™GLICH"),
        ("costs £7 now", "costs ú7 now"),
        ("Légales", "L間ales"),
        ("ПОРА", "ПяяяОРА"),
        ("שלום", "םלוש"),
        ("ACCÈS A", "ACC餞 A"),
    ],
)
def test_neighbours_tell_the_right_charset(right: str, wrong: str) -> None:
    assert measure_neighbours(right) < measure_neighbours(wrong)


@pytest.mark.parametrize("text", ["", "plain", "中文和 English words, café", "l’été – d’accord · fin", "à l'entrée"])
def test_neighbours_of_plain_text_cost_nothing(text: str) -> None:
    assert measure_neighbours(text) == 0


def test_capitals_behind_capitals_are_cheaper() -> None:
    assert measure_neighbours("ВХОД") < 0 == measure_neighbours("вход")


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_removed(mark: bytes, charset: str, repair: Any) -> None:
    repaired = repair(mark + "桃花 x".encode(charset))
    assert (repaired.charset, repaired.charset_confidence, repaired.text) == (charset, 1.0, "桃花 x")
    assert [(edit.rule, edit.before) for edit in repaired.edits] == [("byte-order-mark", mark)]


def test_new_lines_stay_as_they_are(repair: Any) -> None:
    assert repair(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


@pytest.mark.parametrize(
    ("content", "text", "bad"),
    [
        ("桃花全开了".encode() + b"\xe4\xb8", "桃花全开了\ufffd", b"\xe4\xb8"),
        ("桃花".encode() + b"\xff\xfe" + "全开了".encode(), "桃花\ufffd全开了", b"\xff\xfe"),
        (
            "院子里的桃花".encode("gb18030") + b"\xff" + "全开了。".encode("gb18030"),
            "院子里的桃花\ufffd全开了。",
            b"\xff",
        ),
        ("院子里的桃花全开了".encode("gb18030") + b"\xb5", "院子里的桃花全开了\ufffd", b"\xb5"),
        ("院子裡的桃花".encode("big5") + b"\xff" + "全開了。".encode("big5"), "院子裡的桃花\ufffd全開了。", b"\xff"),
        ("The cat sat.\n".encode("utf-16-le") + b"x", "The cat sat.\n\ufffd", b"x"),
        ("The cat ".encode("utf-16-le") + b"\x00\xd8" + "sat.".encode("utf-16-le"), "The cat \ufffdsat.", b"\x00\xd8"),
    ],
)
def test_bad_bytes_are_marked_and_the_rest_is_read(content: bytes, text: str, bad: bytes, repair: Any) -> None:
    repaired = repair(content)
    assert repaired.text == text
    assert repaired.is_lossy
    assert [(edit.before, edit.rule, edit.is_lossy) for edit in repaired.edits] == [(bad, "undecodable-bytes", True)]


def test_a_line_in_another_charset_is_read_in_it(repair: Any, clean: dict[str, list[str]]) -> None:
    for lang, charset in (("zh-Hans", "gb18030"), ("zh-Hant", "big5"), ("en", "cp1252")):
        lines = clean["zh-Hans"][:4] + ["“Café” £5"] * (charset == "cp1252") + clean[lang][4:6]
        other = lines[4]
        content = b"\n".join(line.encode(charset if line == other else "utf-8") for line in lines)
        repaired = repair(content)
        assert repaired.text == "\n".join(lines)
        assert [(edit.rule, edit.codec) for edit in repaired.edits] == [("other-charset", charset)]
        assert not repaired.is_lossy


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("これは￢記号です。次の行も同じです。\n".encode("cp932") + b"\xfa\x54\x81\xca\n", "cp932"),
        ("院子裡的桃花一夜之間全開了，\n".encode("big5hkscs") * 3 + b"\x88\x62\x88\xa5\n", "big5hkscs"),
        ("院子裡的桃花一夜之間全開了，\n".encode("cp950") * 3 + b"\xa2\xcc\xf9\xf9\n", "cp950"),
    ],
)
def test_bytes_that_are_no_code_of_their_own_become_edits(content: bytes, charset: str) -> None:
    stretches = cut_stretches(content, charset)
    assert "".join(stretch.text for stretch in stretches) == content.decode(charset)
    assert {stretch.rules for stretch in stretches} == {(), ("second-code",)}
    for stretch in stretches:
        data = content[stretch.byte_start : stretch.byte_end]
        assert data.decode(charset) == stretch.text
        assert stretch.codec is None or stretch.text.encode(charset) == data


@pytest.mark.parametrize(
    "content",
    [
        random.Random(1).randbytes(5000),
        b"%PDF-1.7 text",
        b"PK\x03\x04text",
        bytes(range(32)) * 40,
        b"\x00" * 100,
        b"text" + b"\x01\x02\x03" * 50,
        b"\xff" * 1000,
        ("石阶一百三十七级，雾笛二十秒一响，渔船十二海里外都听得见。" * 3)
        .encode("utf-16-le")
        .decode("latin-1")
        .encode(),
    ],
)
def test_binary_data_is_refused_with_cause_and_remedy(content: bytes) -> None:
    with pytest.raises(BinaryDocumentError, match="not text|no plausible text") as error:
        repair_bytes(content, RepairSettings())
    assert "convert" in str(error.value)


def test_the_share_of_controls_is_told() -> None:
    with pytest.raises(BinaryDocumentError, match=r"75% control characters"):
        repair_bytes(b"\x01\x02\x03a" * 50, RepairSettings())


@pytest.mark.parametrize("content", [b"\x1b[1mbold\x1b[0m", b"cost ~{5~}", b"~{a", b"\x1b$ or not", b"a ~ b {~"])
def test_what_merely_looks_like_an_escape_is_ascii(content: bytes, repair: Any) -> None:
    assert repair(content).charset == "utf-8"


def test_a_declared_charset_counts(repair: Any) -> None:
    assert find_declared(b'<meta charset="gb2312">') == "gb18030"
    assert find_declared(b'<?xml version="1.0" encoding="Big5"?>') == "big5"
    assert find_declared(b"<meta content='text/html; charset=windows-1251'>") == "cp1251"
    assert find_declared(b'<meta charset="no-such">') is None
    assert find_declared(b"no declaration") is None
    word = "Год".encode("cp1251")
    assert repair(b'<?xml version="1.0" encoding="windows-1251"?>' + word).text.endswith("Год")


def test_names_lead_to_codecs() -> None:
    assert resolve_name("GB2312") == "gb18030"
    assert resolve_name("windows-1252") == resolve_name("ISO-8859-1") == "cp1252"
    assert find_codec("rot13") is find_codec("utf-7") is find_codec("unicode_escape") is find_codec("nothing") is None
    assert all(find_codec(charset) for family, _ in load_families() for charset in family)


def test_detectors_name_codecs(clean: dict[str, list[str]]) -> None:
    content = "\n".join(clean["ru"]).encode("koi8-r", "ignore")
    assert read_strictly(content, ask_chardetng(content) or "") == content.decode("koi8-r")
    assert find_codec(ask_charset_normalizer(content) or "")


def test_an_incomplete_unit_is_left_out_and_a_bad_head_refused() -> None:
    assert read_leniently(b"a\x00b", "utf-16-le") == "a"
    assert read_leniently(b"\x00\xd8" * 9, "utf-16-le") is None
    assert read_leniently(b"a\xff", "utf-8") == "a\udcff"
    assert read_strictly(b"a\xff", "utf-8") is None


def test_a_long_document_is_judged_by_its_head_and_read_whole(clean: dict[str, list[str]]) -> None:
    content = "\n".join(clean["zh-Hans"] * 30).encode("gb18030")
    assert judge_charset(content, is_utf8=False).charset == "gb18030"
    settings = RepairSettings(judged_bytes=1024)
    assert repair_bytes(content + b"\xff", settings).text.endswith("\ufffd")


SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030"}
"""Labels by which browsers mean a larger charset; Python's own gb2312 reads — and · as other characters."""


def read_labelled(folder: Path) -> list[tuple[bytes, str, bool]]:
    labels = [json.loads(line) for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        ((folder / label["file"]).read_bytes(), SUPERSETS.get(label["charset"], label["charset"]), label["is_chinese"])
        for label in labels
    ]


def test_labelled_files_come_out_as_their_label_says(shared: Path, repair: Any) -> None:
    exact = {True: 0, False: 0}
    for content, charset, is_chinese in read_labelled(shared / "gold/charsets"):
        text = content.decode(charset).lstrip("\ufeff").replace("\x1a", "")
        repaired = repair(content)
        exact[is_chinese] += repaired.text == text
        assert is_chinese or repaired.charset not in ("gb18030", "big5", "cp950", "big5hkscs")
    assert exact[True] >= 56
    assert exact[False] >= 99
