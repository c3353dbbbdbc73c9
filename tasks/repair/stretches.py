"""A text in the making: stretches of it, each with the source bytes it stands for, and the changes that rules ask for.

A stretch with a codec can be divided between any two of its characters, because each of them stands for bytes of its
own; a stretch without one stands for its bytes as a whole. Rules see only the text and ask for changes of it; here a
change is carried back to the bytes: what lies wholly inside a divisible stretch is cut out of it, a change by a codec
lengthens the codec chain of what it covers, and anything else becomes one indivisible stretch. The edits of a document
are read off its stretches at the end, so that they are in order, apart, and can always be replayed and undone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from ..core.spans import Edit, char_widths, decode_chain, encode_chain


class Stretch(NamedTuple):
    """A stretch of text and the bytes byte_start:byte_end it stands for.

    `codec` None: indivisible. `rules` empty: the plain decoding of the bytes by the charset of the document.
    """

    text: str
    byte_start: int
    byte_end: int
    codec: str | None
    rules: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    is_lossy: bool = False
    suggestion: str | None = None


class Change(NamedTuple):
    """A wish of a rule: the characters char_start:char_end of the text become `after`.

    `codec` names the steps (encode, decode, ...) that lead there, as in latin-1>gb18030; None when there are none.
    With a suggestion the characters stay as they are, and it says what they may have been.
    """

    char_start: int
    char_end: int
    after: str
    rules: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    codec: str | None = None
    is_lossy: bool = False
    suggestion: str | None = None


@dataclass(slots=True)
class _Group:
    """Changes inside one span of the text; it is wider than they are where they cut an indivisible stretch."""

    char_start: int
    char_end: int
    changes: list[Change]

    @property
    def codec(self) -> str | None:
        """The steps of the one change that the group is, if it is one."""
        first = self.changes[0]
        is_one = len(self.changes) == 1 and (first.char_start, first.char_end) == (self.char_start, self.char_end)
        return first.codec if is_one else None

    def after(self, text: str) -> str:
        """What the span becomes."""
        parts, char = [], self.char_start
        for change in self.changes:
            parts += [text[char : change.char_start], change.after]
            char = change.char_end
        return "".join(parts) + text[char : self.char_end]


class Draft:
    """The bytes of a document and the text they are read as so far. Never changes; `apply` makes a new one."""

    def __init__(self, content: bytes, charset: str, stretches: Sequence[Stretch]):
        """`stretches` cover the bytes from first to last, in order."""
        self.content, self.charset, self.stretches = content, charset, tuple(stretches)

    @cached_property
    def text(self) -> str:
        """The text so far."""
        if len(self.stretches) == 1:
            return self.stretches[0].text
        return "".join(stretch.text for stretch in self.stretches)

    def apply(self, changes: Sequence[Change]) -> "Draft":
        """The draft after changes, which must be in order and apart."""
        if not changes:
            return self
        if len(self.stretches) == 1 and self.stretches[0].codec and not any(change.codec for change in changes):
            return Draft(self.content, self.charset, _cut_plainly(self.stretches[0], changes))
        reader = _Reader(self.stretches)
        stretches: list[Stretch] = []
        for group in self._group(changes):
            stretches += reader.read_until(group.char_start)
            stretches += reader.read_empty()
            byte_start = reader.byte
            covered = reader.read_until(group.char_end)
            stretches += self._changed(covered, group, byte_start)
        stretches += reader.read_rest()
        return Draft(self.content, self.charset, stretches)

    def edits(self) -> list[Edit]:
        """What the text differs in from the plain decoding, in order and apart."""
        edits, char = [], 0
        for stretch in _joined(self.stretches):
            char_end = char + len(stretch.text)
            if stretch.rules:
                edits.append(
                    Edit(
                        byte_start=stretch.byte_start,
                        byte_end=stretch.byte_end,
                        char_start=char,
                        char_end=char_end,
                        before=self.content[stretch.byte_start : stretch.byte_end],
                        after=stretch.text,
                        rule="+".join(stretch.rules),
                        codec=stretch.codec,
                        is_lossy=stretch.is_lossy,
                        evidence="; ".join(stretch.evidence) or None,
                        suggestion=stretch.suggestion,
                    )
                )
            char = char_end
        return edits

    def _group(self, changes: Sequence[Change]) -> "list[_Group]":
        """The changes; those that cut an indivisible stretch widened to the whole of it, and joined where they meet."""
        groups: list[_Group] = []
        atoms, at = self._atoms(), 0
        for change in changes:
            start, end = change.char_start, change.char_end
            while at < len(atoms) and atoms[at][1] <= start:
                at += 1
            within = at
            while within < len(atoms) and _is_touched(atoms[within], start, end):
                start, end = min(start, atoms[within][0]), max(end, atoms[within][1])
                within += 1
            if groups and groups[-1].char_end > start:
                groups[-1].changes.append(change)
                groups[-1].char_end = max(end, groups[-1].char_end)
            else:
                groups.append(_Group(start, end, [change]))
        return groups

    def _atoms(self) -> list[tuple[int, int]]:
        """Character spans of the stretches that cannot be divided and have something to divide."""
        spans, char = [], 0
        for stretch in self.stretches:
            end = char + len(stretch.text)
            if stretch.codec is None and stretch.text:
                spans.append((char, end))
            char = end
        return spans

    def _changed(self, covered: list[Stretch], group: "_Group", byte_start: int) -> list[Stretch]:
        if group.codec is not None:
            recoded = [self._recoded(stretch, group.changes[0]) for stretch in covered]
            parts = [stretch for stretch in recoded if stretch is not None]
            if len(parts) == len(recoded) and "".join(part.text for part in parts) == group.changes[0].after:
                return parts
        if group.changes[0].suggestion is not None:
            return [_suggested(stretch, change) for stretch in covered for change in group.changes[:1]]
        sources: list[Stretch | Change] = [*covered, *group.changes]
        return [
            Stretch(
                text=group.after(self.text),
                byte_start=byte_start,
                byte_end=covered[-1].byte_end if covered else byte_start,
                codec=None,
                rules=_distinct(rule for part in sources for rule in part.rules),
                evidence=_distinct(note for part in sources for note in part.evidence),
                is_lossy=any(part.is_lossy for part in sources),
            )
        ]

    def _recoded(self, stretch: Stretch, change: Change) -> Stretch | None:
        """The stretch with a longer codec chain; None where that does not lead back to its bytes."""
        if stretch.codec is None:
            return None
        chain = f"{stretch.codec}>{change.codec}"
        text = decode_exactly(self.content[stretch.byte_start : stretch.byte_end], chain)
        if text is None:
            return None
        rules, evidence = _distinct(stretch.rules + change.rules), _distinct(stretch.evidence + change.evidence)
        return stretch._replace(text=text, codec=chain, rules=rules, evidence=evidence)


def _cut_plainly(stretch: Stretch, changes: Sequence[Change]) -> list[Stretch]:
    """A divisible stretch, cut into what changes without a codec leave of it and what they make; the common case."""
    text, codec, byte, char = stretch.text, stretch.codec or "", stretch.byte_start, 0
    out: list[Stretch] = []
    for change in changes:
        if change.char_start > char:
            part = text[char : change.char_start]
            end = byte + len(encode_chain(part, codec))
            out.append(Stretch(part, byte, end, codec, stretch.rules, stretch.evidence, stretch.is_lossy))
            byte = end
        end = byte + len(encode_chain(text[change.char_start : change.char_end], codec))
        if change.suggestion is not None:
            out.append(_suggested(stretch._replace(text=change.after, byte_start=byte, byte_end=end), change))
            byte, char = end, change.char_end
            continue
        rules, evidence = change.rules, change.evidence
        if stretch.rules and end > byte:
            rules, evidence = _distinct(stretch.rules + rules), _distinct(stretch.evidence + evidence)
        is_lossy = change.is_lossy or (stretch.is_lossy and end > byte)
        out.append(Stretch(change.after, byte, end, None, rules, evidence, is_lossy))
        byte, char = end, change.char_end
    if char < len(text):
        out.append(stretch._replace(text=text[char:], byte_start=byte))
    return out


def _suggested(stretch: Stretch, change: Change) -> Stretch:
    """A stretch that stays as it is, with what a rule thinks it may have been."""
    rules, evidence = _distinct(stretch.rules + change.rules), _distinct(stretch.evidence + change.evidence)
    return stretch._replace(rules=rules, evidence=evidence, suggestion=change.suggestion)


def _is_touched(atom: tuple[int, int], start: int, end: int) -> bool:
    """Whether a change of the span start:end, or an insertion at start, cuts or covers an indivisible stretch."""
    return atom[0] < start if start == end else atom[0] < end


def decode_exactly(data: bytes, chain: str) -> str | None:
    """The text of bytes by a codec chain, or None unless each character stands for bytes of its own."""
    try:
        text = decode_chain(data, chain)
        if encode_chain(text, chain) != data or int(char_widths(text, chain).sum()) != len(data):
            return None
    except UnicodeError:
        return None
    return text


class _Reader:
    """Hands out stretches from first to last, cut where it is told to; linear in text and cuts together."""

    def __init__(self, stretches: Sequence[Stretch]):
        self._stretches = stretches
        self._index = 0
        self._offset = 0
        self._char = 0
        self.byte = stretches[0].byte_start if stretches else 0

    def read_until(self, char: int) -> list[Stretch]:
        """What lies before a position of the text; what has no characters and lies at it is left."""
        out: list[Stretch] = []
        while self._char < char:
            out.append(self._read(char - self._char))
        return out

    def read_empty(self) -> list[Stretch]:
        """Stretches without characters at the current position."""
        out: list[Stretch] = []
        while self._index < len(self._stretches) and not self._stretches[self._index].text:
            out.append(self._read(0))
        return out

    def read_rest(self) -> list[Stretch]:
        """All that is left."""
        out = [self._read(len(self._stretches[self._index].text))] if self._offset else []
        return out + list(self._stretches[self._index :])

    def _read(self, n_chars: int) -> Stretch:
        stretch = self._stretches[self._index]
        n_chars = min(n_chars, len(stretch.text) - self._offset)
        end = self._offset + n_chars
        byte = self.byte
        if end == len(stretch.text):
            part = stretch if not self._offset else stretch._replace(text=stretch.text[self._offset :], byte_start=byte)
            self._index, self._offset, self.byte = self._index + 1, 0, stretch.byte_end
        else:
            text = stretch.text[self._offset : end]
            self._offset, self.byte = end, byte + len(encode_chain(text, stretch.codec or ""))
            part = stretch._replace(text=text, byte_start=byte, byte_end=self.byte)
        self._char += n_chars
        return part


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches, divisible neighbours that differ in nothing but their place made one."""
    out: list[Stretch] = []
    for (codec, *_), group in groupby(stretches, lambda s: (s.codec, s.rules, s.evidence, s.is_lossy, s.suggestion)):
        parts = list(group)
        if codec is None:
            out += parts
        else:
            out.append(parts[0]._replace(text="".join(s.text for s in parts), byte_end=parts[-1].byte_end))
    return out


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
