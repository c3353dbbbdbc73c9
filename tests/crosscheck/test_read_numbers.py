"""Numbers that were read as no fact: which there are, and that they prove or contradict a figure alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.crosscheck.figure import is_number, read_figures
from tasks.crosscheck.read_numbers import add_numbers
from tasks.crosscheck.settings import CrosscheckSettings
from tasks.crosscheck.stage import crosscheck_facts
from tasks.schema import AGREEMENTS, ALIGNMENTS
from tasks.schema.alignments import Alignment

from .clean_lines import Corpus
from .measure import check


def read(text: str) -> list[float]:
    return [figure.value for figure in add_numbers(text, [])]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The death toll rises to 832.", [832]),
        ("more than one and less than 48", [1, 48]),
        ("得分是 5.6 分", [5.6]),
        ("于三十日内答复", [30]),
        ("A harvest of 3.26 million", [3_260_000]),
        ("It has many wardens (2023: 4,015).", [4015]),
        ("(a) doors (b) gates: 2) locks", []),
    ],
)
def test_numbers_without_a_unit(text, values):
    assert read(text) == pytest.approx(values)


@pytest.mark.parametrize(
    "text",
    [
        "On September 29, 2018", "under Article 12 and Paragraph 3", "2018 年 9 月 30 日", "第14條", "the 14th minute", "at 5 p.m. or 17:30",
        "一、目的", "（三）办法", "Part 2", "No. 45", "COVID-19", "114學年度國小新生",
    ],
)  # fmt: skip
def test_dates_names_and_items_are_none(text):
    assert read(text) == []


def test_figures_keep_their_order_and_their_numbers_are_not_read_again(fact):
    rows = [fact("en", number, quote, value, "person")._asdict() for number, (quote, value) in enumerate([("700 people", 700), ("20 people", 20)])]  # fmt: skip
    figures = [figure for row in rows for figure in read_figures(row)]
    found = add_numbers("Of 700 people 35 left, and 20 people of 90 stayed.", figures)
    assert [figure.value for figure in found] == [700, 35, 20, 90]
    assert [is_number(figure) for figure in found] == [False, True, False, True]


def verdicts(tables, facts, zh_text, en_text):
    made = tables(facts)
    bead = ALIGNMENTS.from_rows(
        [Alignment(**made["alignments"].to_pylist()[0])._replace(zh_text=zh_text, en_text=en_text)]
    )
    rows = crosscheck_facts(made | {"alignments": bead}, CrosscheckSettings())["agreements"]
    AGREEMENTS.check(rows)
    return [(row["status"], row["reason"], row["number_text"], row["en_fact_id"]) for row in rows.to_pylist()]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("832", ("agree", None, "832", None)), ("823", ("conflict", "value", "823", None)), ("8,320", ("conflict", "scale", "8,320", None)), ("2", ("only_zh", None, None, None))],
)  # fmt: skip
def test_a_figure_alone_is_held_against_the_numbers_of_the_other_side(fact, tables, written, expected):
    facts = [fact("zh", 0, "832人", 832, "person"), fact("zh", 1, "46%", 46, "percent"), fact("en", 1, "46%", 46, "percent")]  # fmt: skip
    found = verdicts(tables, facts, "死亡人数升至832人，上升46%。", f"The toll rose to {written}, up 46%.")
    assert found == [expected, ("agree", None, None, "f-en-1")]


def test_the_ratio_to_a_bare_number_is_that_of_what_is_written(tables, fact):
    made = tables([fact("zh", 0, "65岁", 65, "year_of_age", unit_class="duration")])
    bead = Alignment(**made["alignments"].to_pylist()[0])._replace(
        zh_text="满65岁免费。", en_text="Free for those over 65."
    )
    [row] = crosscheck_facts(made | {"alignments": ALIGNMENTS.from_rows([bead])}, CrosscheckSettings())[
        "agreements"
    ].to_pylist()
    assert (row["status"], row["ratio"], row["number_text"]) == ("agree", 1.0, "65")


def test_two_equal_numbers_without_facts_are_no_row(tables, fact):
    facts = [fact("zh", 0, "46%", 46, "percent")]
    assert [row[0] for row in verdicts(tables, facts, "编号是 77，共46%。", "The code is 77.")] == ["only_zh"]


@pytest.mark.parametrize("facts", [[], ["46%"]])
def test_two_numbers_without_facts_that_differ_are_a_conflict(tables, fact, facts):
    stated = [fact(side, 0, quote, 46, "percent") for side in ("zh", "en") for quote in facts]
    zh, en = ("风力14级，涨46%。", "Force 16, up 46%.") if facts else ("风力14级。", "Force 16.")
    made = tables(stated)
    bead = Alignment(**made["alignments"].to_pylist()[0])._replace(zh_text=zh, en_text=en)
    tables_given = made | {"alignments": ALIGNMENTS.from_rows([bead])}
    rows = crosscheck_facts(tables_given, CrosscheckSettings())["agreements"].to_pylist()
    [row] = [row for row in rows if row["status"] == "conflict"]
    assert (row["reason"], row["number_text"], row["en_number_text"]) == ("value", "14", "16")
    assert row["fact_ids"] == [] and row["zh_fact_id"] is None and row["en_fact_id"] is None
    assert len({row["agreement_id"] for row in rows}) == len(rows) == 1 + len(facts)


def test_the_order_of_numbers_without_facts_tells_nothing(tables):
    zh, en = "他在第220局投出18个好球、7个坏球。", "He threw 7 balls and 18 strikes in inning 220."
    assert verdicts(tables, [], zh, en) == []


@given(st.text(alphabet="三十五五0123456789,.年日月条 aA()（）、第", max_size=60))
def test_any_text_gives_numbers_in_order(text):
    found = add_numbers(text, [])
    starts = [int(figure.fact_id[1:]) for figure in found]
    assert starts == sorted(starts)
    assert all(
        text[start : start + len(figure.quote)] == figure.quote for start, figure in zip(starts, found, strict=True)
    )


@pytest.mark.parametrize(
    ("zh", "en", "status"),
    [
        ("两国在1962年断交。", "The two countries broke off relations in 1962.", "agree"),
        ("这是二十年来的第三次，两人都承认了。", "It is the third time in 20 years; both admitted it.", "agree"),
        ("他在65分钟进球。", "He scored in the 65th minute.", "agree"),
        ("十年后教堂建成。", "The church was finished a decade later.", "agree"),
        ("每半年检查一次。", "It is inspected every six months.", "agree"),
        ("他有三个孩子。", "He is a father-of-three.", "agree"),
        ("他有三个孩子。", "He is a father of girls.", "only_zh"),
        ("第二天他们走了。", "Two people left on the next day.", "only_en"),
    ],
)
def test_numbers_that_are_implied_agree(zh, en, status):
    rows = check(Corpus("pair", "zh-Hans", "tune", [zh], [en]))
    assert status in {row.status for row in rows}
    assert "conflict" not in {row.status for row in rows}
