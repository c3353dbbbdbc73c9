"""Each rule says what it does and what it refuses, and its example is true."""

from typing import Any

import pytest

from tasks.repair.describe_rules import RuleNote, list_rules
from tasks.repair.rules.table import RULES

NOTES = list_rules()


def test_every_rule_has_a_note() -> None:
    names = [note.name for note in NOTES]
    assert len(names) == len(set(names))
    assert {rule.name for rule in RULES} < set(names)


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.name)
def test_the_example_is_mended_by_its_rule(note: RuleNote, repair: Any) -> None:
    repaired = repair(note.before)
    assert repaired.text == note.after
    assert note.name in {rule for edit in repaired.edits for rule in edit.rule.split("+")}


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.name)
def test_a_note_says_what_is_done_and_what_is_refused(note: RuleNote) -> None:
    assert note.summary and "Refuses" not in note.summary
    assert note.refusal.startswith("Refuses ") or note.name in ("undecodable-bytes", "second-code")


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.name)
def test_what_was_mended_stays(note: RuleNote, repair: Any) -> None:
    assert repair(note.after).text == note.after
