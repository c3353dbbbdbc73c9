"""The vocabulary of a user: units, places and words that refuse numbers, beside the tables of this package."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from ..core.numerals.read_tables import alternation
from ..core.scripts import to_simplified
from .fields.gazetteer import PREFECTURE, Place
from .tables.read_tables import Unit


class OwnUnit(BaseModel):
    """A unit of the user: what follows a number in either language, and how the fact names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern="^[a-z][a-z_]*$", description="Unit of the facts: a singular English noun, as in `case`")
    unit_class: str = Field(default="count", min_length=1, description="Class of the unit, as in `facts.unit_class`")
    en: tuple[str, ...] = Field(default=(), description="English forms right behind a number, singular and plural")
    zh: tuple[str, ...] = Field(default=(), description="Chinese forms right behind a number, in either script")


class OwnPlace(BaseModel):
    """A place of the user: a town, a park, an area that the gazetteer does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: tuple[str, ...] = Field(min_length=1, description="Its names in either language and script")
    iso: str = Field(default="", description="ISO 3166 code, if it has one")
    gbt2260: str = Field(default="", pattern="^([0-9]{6})?$", description="GB/T 2260 code, six digits, if it has one")


class OwnMetricTerm(BaseModel):
    """A word of the user that metrics are made of, as in the table metric_terms.tsv."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Literal["object", "vague", "action", "modifier", "topic", "amount", "neutral"] = Field(
        default="object", description="What the word is to a metric; see the table"
    )
    name: str = Field(pattern="^[a-z0-9][a-z0-9_]*$", description="Its part of the key, as in `ferry_trips`")
    unit_classes: tuple[str, ...] = Field(default=(), description="Classes of units it is counted in; any, if none")
    en: tuple[str, ...] = Field(default=(), description="English forms, singular")
    zh: tuple[str, ...] = Field(default=(), description="Chinese forms, in either script")


class Vocabulary(BaseModel):
    """What a user adds to the tables."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    units: tuple[OwnUnit, ...] = Field(default=(), description="Units; one longer than a known one comes first")
    places: tuple[OwnPlace, ...] = Field(default=(), description="Places that figures can be about")
    metrics: tuple[OwnMetricTerm, ...] = Field(
        default=(), description="Words that the keys of metrics are made of; they come before those of the table"
    )
    refused_before: tuple[str, ...] = Field(
        default=(), description="Words in front of a number that make it a name or a code: `Rule`, `台账号`"
    )
    refused_after: tuple[str, ...] = Field(
        default=(), description="Words behind a number that make it a name or a code"
    )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is added that changes which numbers are facts, and of what."""
        return not (self.units or self.places or self.refused_before or self.refused_after)


class OwnRules(NamedTuple):
    """A vocabulary made ready: patterns that match at a place, None where it has no such entry."""

    unit: re.Pattern[str] | None
    units: dict[str, Unit]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    place: re.Pattern[str] | None
    places: dict[str, Place]


@lru_cache(maxsize=8)
def make_rules(vocabulary: Vocabulary) -> OwnRules:
    """The patterns of a vocabulary; Chinese words are compared in simplified characters."""
    units = {
        to_simplified(form).lower(): Unit(unit.name, unit.unit_class)
        for unit in vocabulary.units
        for form in (*unit.en, *unit.zh)
    }
    places = {
        to_simplified(name): Place(place.gbt2260, place.iso, PREFECTURE)
        for place in vocabulary.places
        for name in place.names
    }
    before, after = (
        sorted(map(to_simplified, words)) for words in (vocabulary.refused_before, vocabulary.refused_after)
    )
    return OwnRules(
        re.compile(f" ?({alternation(units)})(?![A-Za-z])", re.IGNORECASE) if units else None,
        units,
        re.compile(f"(?<![A-Za-z])(?:{alternation(before)})[. ]{{0,2}}\\Z") if before else None,
        re.compile(f"[ -]?(?:{alternation(after)})(?![A-Za-z])") if after else None,
        re.compile(f"(?<![A-Za-z])(?:{alternation(places)})(?![A-Za-z])") if places else None,
        places,
    )


LONGEST_WORD = 40
"""Characters in front of a number in which a refusing word is looked for."""
