"""Provinces, prefectures and countries by name, in Chinese (simplified) and English, with their codes."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..tables.read_tables import read_rows

COUNTRY, PROVINCE, PREFECTURE = 0, 1, 2
CHINA_CODE = "156"
_MUNICIPALITIES = ("11", "12", "31", "50")


class Place(NamedTuple):
    """A place of the gazetteer: GB/T 2260 code (six digits; 156 for China, empty abroad) and ISO 3166 code, if any."""

    code: str
    iso: str
    level: int

    @property
    def province_code(self) -> str:
        """The code of the province it is or lies in; empty for a country."""
        return self.code[:2] + "0000" if self.level else ""

    @property
    def is_city(self) -> bool:
        """Whether `the city` can mean it: a prefecture, or a municipality of the rank of a province."""
        return self.level == PREFECTURE or self.code[:2] in _MUNICIPALITIES

    def holds(self, other: "Place") -> bool:
        """Whether it is the other place or the other one lies in it."""
        if self.level == COUNTRY:
            return other == self or (self.code == CHINA_CODE and other.level > COUNTRY)
        return other == self or (self.level == PROVINCE and other.province_code == self.code)


CHINA = Place(CHINA_CODE, "CN", COUNTRY)


class Name(NamedTuple):
    """What a name means: the places that bear it, the one usually meant first, and whether it is weak (see the table).

    `is_shared` is a name without a usual meaning: Yichun, Taizhou, Yulin.
    """

    places: tuple[Place, ...]
    is_weak: bool
    is_shared: bool = False


@cache
def chinese_names() -> dict[str, Name]:
    """Places by simplified name without suffix, and by the whole name of an autonomous prefecture."""
    names: dict[str, Name] = {}
    for place, _, row in _read_china():
        is_weak = row[6] == "weak"
        if row[2] not in names:
            names[row[2]] = Name((place,), is_weak)
        names[row[2] + row[4]] = Name((place,), False)
    for code, chinese, _, _ in read_rows("countries.tsv"):
        names |= {form: Name((_country(code),), False) for form in chinese.split("|") if form}
    return names


@cache
def english_names() -> dict[str, Name]:
    """Places by English name, capitalised as in print."""
    found: dict[str, list[Place]] = {}
    for place, forms, _ in _read_china():
        for form in forms:
            found.setdefault(form, []).append(place)
    usual = {form: code for form, code in read_rows("places_usual.tsv")}  # noqa: C416  # pairs for mypy
    names: dict[str, Name] = {}
    for form, places in found.items():
        places.sort(key=lambda place: (place.code != usual.get(form), place.level, place.code))
        is_shared = len(places) > 1 and places[0].level == PREFECTURE and form not in usual
        names[form] = Name(tuple(places), usual.get(form) == "weak", is_shared)
    for code, _, english, weak in read_rows("countries.tsv"):
        names |= {form: Name((_country(code),), weak == "weak") for form in english.split("|")}
    return names


@cache
def places_by_code() -> dict[str, Place]:
    """Provinces and prefectures by GB/T 2260 code."""
    return {place.code: place for place, _, _ in _read_china()}


def _country(code: str) -> Place:
    return CHINA if code == "CN" else Place("", code, COUNTRY)


def _read_china() -> Iterator[tuple[Place, list[str], tuple[str, ...]]]:
    for row in read_rows("places_china.tsv"):
        level = PREFECTURE if row[1] == "-" else PROVINCE
        yield Place(row[0], "" if row[1] == "-" else row[1], level), row[5].split("|"), row
