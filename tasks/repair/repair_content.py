"""Repair the bytes of one document."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..core.spans import Edit
from .decode.decode_content import decode_content
from .rules.table import ESCAPED, FURTHER, MISREAD, Rule
from .settings import RepairSettings
from .sift import sift
from .stretches import Draft

LOST = ("\ufffd", "锟斤拷", "烫烫烫", "屯屯屯")
"""Text that a decoder left in the place of what it could not read: replacement characters, the same stored in UTF-8 and
read as GBK, and memory that a debugger fills with CC or CD, read as GBK. What stood there is nowhere any more."""

MAX_ROUNDS = 4
"""A text that was misread so often, each time hiding the last."""


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
    draft = _read_again(draft, settings)
    unescaped = _apply_each(draft, ESCAPED, settings)
    if unescaped is not draft:
        unescaped = _read_again(unescaped, settings)
    return _apply_each(unescaped, FURTHER, settings)


def _read_again(draft: Draft, settings: RepairSettings) -> Draft:
    """The draft after the rules for misread text, which go on where what one left is work for another."""
    done: dict[str, Draft] = {}
    for _ in range(MAX_ROUNDS):
        before = draft
        for rule in MISREAD:
            if done.get(rule.name) is not draft:
                given, draft = draft, _apply_each(draft, (rule,), settings)
                done[rule.name] = given if rule.may_repeat else draft
        if draft is before:
            break
    return draft


def _apply_each(draft: Draft, rules: Sequence[Rule], settings: RepairSettings) -> Draft:
    for rule in rules:
        if rule.name in settings.skip_rules:
            continue
        if rule.may_apply(draft.text, sift(draft.text)):
            draft = draft.apply(rule.find_changes(draft.text, settings))
    return draft


def _has_lost(text: str) -> bool:
    signs = sift(text).signs
    return any(sign[0] in signs and sign in text for sign in LOST)
