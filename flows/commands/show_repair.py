"""Show on a terminal what repair did to a file, and what its rules do."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tasks.core.spans import Edit
from tasks.repair.describe_rules import RuleNote

CONTEXT_CHARS = 16
MAX_GAP_CHARS = 8
MAX_CHARS = 400
MAX_EXAMPLE_CHARS = 100
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ue000-\uf8ff\udc80-\udcff]"
)
"""What a terminal does not show, or obeys."""


class Place(NamedTuple):
    """Neighbouring edits of one rule, and the line of the repaired text (from 1) they are in."""

    line: int
    edits: list[Edit]


def show_diff(console: Console, name: str, charset: str, text: str, edits: Sequence[Edit]) -> None:
    """Print what was there and what is there now side by side, rule by rule, in the order of first use."""
    console.print(Text.assemble((name, "bold"), f"  {charset}, {len(edits)} edits"))
    by_rule: dict[str, list[Edit]] = {}
    for edit in edits:
        by_rule.setdefault(edit.rule, []).append(edit)
    for rule, group in by_rule.items():
        table = Table(title=f"{rule} ({len(group)})", title_justify="left", title_style="bold cyan", expand=True)
        table.add_column("line", justify="right", no_wrap=True)
        table.add_column("before", ratio=3, overflow="fold")
        table.add_column("after", ratio=3, overflow="fold")
        table.add_column("evidence", ratio=2, overflow="fold", style="dim")
        for place in find_places(text, group):
            table.add_row(*_draw_row(text, charset, place))
        console.print(table)


def find_places(text: str, edits: Sequence[Edit]) -> Iterator[Place]:
    """The edits of a rule, those that stand close to each other in a line together."""
    line, at = 1, 0
    group: list[Edit] = []
    for edit in edits:
        gap = text[group[-1].char_end : edit.char_start] if group else ""
        if group and (len(gap) > MAX_GAP_CHARS or "\n" in gap or edit.char_end - group[0].char_start > MAX_CHARS):
            yield Place(line, group)
            group = []
        if not group:
            line, at = line + text.count("\n", at, edit.char_start), edit.char_start
        group.append(edit)
    if group:
        yield Place(line, group)


def _draw_row(text: str, charset: str, place: Place) -> tuple[Text | str, ...]:
    before, after = Text(), Text()
    char = max(0, place.edits[0].char_start - CONTEXT_CHARS, text.rfind("\n", 0, place.edits[0].char_start) + 1)
    for edit in place.edits:
        kept = text[char : edit.char_start]
        before.append(make_visible(kept)).append(_decode(edit.before, charset), "red")
        after.append(make_visible(kept)).append(make_visible(edit.suggestion or edit.after), _style(edit))
        char = edit.char_end
    kept = text[char : char + CONTEXT_CHARS].split("\n", 1)[0]
    evidence = "; ".join(dict.fromkeys(edit.evidence or "" for edit in place.edits))
    return str(place.line), before.append(make_visible(kept)), after.append(make_visible(kept)), evidence


def _style(edit: Edit) -> str:
    """Green for what is proven, yellow for what is guessed or lost, blue for what is only suggested."""
    return "blue" if edit.suggestion is not None else "yellow" if edit.is_lossy else "green"


def _decode(data: bytes, charset: str) -> str:
    return make_visible(data.decode(charset, "backslashreplace"))


def make_visible(text: str) -> str:
    """The text with what a terminal would hide or obey written as \\x.. or \\u...."""
    return HIDDEN.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def show_rules(console: Console, notes: Sequence[RuleNote]) -> None:
    """Print each rule with what it does, what it refuses, and an example."""
    for note in notes:
        console.print(Text(note.name, "bold cyan"))
        console.print(Text(f"  {note.summary}"))
        console.print(Text(f"  {note.refusal}", "dim"))
        before = make_visible(note.before.decode("utf-8", "backslashreplace"))
        console.print(Text.assemble("  ", (_shorten(before), "red")))
        console.print(Text.assemble("  ", (_shorten(make_visible(note.after)), "green")), end="\n\n")


def _shorten(example: str) -> str:
    """An example on one line; the long ones need a whole document as their evidence."""
    line = example.replace("\n", "\\n")
    return line if len(line) <= MAX_EXAMPLE_CHARS else f"{line[:MAX_EXAMPLE_CHARS]}…"
