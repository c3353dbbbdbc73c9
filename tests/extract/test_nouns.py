"""Counted nouns: English heads and plurals, Chinese nouns behind and before their classifier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.read_chinese_noun import read_noun_after, read_noun_before, strip_links
from tasks.extract.read_english_noun import read_noun_phrase, singularize


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("cities", "city"),
        ("batches", "batch"),
        ("boxes", "box"),
        ("processes", "process"),
        ("cases", "case"),
        ("bases", "base"),
        ("people", "person"),
        ("children", "child"),
        ("species", "species"),
        ("TISCs", "tisc"),
        ("licenses", "license"),
        ("centres", "centre"),
        ("analyses", "analysis"),
        ("ties", "tie"),
        ("mu", "mu"),
        ("access", None),
        ("status", None),
        ("analysis", None),
        ("various", None),
        ("people's", None),
        ("overseas", None),
        ("city", None),
        ("is", None),
    ],
)
def test_singularize(plural: str, singular: str | None) -> None:
    assert singularize(plural) == singular


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'-", min_size=1, max_size=12))
def test_a_singular_is_never_empty(word: str) -> None:
    assert singularize(word) != ""


@pytest.mark.parametrize(
    ("text", "is_singular", "phrase", "head"),
    [
        (" national pilot demonstration cities in the province", False, "national pilot demonstration cities", "city"),
        (" software works registrations.", False, "software works registrations", "registration"),
        (" data registration applications were", False, "data registration applications", "application"),
        (" patent and trademark searches", False, "patent and trademark searches", "search"),
        (" service bases and project institutions", False, "service bases", "base"),
        (" national training (Guangdong) bases", False, "national training (Guangdong) bases", "base"),
        (" Qingshan-Heze, Qingshan-Linhai ferry lines", False, "Qingshan-Heze, Qingshan-Linhai ferry lines", "line"),
        (" secret protection base.", True, "secret protection base", "base"),
        (" case to the second batch", True, "case", "case"),
    ],
)
def test_noun_phrase(text: str, is_singular: bool, phrase: str, head: str) -> None:
    found = read_noun_phrase(text, 0, is_singular)
    assert found is not None
    assert (text[found.start : found.end], found.head) == (phrase, head)


@pytest.mark.parametrize("text", [" of the cities", " were sold", ", cities", "", " to", " strongly"])
def test_no_noun_phrase(text: str) -> None:
    assert read_noun_phrase(text, 0, is_singular=False) is None


@pytest.mark.parametrize(
    ("text", "is_body", "noun"),
    [
        ("国家人工智能应用中试基地，", False, "base"),
        ("制造业中试平台入选全国名单", False, "platform"),
        ("工业企业技术改造和数字化转型。", True, "enterprise"),
        ("省级行政职权由市县实施", False, "power"),
        ("县（市）生产总值", False, "county"),
        ("三级公立综合医院在国家监测中", True, "hospital"),
        ("省级事项办理时间", False, "item"),
        ("的", False, None),
        ("，新增", False, None),
    ],
)
def test_noun_after_a_classifier(text: str, is_body: bool, noun: str | None) -> None:
    found = read_noun_after(text, 0, is_body)
    assert (found[0] if found else None) == noun


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("全球灯塔工厂增至", "factory"),
        ("新设外资企业", "enterprise"),
        ("新增医疗机构床位超", "bed"),
        ("发明专利拥有量从", "patent"),
        ("专精特新“小巨人”企业", "enterprise"),
        ("总量达", None),
        ("该站记录了", None),
        ("他组织的", None),
        ("", None),
    ],
)
def test_noun_before_a_number(text: str, noun: str | None) -> None:
    found = read_noun_before(text, len(text), False)
    assert (found[0] if found else None) == noun


def test_links_are_stripped() -> None:
    assert strip_links("旅客吞吐量已超过") == "旅客吞吐量"
    assert strip_links("达") == ""
