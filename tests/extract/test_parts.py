"""Parts of a document: what it tells of its year, of several years, and what it sets out to do."""

import pytest

from tasks.extract.extract_facts import read_sentence
from tasks.extract.fields.read_fields import Fields
from tasks.extract.fields.sentence_words import SentenceWords
from tasks.extract.fields.surroundings import Surroundings
from tasks.extract.mention import Sentence

from .conftest import SETTINGS, read_paragraph

HARBOUR = """北湾市港航局工作总结
2023年，全市港口新建泊位4个。
疏浚航道16公里。
{heading}
新建码头3座，购置拖轮2艘。"""


def read(text: str, title: str | None = None) -> dict[str, list[Fields]]:
    """The fields of the facts of each line by its text."""
    around, at, found = Surroundings(text, title, None), 0, dict[str, list[Fields]]()
    for line in text.split("\n"):
        sentence = Sentence(line)
        found[line] = read_paragraph(around, at, [(at, SentenceWords(sentence, read_sentence(sentence, SETTINGS)))])
        at += len(line) + 1
    return found


def say(fields: list[Fields]) -> list[tuple[str, str | None]]:
    """Modality and time of each fact."""
    return [(said.what.modality.name, said.when.period.edtf if said.when.period else None) for said in fields]


@pytest.mark.parametrize(
    ("heading", "modality", "edtf"),
    [
        ("二、2024年工作安排", "planned", None),
        ("三、下一步工作打算", "planned", None),
        ("（二）明年重点任务", "planned", None),
        ("2024年，力争港区改造见效。", "actual", "2023"),
        ("二、重点任务完成情况", "actual", "2023"),
        ("五年来，港航事业大步向前。", "actual", None),
        ("“十三五”时期，全市港航面貌一新。", "actual", None),
        ("我们做好了各项工作。", "actual", "2023"),
        ("工作计划", "actual", "2023"),
        ("二、今年主要工作", "actual", "2023"),
        ("二、今年工作安排", "planned", None),
        ("第二部分 工作思路", "planned", None),
    ],
)
def test_what_stands_behind_a_heading(heading: str, modality: str, edtf: str | None) -> None:
    said = read(HARBOUR.format(heading=heading))
    assert say(said["疏浚航道16公里。"]) == [("actual", "2023")]
    assert say(said["新建码头3座，购置拖轮2艘。"]) == [(modality, edtf)] * 2


def test_a_part_of_the_year_comes_after_years_and_plans() -> None:
    text = "2022年，全县修路20公里。\n过去五年，全县面貌一新。\n架桥8座。\n二、2022年工作回顾\n植树900棵。"
    said = read(text)
    assert [say(said[line])[0][1] for line in ("架桥8座。", "植树900棵。")] == [None, "2022"]


def test_another_year_that_is_told_of_leaves_the_year_open() -> None:
    said = read("2022年，全县修路20公里。\n2023年，全县修路30公里。\n架桥8座。")
    assert say(said["架桥8座。"]) == [("actual", None)]


@pytest.mark.parametrize(
    ("title", "has_key"),
    [
        ("海西远洋船务有限公司2023年年度报告", False),
        ("青湖大学2023年统计概况", False),
        ("东岸港集团9月生产简报", True),
        ("青湖市2023年统计公报", True),
    ],
)
def test_what_one_body_tells_of_is_no_figure_of_its_place(title: str, has_key: bool) -> None:
    (said,) = read("2023年货物吞吐量310万吨。", title)["2023年货物吞吐量310万吨。"]
    assert (said.what.key is not None) is has_key
