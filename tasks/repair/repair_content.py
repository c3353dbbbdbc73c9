"""Repair the bytes of one document."""

from dataclasses import dataclass

from ..core.spans import Edit
from .decode.decode_content import decode_content
from .rules.table import ODD, RULES, Rule
from .settings import RepairSettings
from .stretches import Draft

PLAIN = bytes([0x09, 0x0A, 0x0D, *range(0x20, 0x7F)])
"""White space and printable ASCII."""
MAX_PAIRS = 8
"""Different pairs of signs that are looked for in a text before its rule is asked."""

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
    draft, signs = apply_rules(draft, settings)
    edits = tuple(draft.edits())
    is_lossy = any(edit.is_lossy for edit in edits) or any(sign in signs and sign in draft.text for sign in LOST)
    return Repaired(draft.charset, confidence, is_lossy, draft.text, edits)


def apply_rules(draft: Draft, settings: RepairSettings) -> tuple[Draft, str]:
    """The draft after all rules that the settings do not skip, and the signs of its text."""
    signs = find_signs(draft.text)
    has_odd: bool | None = None
    for rule in RULES:
        if rule.is_odd and has_odd is None:
            has_odd = ODD.search(signs) is not None
        if rule.name in settings.skip_rules or (rule.is_odd and not has_odd):
            continue
        for _ in range(rule.max_passes):
            changes = rule.find_changes(draft.text, settings) if may_apply(rule, draft.text, signs) else []
            if not changes:
                break
            draft = draft.apply(changes)
            signs = find_signs(draft.text)
    return draft, signs


def find_signs(text: str) -> str:
    """The characters of a text that are not printable ASCII or white space, side by side."""
    return text.encode("utf-8").translate(None, PLAIN).decode("utf-8")


def may_apply(rule: Rule, text: str, signs: str) -> bool:
    """Whether the gate of a rule finds something in the signs that stands side by side in the text too."""
    if rule.gate is None:
        return True
    found: set[str] = set()
    for match in rule.gate.finditer(signs):
        if len(match[0]) == 1 or (match[0] not in found and match[0] in text):
            return True
        found.add(match[0])
        if len(found) > MAX_PAIRS:
            return True
    return False
