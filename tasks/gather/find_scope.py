"""Places that only their document names: `the city` and 全市 are another one in each."""

import pyarrow as pa
import pyarrow.compute as pc

_RELATIVE = (
    "(?i)^(?:[全我本该該这這](?:自治)?[省市州县縣区區旗镇鎮乡鄉村国國港]|[省市州县縣区區国國][内內]"
    "|(?:the|this|our|its|their|that)(?: (?:whole|entire))? (?:autonomous )?(?:province|city|municipality|county"
    "|country|nation|district|prefecture|region|town|township|village|state|territory)|(?:nation|country|city|province)-?wide)$"
)


def has_code(facts: pa.Table) -> pa.ChunkedArray:
    """For each row of `facts` whether its place has a code."""
    codes = (pc.fill_null(facts[name], "") for name in ("place_iso", "place_gbt2260"))
    return pc.not_equal(pc.binary_join_element_wise(*codes, ""), "")


def find_scope(facts: pa.Table) -> pa.ChunkedArray:
    """For each row of `facts` the document in which alone its place is what it is; null where it is so everywhere.

    `facts` has the places and `document_id`. A place without a code counts by its words, unless these only point at
    the place of the document.
    """
    is_relative = pc.fill_null(pc.match_substring_regex(facts["place_text"], _RELATIVE), fill_value=False)
    is_relative = pc.and_(is_relative, pc.invert(has_code(facts)))
    return pc.if_else(is_relative, facts["document_id"], pa.scalar(None, pa.string()))
