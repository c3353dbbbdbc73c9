"""Write what the script of the page must know as JSON that may stand in HTML."""

import json
import re

from ..schema.agreements import RIGHT, WRONG
from .model import Figure, Page, Stated
from .write_figures import write_percent
from .write_text import is_showable, show_text

_MARKUP = re.compile("[<>&]")
"""With these written as code points, nothing in the text ends the element or begins another one."""

_CONTROL = re.compile(r"\\[bfru]")
"""How JSON may write a control character that is no tab and no line feed."""


def write_data(page: Page) -> str:
    """The verdicts on the text that is shown and the figures they are on; figures by their place in the list."""
    places = {fact_id: place for place, fact_id in enumerate(page.text.figures)}
    data = {
        "version": page.version,
        "judgements": [RIGHT, WRONG],
        "verdicts": [_describe_verdict(verdict, places) for verdict in page.text.verdicts],
        "figures": [_describe_figure(figure, page.folder) for figure in page.text.figures.values()],
    }
    return write_markup(data)


def write_markup(data: object) -> str:
    """Data as JSON without a character that begins markup, and with all texts fit to be shown."""
    text = _write(data)
    if not is_showable(text) or _CONTROL.search(text):
        text = _write(_show_all(data))
    return _MARKUP.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _write(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _describe_verdict(verdict: Stated, places: dict[str, int]) -> dict[str, object]:
    review_verdict, review_note, reviewed_by = verdict.review
    described: dict[str, object] = {
        "id": verdict.agreement_id,
        "kind": verdict.kind,
        "status": verdict.status,
        "reason": verdict.reason,
        "ratio": verdict.ratio,
        "confidence": verdict.confidence,
        "sure": write_percent(verdict.confidence),
        "figures": [places[fact_id] for fact_id in verdict.figures if fact_id in places],
        "marks": [place for place, id_ in zip(verdict.places, verdict.figures, strict=True) if id_ in places],
    }
    if review_verdict or review_note:
        described["review"] = {"verdict": review_verdict, "note": review_note, "by": reviewed_by}
    return described


def _describe_figure(figure: Figure, folder: str) -> dict[str, object]:
    return {
        "kind": figure.kind,
        "lang": figure.lang,
        "quote": figure.quote,
        "value": figure.value,
        "unit": figure.unit,
        "notes": [[note.name, note.text, note.lang] for note in figure.notes],
        "place": f"{figure.uri.removeprefix(folder)}, bytes {figure.byte_start:,} to {figure.byte_end:,}",
    }


def _show_all(value: object) -> object:
    """The same with all texts fit to be shown."""
    if isinstance(value, dict):
        return {name: _show_all(item) for name, item in value.items()}
    return [_show_all(item) for item in value] if isinstance(value, list | tuple) else show_text(value)
