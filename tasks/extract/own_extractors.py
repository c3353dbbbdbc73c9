"""Extractors of the user: functions of installed packages, named by entry points of the group `hedui.extractors`.

An extractor takes the text of a segment and its language and gives what it found; it is asked only if the settings name
it. Its facts stand beside the others, and replace those of the same kind that they overlap.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import NamedTuple

from ..core.errors import WrongCallError
from .mention import Mention

GROUP = "hedui.extractors"
_LONGEST_NAME = 80


class OwnFact(NamedTuple):
    """What an extractor of a user gives: half-open span of code points of the text, and the fields of the fact."""

    start: int
    end: int
    value: Decimal | None = None
    unit: str | None = None
    unit_class: str | None = "count"
    qualifier: str | None = None
    kind: str = "quantity"
    confidence: float = 0.5


Extractor = Callable[[str, str], Iterable[OwnFact]]


def resolve_extractors(names: Iterable[str]) -> tuple[str, ...]:
    """Each name with the version of the package that holds it, as `name@1.2.0`, so that caches know when it changes.

    Raises ValueError when no installed package has such an entry point, or another version is asked for.
    """
    return tuple(f"{name.partition('@')[0]}@{_find_version(name)}" for name in names)


def _find_version(name: str) -> str:
    bare, _, asked = name.partition("@")
    found = _find_entry_point(bare)
    version = found.dist.version if found.dist is not None else "0"
    if asked and asked != version:
        raise ValueError(f"the extractor {bare} is installed in version {version}, and {asked} is asked for")
    return version


def _find_entry_point(name: str) -> EntryPoint:
    found = entry_points(group=GROUP, name=name)
    if not found:
        known = ", ".join(sorted(point.name for point in entry_points(group=GROUP))) or "none is installed"
        raise ValueError(f"no installed package has an entry point {GROUP} named {name[:_LONGEST_NAME]} ({known})")
    return next(iter(found))


@cache
def load_extractor(name: str) -> Extractor:
    """The function of an entry point; `name` may end in `@version`.

    Raises WrongCallError when it cannot be loaded or called.
    """
    try:
        extractor = _find_entry_point(name.partition("@")[0]).load()
    except (ValueError, ImportError, AttributeError) as error:
        raise WrongCallError(f"the extractor {name} cannot be loaded: {error}") from error
    if not callable(extractor):
        raise WrongCallError(f"the extractor {name} is no function")
    return extractor  # type: ignore[no-any-return]  # whatever it gives is checked fact by fact


def ask_extractors(names: Iterable[str], text: str, lang: str) -> list[Mention]:
    """The facts that extractors find in the text of a segment, in order.

    Raises ValueError when one lies outside the text.
    """
    found = [_check(name, text, fact) for name in names for fact in load_extractor(name)(text, lang)]
    return sorted(found, key=lambda mention: (mention.start, mention.end, mention.rule))


def _check(name: str, text: str, fact: OwnFact) -> Mention:
    if not 0 <= fact.start < fact.end <= len(text) or not 0 <= fact.confidence <= 1:
        raise ValueError(f"the extractor {name} gives a fact outside the text or of no probability: {tuple(fact)}")
    is_money = fact.unit_class == "money"
    return Mention(
        *(fact.start, fact.end, fact.value, fact.start, fact.end),
        unit=fact.unit,
        unit_class=fact.unit_class if fact.unit else None,
        currency=fact.unit if is_money else None,
        qualifier=fact.qualifier,
        kind=fact.kind,
        rule=f"own-{name.partition('@')[0]}",
        confidence=fact.confidence,
    )


def replace_overlapped(mentions: list[Mention], own: list[Mention]) -> list[Mention]:
    """All of the user's facts, and of the others those that no fact of the user of the same kind overlaps."""
    kept = [
        mention
        for mention in mentions
        if not any(one.kind == mention.kind and one.start < mention.end and mention.start < one.end for one in own)
    ]
    return sorted(kept + own, key=lambda mention: mention.start)
