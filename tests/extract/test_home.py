"""Where a document that names no place is at home, and the dollar that its bare 元 is."""

import pytest

from tasks.extract.fields.surroundings import Surroundings
from tasks.extract.settings import ExtractSettings
from tasks.extract.stage import extract_documents

from .test_stage import tables_of


@pytest.mark.parametrize(
    ("text", "title", "code", "currency"),
    [
        ("醫管局昨日公布，病人須付180元。", None, "810000", "HKD"),
        ("勞動部公布，基本工資調升至27,470元。", None, "710000", "TWD"),
        ("全澳酒店平均房價1,200元，澳門元計。", None, "820000", "MOP"),
        ("廣東省財政撥款3億元，港元匯率上升，廣東兩地與廣東各市。", None, "440000", None),
        ("醫院收費由180元調整。", None, None, None),
        ("每股盈利為港幣28.6仙，員工獲派3,000元。", None, None, "HKD"),
        ("香港的醫院收費由180元調整。", None, "810000", "HKD"),
        ("香港及廣東的醫院收費由180元調整。", None, None, None),
        ("医管局昨日公布，病人须付180元。", None, None, None),
        ("The judiciary resolved 509,664 cases.", "Kenya's courts clear more cases", "KE", None),
        ("The judiciary resolved 509,664 cases.", "Aid to Kenya grows", None, None),
    ],
)
def test_home(text: str, title: str | None, code: str | None, currency: str | None) -> None:
    around = Surroundings(text, title, None)
    place = around.place
    assert (None if place is None else place.code or place.iso) == code
    assert around.currency == currency


def test_a_bare_yuan_is_the_dollar_of_the_place() -> None:
    text = "醫管局公布，收費由180元調整，另撥款3億港元及人民幣2億元。"
    rows = extract_documents(tables_of(text.encode(), text), ExtractSettings())["facts"].to_pylist()
    assert [(row["quote"], row["unit"], row["currency"]) for row in rows] == [
        ("180元", "HKD", "HKD"),
        ("3億港元", "HKD", "HKD"),
        ("人民幣2億元", "CNY", "CNY"),
    ]


def test_years_and_country_of_a_text_of_taiwan() -> None:
    text = "漁業署公布，新臺幣匯率上升。\n112年我國漁船捕獲秋刀魚3萬公噸，較111年的4萬公噸減少25%。"
    rows = extract_documents(tables_of(text.encode(), text), ExtractSettings())["facts"].to_pylist()
    assert [(row["quote"], row["time_edtf"], row["place_gbt2260"]) for row in rows] == [
        ("3萬公噸", "2023", "710000"),
        ("4萬公噸", "2022", "710000"),
        ("25%", "2023", "710000"),
    ]


def test_national_bodies_of_another_country() -> None:
    text = "Nepal and its tigers\nChitwan National Forest Office counted 128 tigers in Nepal and Nepal, near Nepal."
    rows = extract_documents(tables_of(text.encode(), text), ExtractSettings())["facts"].to_pylist()
    assert [row["place_iso"] for row in rows if row["value"] == 128] == ["NP"]
