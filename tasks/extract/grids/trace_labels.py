"""What the rows of a table are parts of: the headings between them, and the rows that they share out."""

from typing import NamedTuple

from ..tables.read_tables import word_set

_LEAD_MARKS = "-–—•·*  \u3000"
_BEHIND_LEAD = ":： \u3000"


class _Entry(NamedTuple):
    """A heading or row that others may stand below: its indent, and whether rows below it stand deeper."""

    indent: int
    label: str
    is_heading: bool
    is_deep: bool | None = None


def find_lead(label: str) -> int:
    """How many code points at the beginning of a label say that its row is a part: 其中：, of which, - including."""
    bare = label.lstrip(_LEAD_MARKS)
    for word in sorted(word_set("grid_part"), key=len, reverse=True):
        if bare[: len(word)].lower() == word:
            rest = bare[len(word) :]
            if word[-1].isascii() and word[-1].isalpha() and rest[:1].isalpha():
                continue
            return len(label) - len(rest.lstrip(_BEHIND_LEAD))
    return 0


def is_total(label: str) -> bool:
    """Whether a label says that its row adds up others."""
    bare = label.lower().replace(" ", "").strip(":：")
    return bare in {word.replace(" ", "") for word in word_set("grid_total")}


class LabelTrace:
    """Remembers headings and rows of one table in order."""

    def __init__(self) -> None:
        self._open: list[_Entry] = []
        self._main: _Entry | None = None
        self._is_parting = False

    def add_heading(self, label: str, indent: int) -> None:
        """A heading between rows: it ends those that stand as deep as itself."""
        self._open = [one for one in self._open if one.is_heading and one.indent < indent]
        self._open.append(_Entry(indent, label, True))
        self._main, self._is_parting = None, False

    @property
    def headings(self) -> list[str]:
        """The headings that a row may stand below."""
        return [one.label for one in self._open if one.is_heading]

    def add_row(self, label: str, indent: int) -> list[str]:
        """The labels that a row stands below, the topmost first, and remember the row."""
        self._open = [self._deepen(one, indent) for one in self._open]
        while self._open and self._is_past(self._open[-1], indent):
            self._open.pop()
        if is_total(label) or _names_total(label):
            self._main, self._is_parting = None, False
            return [] if _names_total(label) else [one.label for one in self._open if one.is_heading]
        above = [one.label for one in self._open]
        if find_lead(label):
            self._is_parting = True
            return above + ([self._main.label] if self._main is not None and self._main.label not in above else [])
        is_part = self._is_parting and self._main is not None and above[-1:] == [self._main.label]
        if not is_part:
            self._main, self._is_parting = _Entry(indent, label, False), False
        self._open.append(_Entry(indent, label, False))
        return above

    def _deepen(self, entry: _Entry, indent: int) -> _Entry:
        is_first = entry.is_heading and entry.is_deep is None
        return entry._replace(is_deep=indent > entry.indent) if is_first else entry

    def _is_past(self, entry: _Entry, indent: int) -> bool:
        """Whether a row stands beside what was above the rows before it, not below."""
        return indent <= entry.indent and (not entry.is_heading or entry.is_deep is True)


def _names_total(label: str) -> bool:
    """Whether a total says of what: Total assets, 资产总计."""
    lower = label.lower()
    return (lower.startswith("total ") or lower.endswith(("总计", "合计"))) and not is_total(label)
