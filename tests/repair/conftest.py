"""What the tests of `repair` share: settings, cases, and the check that every repair can be replayed and undone."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tasks.core.spans import SourceMap, decode_chain, encode_chain, replay, undo
from tasks.repair.repair_content import Repaired, repair_bytes
from tasks.repair.settings import RepairSettings

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> Any:
    """Cases of one file."""
    return json.loads((CASES / name).read_text(encoding="utf-8"))


def check_proof(content: bytes, repaired: Repaired) -> None:
    """Edits are in order and apart, name their bytes and their text, can be replayed and undone, and map in order."""
    text, edits = repaired.text, repaired.edits
    assert replay(content, repaired.charset, edits) == text
    assert undo(text, repaired.charset, edits) == content
    char = byte = 0
    for edit in edits:
        assert byte <= edit.byte_start <= edit.byte_end and char <= edit.char_start <= edit.char_end
        assert edit.before == content[edit.byte_start : edit.byte_end]
        assert edit.after == text[edit.char_start : edit.char_end]
        assert edit.rule
        if edit.codec is not None:
            assert decode_chain(edit.before, edit.codec) == edit.after
            assert encode_chain(edit.after, edit.codec) == edit.before
        char, byte = edit.char_end, edit.byte_end
    assert byte <= len(content)
    source = SourceMap(text, repaired.charset, edits, len(content))
    starts, ends = source.byte_spans(np.arange(len(text)), np.arange(1, len(text) + 1))
    assert np.all(starts[1:] >= starts[:-1]) and np.all(ends[1:] >= ends[:-1]) and np.all(starts <= ends)
    assert len(text) == 0 or ends[-1] <= len(content)


class Repairer:
    """Repairs bytes or text and checks the proof each time."""

    def __init__(self, settings: RepairSettings):
        self.settings = settings

    def __call__(self, content: bytes | str) -> Repaired:
        """The repair; a text is taken as its UTF-8 bytes."""
        data = content.encode() if isinstance(content, str) else content
        repaired = repair_bytes(data, self.settings)
        check_proof(data, repaired)
        return repaired


@pytest.fixture(scope="session")
def repair() -> Repairer:
    """Repair with the default settings."""
    return Repairer(RepairSettings())


@pytest.fixture(scope="session")
def clean() -> dict[str, list[str]]:
    """Clean sentences of our own by language."""
    texts: dict[str, list[str]] = read_cases("clean.json")
    return texts
