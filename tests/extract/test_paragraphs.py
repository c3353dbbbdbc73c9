"""Paragraphs that documents share are read once, and say in each what they would say alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.extract_facts import read_sentence
from tasks.extract.fields.read_fields import Fields
from tasks.extract.fields.read_paragraph import ParagraphReader
from tasks.extract.fields.sentence_words import SentenceWords
from tasks.extract.fields.surroundings import Surroundings
from tasks.extract.mention import Sentence

from .conftest import SETTINGS, read_paragraph

SENTENCES = (
    "全省新建温室12座，比上年同期的9座多。",
    "3月，西宁市培训农户300户。",
    "2021年，青海省和甘肃省共植树2万亩。",
    "The province opened 14 clinics in March.",
    "In 2019 Gansu planted 300 trees, up from 250 a year earlier.",
    "It trained 40 nurses.",
    "Ports handled 3 million tonnes.",
    "今年1至3月，全市发电量增长5%。",
)
TITLES = ("", "青海省2022年工作报告", "西宁市工作计划", "The ports of Gansu in 2018", "2020年《关于印发")
WORDS = {text: SentenceWords(Sentence(text), read_sentence(Sentence(text), SETTINGS)) for text in SENTENCES}
DAYS = (None, date(2023, 6, 1), date(2019, 2, 3))
Document = tuple[str, date | None, list[list[str]]]
paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)
documents = st.tuples(st.sampled_from(TITLES), st.sampled_from(DAYS), st.lists(paragraphs, min_size=1, max_size=4))


def read(document: Document, reader: ParagraphReader | None = None) -> list[Fields]:
    """The fields of all facts of a document; each paragraph by a reader of its own unless one is given."""
    title, day, found = document
    text = "\n".join([title, *("".join(sentences) for sentences in found)])
    around, at, fields = Surroundings(text, title, day), len(title) + 1, list[Fields]()
    for sentences in found:
        start, places = at, []
        for sentence in sentences:
            places.append((at, WORDS[sentence]))
            at += len(sentence)
        fields += read_paragraph(around, start, places, reader)
        at += 1
    return fields


@given(st.lists(documents, min_size=1, max_size=4))
def test_paragraphs_say_the_same_in_every_document(found: list[Document]) -> None:
    reader = ParagraphReader()
    for document in found:
        assert read(document, reader) == read(document)
        assert read(document, reader) == read(document)


def test_what_a_document_says_goes_to_its_own_facts() -> None:
    reader, paragraph = ParagraphReader(), [["Ports handled 3 million tonnes.", "It trained 40 nurses."]]
    gansu, qinghai = (read((title, None, paragraph), reader) for title in (TITLES[3], TITLES[1]))
    assert [said.where.text for said in gansu + qinghai] == ["Gansu"] * 2 + ["青海省"] * 2
    assert [said.when.text for said in gansu + qinghai] == ["2018"] * 2 + ["2022"] * 2
    assert read(("", None, paragraph), reader)[0].when.period is None


def test_a_province_left_out_is_that_of_each_document() -> None:
    reader, paragraph = ParagraphReader(), [["The province opened 14 clinics in March."]]
    places = [read((title, None, paragraph), reader)[0].where.found for title in (TITLES[3], TITLES[1], "")]
    assert [found.place.iso if found and found.place else None for found in places] == ["CN-GS", "CN-QH", None]


@pytest.mark.parametrize(
    ("sentences", "edtf"),
    [
        (["The carrier plans to open 14 routes by 2029.", "It employs 3,100 pilots."], None),
        (["In 2022 the fleet grew to 41 boats and is to reach 60 in 2027.", "It carried 9,000 riders."], "2022"),
        (["Farms must halve their 80 tonnes of waste by 2031.", "They have 12 pits."], None),
        (["In 2021 it opened 14 routes.", "It employs 3,100 pilots."], "2021"),
        (["到2028年，全市将建成驿站60座。", "现有管理员415人。"], None),
        (["2022年，全市建成驿站35座，到2028年将达到60座。", "现有管理员415人。"], "2022"),
        (["2022年，全市建成驿站35座；明年计划再建6座。", "现有管理员415人。"], "2022"),
    ],
)
def test_what_is_planned_gives_no_time_to_what_is(sentences: list[str], edtf: str | None) -> None:
    text, places, at = "".join(sentences), [], 0
    for sentence in sentences:
        places.append((at, SentenceWords(Sentence(sentence), read_sentence(Sentence(sentence), SETTINGS))))
        at += len(sentence)
    when = read_paragraph(Surroundings(text, None, None), 0, places)[-1].when
    assert (when.period.edtf if when.period else None) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2024年，全市法院审结案件8万件。\n\n审结商事案件5万件。\n\n2025年，力争结案率达到98%。", "2024"),
        ("2024年，全市法院审结案件8万件。\n\n审结商事案件5万件。\n\n2023年，结案率为98%。", None),
        ("Interim results for the six months ended 30 September 2024\n\nSales were 5 million yuan.", "2024-04/2024-09"),
        ("海港水务有限公司\n截至二零二四年三月三十一日止年度业绩\n\n收入为5亿元。", "2023-04/2024-03"),
        ("In the year ended 31 March 2024 the trust treated 800 patients.\n\nIt has 5 wards.", None),
    ],
)
def test_the_year_of_a_report_is_no_year_that_it_plans(text: str, edtf: str | None) -> None:
    at = text.index("5")
    start = text.rindex("\n", 0, at) + 1
    sentence = Sentence(text[start:].partition("\n")[0])
    words = SentenceWords(sentence, read_sentence(sentence, SETTINGS))
    when = read_paragraph(Surroundings(text, None, None), start, [(start, words)])[-1].when
    assert (when.period.edtf if when.period else None) == edtf
