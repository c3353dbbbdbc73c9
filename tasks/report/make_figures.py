"""Make of rows of `facts` what the page says of a figure."""

from .model import Figure, Note
from .read_rows import Row
from .write_figures import spell, write_value
from .write_text import clip_text, tag_language

FACT_COLUMNS = (
    "fact_id", "kind", "document_id", "segment_id", "lang", "quote", "char_start", "char_end", "byte_start", "byte_end",
    "value", "value_low", "value_high", "value_decimal", "qualifier", "unit", "metric_text", "direction", "base_period",
    "time_text", "time_edtf", "place_text", "modality",
)  # fmt: skip
QUOTE_CHARS = 120
UNIT_CHARS = 40


def make_figure(fact: Row, uri: str, role: str) -> Figure:
    """A fact as the page shows it; `role` says what it is among the figures that are compared."""
    return Figure(
        fact_id=fact["fact_id"],
        kind=fact["kind"],
        role=role,
        lang=tag_language(fact["lang"]),
        quote=clip_text(fact["quote"], QUOTE_CHARS),
        value=write_value(fact),
        unit=clip_text(spell(fact["unit"] or ""), UNIT_CHARS),
        notes=make_notes(fact),
        document_id=fact["document_id"],
        segment_id=fact["segment_id"],
        uri=uri,
        byte_start=fact["byte_start"],
        byte_end=fact["byte_end"],
    )


def make_notes(fact: Row) -> tuple[Note, ...]:
    """What is known of a fact besides its value."""
    lang = tag_language(fact["lang"])
    change = " ".join(spell(code) for code in (fact["direction"], fact["base_period"]) if code)
    modality = "" if fact["modality"] in (None, "actual") else fact["modality"]
    notes = (
        Note("what", fact["metric_text"] or "", lang),
        Note("change", change, "en"),
        Note("when", fact["time_text"] or fact["time_edtf"] or "", lang if fact["time_text"] else ""),
        Note("where", fact["place_text"] or "", lang),
        Note("state", modality, "en"),
    )
    return tuple(note._replace(text=clip_text(note.text, QUOTE_CHARS)) for note in notes if note.text)
