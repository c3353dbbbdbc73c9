"""Which place of a list each figure of a list is about: 南昌、九江专利授权量分别为9,630件、1,480件."""

import re
from collections.abc import Sequence

from ..mention import STATEMENTS, Mention
from .find_places import NAME, Found, find_places

_NAME = re.compile("[^、，,/ 和与及以]+")
_IN_ORDER = re.compile("[^，。；;\n0-9]{0,30}分别")
_END = re.compile("[。；;\n]")


def deal_places(text: str, several: Found, mentions: Sequence[Mention]) -> dict[int, Found]:
    """The place of each figure of a sentence, by its place in `mentions`, where 分别 deals them to a list of places.

    All spans count in `text`, which is folded. Nothing where there are not as many figures as places; a change belongs
    to the figure in front of it.
    """
    in_order = _IN_ORDER.match(text, several.end)
    if in_order is None:
        return {}
    places = [place for name in _NAME.finditer(text, several.start, several.end) for place in _read_name(text, name)]
    end = _END.search(text, several.end)
    high = end.start() if end else len(text)
    behind = [
        at for at, one in enumerate(mentions) if in_order.end() <= one.start < high and one.kind not in STATEMENTS
    ]
    levels = [at for at in behind if mentions[at].kind != "change"] or behind
    if not places or len(levels) != len(places):
        return {}
    dealt: dict[int, Found] = {}
    for at in behind:
        n_before = sum(level <= at for level in levels)
        if n_before:
            dealt[at] = places[n_before - 1]
    return dealt


def _read_name(text: str, name: re.Match[str]) -> list[Found]:
    """The one place that a name of the list is; none where it is another thing."""
    found = find_places(name.group(), is_english=False)
    if len(found) != 1 or found[0].rule != NAME or found[0].start:
        return []
    start = name.start()
    return [Found(start, start + found[0].end, found[0].place, "place-in-order")]
