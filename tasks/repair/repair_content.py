"""Repair the bytes of one document."""

from dataclasses import dataclass

from ..core.spans import Edit
from .decode.decode_content import decode_content
from .rules.table import RULES
from .settings import RepairSettings
from .stretches import Draft

ASCII = bytes(range(0x80))

LOST = ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯")
"""Text that a decoder left in the place of what it could not read: replacement characters, the same stored in UTF-8 and
read as GBK, and memory that a debugger fills with CC or CD, read as GBK. What stood there is nowhere any more."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text of a document, and what was done to get it."""

    charset: str
    charset_confidence: float
    is_lossy: bool
    text: str
    edits: tuple[Edit, ...]


def repair_bytes(content: bytes, settings: RepairSettings) -> Repaired:
    """The repaired text of bytes, with the edits that lead from them to it.

    `edits` are in order and apart; `replay(content, charset, edits)` is the text, `undo` the bytes. Raises
    BinaryDocumentError when the bytes are no text in any charset.
    """
    draft, confidence = decode_content(content, settings)
    draft = apply_rules(draft, settings)
    edits = tuple(draft.edits())
    is_lossy = any(edit.is_lossy for edit in edits) or has_lost_text(draft.text)
    return Repaired(draft.charset, confidence, is_lossy, draft.text, edits)


def apply_rules(draft: Draft, settings: RepairSettings) -> Draft:
    """The draft after all rules that the settings do not skip."""
    signs = _beyond_ascii(draft.text)
    for rule in RULES:
        if rule.name in settings.skip_rules or (rule.gate and not rule.gate.search(signs)):
            continue
        for _ in range(rule.max_passes):
            changes = rule.find_changes(draft.text, settings)
            if not changes:
                break
            draft = draft.apply(changes)
            signs = _beyond_ascii(draft.text)
    return draft


def _beyond_ascii(text: str) -> str:
    """The characters of a text that are not ASCII, side by side."""
    if text.isascii():
        return ""
    return text.encode("utf-8").translate(None, ASCII).decode("utf-8")


def has_lost_text(text: str) -> bool:
    """Whether the text shows that a part of it was lost before it came here."""
    signs = _beyond_ascii(text)
    return any(sign in signs and sign in text for sign in LOST)
