"""Repair the bytes of one document."""

from dataclasses import dataclass

from ..core.spans import Edit
from .decode.decode_content import decode_content
from .rules.table import RULES
from .settings import RepairSettings
from .sift import sift
from .stretches import Draft

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
    is_lossy = any(edit.is_lossy for edit in edits) or _has_lost(draft.text)
    return Repaired(draft.charset, confidence, is_lossy, draft.text, edits)


def apply_rules(draft: Draft, settings: RepairSettings) -> Draft:
    """The draft after all rules that the settings do not skip."""
    for rule in RULES:
        if rule.name in settings.skip_rules:
            continue
        for _ in range(rule.max_passes):
            may_apply = rule.may_apply(draft.text, sift(draft.text))
            changes = rule.find_changes(draft.text, settings) if may_apply else []
            if not changes:
                break
            draft = draft.apply(changes)
    return draft


def _has_lost(text: str) -> bool:
    signs = sift(text).signs
    return any(sign[0] in signs and sign in text for sign in LOST)
