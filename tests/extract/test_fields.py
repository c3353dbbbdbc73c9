"""What a figure says: metric, time, place, modality, on samples of subjects and provinces that no seed is about."""

import re
from typing import Any

import pytest

from tasks.core.scripts import to_simplified
from tasks.extract.extract_facts import read_sentence
from tasks.extract.fields.read_fields import Fields
from tasks.extract.fields.sentence_words import SentenceWords
from tasks.extract.fields.surroundings import Surroundings
from tasks.extract.mention import Sentence
from tests.growth import assert_reads_in_proportion

from .conftest import SETTINGS, read_cases, read_paragraph

Case = list[Any]


def read(text: str, quote: str) -> Fields | None:
    """Fields of the figure whose quote holds the given words or lies in them, of a sentence that is a document."""
    sentence = Sentence(text, "en" if text.isascii() else "mixed")
    mentions = read_sentence(sentence, SETTINGS)
    fields = read_paragraph(Surroundings(text, None, None), 0, [(0, SentenceWords(sentence, mentions))])
    for mention, said in zip(mentions, fields, strict=True):
        found = text[mention.start : mention.end]
        if quote in found or found in quote:
            return said
    return None


def words(text: str | None) -> set[str]:
    folded = to_simplified(text or "").lower()
    return set(folded) if re.search("[\u3400-\u9fff]", folded) else set(re.findall(r"\w+", folded))


def compare(case: Case) -> dict[str, bool]:
    """For each field whether it is as expected; of the metric half the words must be there."""
    text, quote, metric, time, place, modality = case
    said = read(text, quote)
    assert said is not None
    expected = words(metric)
    found = text[said.what.metric[0] : said.what.metric[1]] if said.what.metric else None
    where = said.where.found.place if said.where.found else None
    if place is None or re.fullmatch(r"[0-9]{6}|[A-Z]{2}", place):
        is_place = (where is None) if place is None else (where is not None and place in (where.code, where.iso))
    else:
        is_place = where is None and place in (said.where.text or "")
    return {
        "metric": 2 * len(expected & words(found)) >= len(expected),
        "time": (said.when.period.edtf if said.when.period else None) == time,
        "place": is_place,
        "modality": said.what.modality.name == modality,
    }


@pytest.mark.parametrize(
    ("text", "quote", "modality"),
    [
        ("The bridge will open in 2031.", "bridge will open in 2031", "planned"),
        ("The seminar will be held in Wuhan on 3 June 2027.", "held in Wuhan", "planned"),
        ("The accord, which will run to 2030, was signed on 3 May 2021.", "was signed on 3 May 2021", "actual"),
        ("The code was issued on 5 June 2023 and will be amended in July 2025.", "issued on 5 June 2023", "actual"),
        ("展会将于2026年6月3日至5日在武汉举行。", "武汉举行", "planned"),
        ("条例于2021年3月1日起施行。", "起施行", "actual"),
    ],
)
def test_an_event_to_come_is_planned(text: str, quote: str, modality: str) -> None:
    said = read(text, quote)
    assert said is not None
    assert said.what.modality.name == modality


@pytest.mark.parametrize("case", read_cases("fields.json"), ids=lambda case: case[1])
def test_fields(case: Case) -> None:
    assert compare(case) == dict.fromkeys(("metric", "time", "place", "modality"), True)


@pytest.mark.parametrize(("text", "quote", "metric"), read_cases("metrics.json"))
def test_metrics(text: str, quote: str, metric: str) -> None:
    """Half the words must be there, and not many others."""
    said = read(text, quote)
    assert said is not None
    assert said.what.metric is not None
    expected, found = words(metric), words(text[slice(*said.what.metric)])
    assert 2 * len(expected & found) >= len(expected)
    assert len(found - expected) <= 11


@pytest.mark.parametrize(
    ("text", "quote", "actor"),
    [
        ("The province co-organized a fair and founded 38 stations.", "38 stations", "The province"),
        ("Issued and revised 24 rules.", "24 rules", None),
        ("Wuhan, the capital of Hubei, opened 12 schools.", "12 schools", "Wuhan, the capital of Hubei,"),
        ("In 2022 Hunan granted 4,300 patents.", "4,300 patents", "Hunan"),
        ("海关总署广东分署组织开展3次行动。", "3次", "海关总署广东分署"),
        ("杭州海关查获货物20件。", "20件", "杭州海关"),
        ("财政局向企业发放补贴5万元。", "5万元", "财政局"),
    ],
)
def test_actors(text: str, quote: str, actor: str | None) -> None:
    said = read(text, quote)
    assert said is not None
    assert (text[slice(*said.what.actor.actor)] if said.what.actor.actor else None) == actor


@pytest.mark.parametrize("case", read_cases("fields_known_failures.json"), ids=lambda case: case[1])
def test_known_failures(case: Case) -> None:
    *case, field = case
    assert not compare(case)[field], "this works now: move it to fields.json"


@pytest.mark.parametrize(
    "unit",
    [
        "raised 5 pigs of a ",
        "with the value of 5 pigs, ",
        "5 pigs including A ",
        "a" * 150 + " of 5 pigs ",
        "on, on 5 cats and ",
        "广东省5件，",
        "局局局局5件",
        "2019 and 2020 to 5 dogs ",
        "China, Wuhan and 5 cats ",
    ],
)
def test_many_figures_take_time_in_proportion(unit: str) -> None:
    assert_reads_in_proportion(lambda text: read(text, "no such figure"), unit, 40_000)


@pytest.mark.parametrize(("text", "quote", "actor"), read_cases("actors.json"))
def test_only_bodies_and_people_act(text: str, quote: str, actor: str | None) -> None:
    said = read(text, quote)
    assert said is not None
    span = said.what.actor.actor
    assert (text[span[0] : span[1]] if span else None) == actor
