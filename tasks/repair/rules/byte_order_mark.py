"""Remove the byte-order mark at the start of a document.

Refuses nothing: there it is no character of the text.
"""

from ..settings import RepairSettings
from ..stretches import Change

RULE = "byte-order-mark"
MARK = "\ufeff"


def find_changes(text: str, _: RepairSettings) -> list[Change]:
    """The one change, if the text starts with a mark (or with several, as joined files do)."""
    n_marks = len(text) - len(text.lstrip(MARK)) if text.startswith(MARK) else 0
    return [Change(0, n_marks, "", (RULE,))] if n_marks else []
