"""Figures of tables in two languages: each in its own unit and order of columns, one of them wrong."""

import random

import pytest

from flows.local import compare_batch, load_sources, read_batch

ZH = """东岸港务2025年业绩摘要

2025年，公司完成货物吞吐量6,420万吨，比上年增长5.2%，各项业务保持平稳。

主要财务数据
单位：万元
项目\t2025年\t2024年
营业收入\t186,400\t173,720
净利润\t12,700\t13,240
研发费用\t3,860\t3,105
员工人数（人）\t4,215\t4,098

董事会建议将全年利润的三成用于分红。
"""
EN = """East Quay Port: 2025 results in brief

In 2025 the company handled 64.2 million tonnes of cargo, up 5.2 percent from the previous year, and all lines of business were steady.

Key financial data
RMB million\t2025\t2024
Revenue\t1,864\t1,737.2
Net profit\t127.0\t123.4
R&D expenses\t38.6\t31.1
Employees (persons)\t4,215\t4,098

The board proposes to pay out 30 percent of the year's profit as dividends.
"""


def compare(zh: str, en: str) -> dict[tuple[str, ...], tuple[str, str | None]]:
    """Status and reason by the two quotes."""
    batch = compare_batch(read_batch(load_sources([("a.zh.txt", zh.encode()), ("a.en.txt", en.encode())])))
    facts = {row["fact_id"]: row for row in batch.tables["facts"].to_pylist()}
    return {
        tuple(facts[name]["quote"] for name in row["fact_ids"]): (row["status"], row["reason"])
        for row in batch.tables["agreements"].to_pylist()
        if row["kind"] == "translation"
    }


def test_tables_of_two_languages_are_compared() -> None:
    pairs = compare(ZH, EN)
    wrong = ("13,240", "123.4")
    assert pairs.pop(wrong) == ("conflict", "value"), "13,240 万元 are 132.4 million"
    agreeing = [
        ("186,400", "1,864"),
        ("173,720", "1,737.2"),
        ("12,700", "127.0"),
        ("3,860", "38.6"),
        ("4,215", "4,215"),
        ("3,105", "31.1"),
    ]
    assert all(pairs[pair] == ("agree", None) for pair in agreeing)
    assert all(status != "conflict" for status, _ in pairs.values())


def test_columns_may_stand_in_another_order() -> None:
    """Figures are each other's by the time of their columns; a column under another year is a conflict of time."""
    turned = EN.replace("2025\t2024", "2024\t2025")
    for line in EN.splitlines():
        if line.count("\t") == 2 and "2025" not in line:
            label, new, old = line.split("\t")
            turned = turned.replace(line, f"{label}\t{old}\t{new}")
    assert compare(ZH, turned) == compare(ZH, EN)


def test_figures_below_each_others_years_are_a_conflict() -> None:
    turned = EN.replace("Revenue\t1,864\t1,737.2", "Revenue\t1,737.2\t1,864")
    found = compare(ZH, turned)
    assert found["186,400", "1,864"] == found["173,720", "1,737.2"] == ("conflict", "order")
    assert found["4,215", "4,215"] == ("agree", None)


def test_years_of_a_row_are_no_sum() -> None:
    text = "单位：万元\n项目\t2023年\t2024年\t2025年\n收入\t12,040\t11,800\t23,840\n"
    batch = compare_batch(read_batch(load_sources([("a.txt", text.encode())])))
    assert [row["kind"] for row in batch.tables["agreements"].to_pylist()] == []


def sums(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Status and quotes of the sums of a table of one column, the total first."""
    text = "\n".join(["单位：万元", "项目\t2025年\t2024年", *lines])
    batch = compare_batch(read_batch(load_sources([("a.txt", text.encode())])))
    facts = {row["fact_id"]: row for row in batch.tables["facts"].to_pylist()}
    rows = [row for row in batch.tables["agreements"].to_pylist() if row["kind"] == "sum"]
    return [(row["status"], [facts[name]["quote"] for name in row["fact_ids"]]) for row in rows]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["码头\t1,204\t1,180", "仓储\t3,310\t3,002", "合计\t4,514\t4,182"],
            [("agree", ["4,514", "1,204", "3,310"]), ("agree", ["4,182", "1,180", "3,002"])],
        ),
        (["合计\t4,514\t-", "码头\t1,204\t-", "仓储\t3,310\t-"], [("agree", ["4,514", "1,204", "3,310"])]),
        (["码头\t1,204\t-", "仓储\t3,310\t-", "合计\t4,541\t-"], [("conflict", ["4,541", "1,204", "3,310"])]),
        (
            ["码头\t1,204\t-", "其中：外贸\t310\t-", "仓储\t3,310\t-", "合计\t4,514\t-"],
            [("agree", ["4,514", "1,204", "3,310"])],
        ),
        (["码头\t1,204\t-", "其中：外贸\t310\t-", "仓储\t3,310\t-", "合计\t4,541\t-"], []),
        (["码头\t1,204\t-", "其中：外贸\t310\t-", "内贸\t894\t-", "仓储\t3,310\t-", "合计\t4,514\t-"], []),
        (
            [
                "甲\t1,204\t-",
                "乙\t3,310\t-",
                "小计\t4,514\t-",
                "丙\t120\t-",
                "丁\t35\t-",
                "小计\t155\t-",
                "总计\t4,669\t-",
            ],
            [
                ("agree", ["4,514", "1,204", "3,310"]),
                ("agree", ["155", "120", "35"]),
                ("agree", ["4,669", "1,204", "3,310", "120", "35"]),
            ],
        ),
        (["码头\t1,204\t-", "合计\t4,514\t-"], []),
    ],
)
def test_totals_of_columns(lines: list[str], expected: list[tuple[str, list[str]]]) -> None:
    assert sums(lines) == expected


LABELS = (
    ("装卸收入", "Stevedoring"), ("仓储收入", "Storage"), ("拖轮收入", "Towage"), ("租金收入", "Rents"),
    ("修理费", "Repairs"), ("燃料费", "Fuel"),
)  # fmt: skip
PAGES = (
    "南湾港务2022年业绩\n2022年，公司在12个码头作业，员工共3,215人。\n单位：万元\n项目\t2022年\t2021年\n{}\n公司将继续改善服务。\n",
    "South Bay Port: results for 2022\nIn 2022 the company worked at 12 quays and had 3,215 employees.\n"
    "RMB million{gap}2022{gap}2021\n{}\nThe company will go on improving its services.\n",
)


def write_tables(seed: int, gap: str, is_wrong: bool) -> tuple[str, str, tuple[str, str] | None]:
    """A table in 万元 and in millions, rounded to the tenth; the first digit of one cell of the latter is wrong."""
    rng = random.Random(seed)
    zh, en, planted = [], [], None
    at = rng.randrange(len(LABELS)) if is_wrong else -1
    for place, (zh_label, en_label) in enumerate(LABELS):
        numbers = [rng.randint(10_000, 900_000) for _ in range(2)]
        rounded = [f"{number / 100:,.1f}" for number in numbers]
        if place == at:
            digit = "1" if rounded[0][0] == "9" else str(int(rounded[0][0]) + 1)
            rounded[0] = digit + rounded[0][1:]
            planted = f"{numbers[0]:,}", rounded[0]
        zh.append("\t".join([zh_label, *(f"{number:,}" for number in numbers)]))
        en.append(gap.join([en_label, *rounded]))
    return PAGES[0].format("\n".join(zh)), PAGES[1].format("\n".join(en), gap=gap), planted


@pytest.mark.parametrize("gap", ["\t", "    ", " "])
@pytest.mark.parametrize("seed", range(2))
def test_cells_of_other_units_agree_where_they_are_rounded(seed: int, gap: str) -> None:
    zh, en, _ = write_tables(seed, gap, is_wrong=False)
    found = compare(zh, en)
    assert sum(verdict == ("agree", None) for verdict in found.values()) >= 2 * len(LABELS)
    assert all(status != "conflict" for status, _ in found.values())


@pytest.mark.parametrize("gap", ["\t", "    ", " "])
@pytest.mark.parametrize("seed", range(2))
def test_a_wrong_digit_of_a_cell_of_another_unit_is_found(seed: int, gap: str) -> None:
    """Another cell of its row agrees and tells that the two rows are one, whatever the words of their labels."""
    zh, en, planted = write_tables(seed, gap, is_wrong=True)
    found = compare(zh, en)
    assert [pair for pair, (status, _) in found.items() if status == "conflict"] == [planted]
