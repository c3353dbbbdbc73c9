"""Documents after one pattern: leaflets of models and reports of years, whose figures alone tell them apart."""

import random

import pytest

from tasks.pair.sign_documents import FIGURE_BIT, Text, read_figure, sign_documents

from .test_content import pairs_of, tables_of

ZH_LEAFLET = ["{name}电热水壶", "容量{volume}升，功率{power}瓦，烧开一壶水约需{minutes}分钟。", "壶身采用304不锈钢，重{weight}克。",
              "水烧干时自动断电。", "请勿将底座浸入水中。", "电源线长{cord}厘米，可绕在底座下面。", "保修期为18个月。"]  # fmt: skip
EN_LEAFLET = ["{name} electric kettle", "It holds {volume} litres, draws {power} watts and boils a full kettle in about {minutes} minutes.",
              "The body of 304 stainless steel weighs {weight} grams.", "It switches itself off when it boils dry.", "Do not put the base into water.",
              "The cord of {cord} cm can be wound up under the base.", "The warranty is 18 months."]  # fmt: skip
ZH_REPORT = ["{year}年巡护工作总结", "全年巡护员共巡山{walks}次，行程{way}公里。", "红外相机拍到野生动物{photos}次，其中岩羊最多。",
             "拆除猎套{snares}个，劝返进山人员{people}人。", "扑灭火情{fires}起，没有人员伤亡。", "为村民发放太阳灶{stoves}台，减少了砍柴。"]  # fmt: skip
EN_REPORT = ["Patrols in {year}", "In the course of the year rangers went out {walks:,} times and covered {way:,} kilometres.",
             "Infrared cameras photographed wild animals {photos:,} times, most often blue sheep.", "Rangers removed {snares:,} snares and turned back {people:,} people.",
             "They put out {fires} fires, in which nobody was hurt.", "Villagers were given {stoves:,} solar cookers, so that less wood was cut."]  # fmt: skip


def describe_kettles(n: int) -> list[dict[str, object]]:
    source = random.Random(7)
    return [{"name": f"K{at}", "volume": source.choice(["1.2", "1.5", "1.7"]), "power": source.randrange(1210, 1890, 10),
             "minutes": source.randint(4, 8), "weight": source.randint(611, 989), "cord": source.randint(61, 99)} for at in range(n)]  # fmt: skip


def describe_years(n: int) -> list[dict[str, object]]:
    source = random.Random(8)
    names = ("walks", "way", "photos", "snares", "people", "stoves")
    return [{"year": 2015 + at, "fires": source.randint(1, 9)} | {name: source.randint(103, 9876) for name in names}
            for at in range(n)]  # fmt: skip


def fill(lang: str, template: list[str], values: dict[str, object]) -> list[tuple[str, str]]:
    return [(lang, text.format(**values)) for text in template]


@pytest.mark.parametrize(
    ("zh", "en", "values"), [(ZH_LEAFLET, EN_LEAFLET, describe_kettles(5)), (ZH_REPORT, EN_REPORT, describe_years(5))]
)
def test_each_finds_its_own_and_those_without_partner_stay_alone(zh, en, values):
    pile = {f"zh{at}": fill("zh-Hans", zh, some) for at, some in enumerate(values) if at != 4}
    pile |= {f"en{at}": fill("en", en, some) for at, some in reversed(list(enumerate(values))) if at != 0}
    assert pairs_of(tables_of(pile)) == [(f"zh{at}", f"en{at}", "content") for at in (1, 2, 3)]


def test_a_leaflet_of_another_model_is_no_translation():
    first, other = describe_kettles(2)
    assert pairs_of(tables_of({"zh": fill("zh-Hans", ZH_LEAFLET, first), "en": fill("en", EN_LEAFLET, other)})) == []


@pytest.mark.parametrize(
    ("text", "year"), [("民國七十一年修建", "1982"), ("中華民國108年底", "2019"), ("民国 三十六年", "1947")]
)
def test_years_of_the_republic_are_those_that_english_writes(text, year):
    [signature] = sign_documents([Text("d", text, True)])
    assert read_figure(year) in signature.features.tolist()


def test_ages_and_durations_are_no_such_years():
    [signature] = sign_documents([Text("d", "農民七十一年來", True)])
    years = {read_figure(str(year)) for year in range(1912, 2030)}
    assert not years & {feature for feature in signature.features.tolist() if feature >= FIGURE_BIT}
