"""Keys of segments: what they hold in common, and what must not count."""

from decimal import Decimal

import pytest

from tasks.align.keys import describe_keys, is_mark, read_keys, read_names


def common(zh: str, en: str) -> set:
    zh_keys, en_keys, _ = read_keys([zh], [en])
    return set(zh_keys[0] & en_keys[0])


@pytest.mark.parametrize(
    ("zh", "en", "key"),
    [
        ("收到3,314萬件", "33.14 million items arrived", Decimal(33140000)),
        ("共有十二个", "twelve of them", Decimal(12)),
        ("4月开始", "It began in April", Decimal(4)),
        ("星期三召开", "held on Wednesday", "day:wednesday"),
        ("週三召開", "held on Wednesday", "day:wednesday"),
        ("來自廣東的貨物", "goods from Guangdong", "place:guangdong"),
        ("与美国签署", "signed with the U.S. last year", "place:united-states"),
        ("采用GDP数据", "uses gdp data", "token:gdp"),
        ("真的吗？", "Really?", "mark:question"),
        ("「好」他说", '"Fine," he said', "mark:speech"),
        ("如下：", "as follows:", "mark:colon"),
        ("一、办公室；", "1. Offices;", "mark:semicolon"),
    ],
)
def test_both_sides_hold_it(zh, en, key):
    assert key in common(zh, en)


@pytest.mark.parametrize(
    ("zh", "en", "key"),
    [
        ("5月", "You may go", Decimal(5)),
        ("澳门", "Macaroni", "place:macao"),
        ("采用GDP数据", "uses figures", "token:gdp"),
        ("你好。", "Really?", "mark:question"),
    ],
)
def test_it_is_not_taken_for_the_same(zh, en, key):
    assert key not in common(zh, en)


def test_keys_of_one_side_alone_are_left_out():
    zh, en, _ = read_keys(["共有15人，其中GDP研究员3人"], ["There are 15 people."])
    assert zh == en == [frozenset({Decimal(15)})]


def test_values_are_equal_however_they_are_written():
    zh, en, _ = read_keys(["67.4万", "12.50%"], ["674,000", "12.5 percent"])
    assert [zh[0], zh[1]] == [en[0], en[1]] == [{Decimal(674000)}, {Decimal("12.5")}]


def test_no_segments():
    assert read_keys([], []) == ([], [], None)
    assert read_keys(["三"], []) == ([frozenset()], [], None)


def test_evidence_names_figures_by_size_then_words_and_no_marks():
    keys = frozenset([Decimal("12.50"), Decimal(15766), Decimal("2.2E+6"), "token:gdp", "place:macao", "mark:speech"])
    assert describe_keys(keys) == ["number:2200000", "number:15766", "number:12.5", "place:macao", "token:gdp"]
    assert describe_keys(frozenset()) == []


def test_marks():
    assert is_mark("mark:speech")
    assert not is_mark("token:mark")
    assert not is_mark(Decimal(1))


def test_no_name_of_the_table_belongs_to_two_keys():
    zh, en = read_names()
    lines = [line for line in _table().splitlines() if not line.startswith("#")]
    for column, names in ((1, zh), (2, en)):
        listed = [name for line in lines for name in line.split("\t")[column].split("|") if name]
        assert len(listed) == len(set(listed))
        assert all(names.find(name) for name in listed)


def _table() -> str:
    from pathlib import Path

    import tasks.align.keys

    return (Path(tasks.align.keys.__file__).parent / "names.tsv").read_text(encoding="utf-8")


CELLS = ["3,318\t3,205", "2,916\t3,014", "12,404\t15,091"]


def test_tables_in_units_of_their_own_are_known_by_the_digits_of_their_cells() -> None:
    """33.18 million are 3,318 万: no figure is the same, and two texts that share none would be no translations."""
    overlap = read_keys(
        [f"项目\t{row}" for row in CELLS], ["a\t33.18\t32.05", "b\t29.16\t30.14", "c\t124.0\t150.9"]
    ).overlap
    assert overlap is not None and overlap > 0.8
    other = read_keys(
        [f"项目\t{row}" for row in CELLS], ["a\t71.18\t82.05", "b\t69.16\t40.14", "c\t524.0\t650.9"]
    ).overlap
    assert other is not None and other <= 0


def test_figures_of_sentences_are_known_by_their_values_alone() -> None:
    zh = [row.replace("\t", "和") + "吨。" for row in CELLS]
    assert read_keys(zh, ["33.18 and 32.05 t.", "29.16 and 30.14 t.", "124.0 and 150.9 t."]).overlap == 0
