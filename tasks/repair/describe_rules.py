"""What each rule does and refuses, with an example that it mends."""

import json
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .decode import cut_stretches, read_escapes, read_foreign_lines
from .rules.table import RULES

EXAMPLES = Path(__file__).parent / "examples.tsv"
DECODING: dict[str, str | None] = {
    cut_stretches.UNDECODABLE: cut_stretches.__doc__,
    cut_stretches.SECOND_CODE: cut_stretches.__doc__,
    read_foreign_lines.OTHER_CHARSET: read_foreign_lines.__doc__,
    "hz": read_escapes.__doc__,
}
"""The names in `edits` of what is done while bytes are decoded, and the module that says it."""
SENTENCE = re.compile(r".*?[.:](?=\s|$)", re.S)


class RuleNote(NamedTuple):
    """A rule: its name as in the column rule of `edits`, what it does, what it refuses, and bytes that it mends."""

    name: str
    summary: str
    refusal: str
    before: bytes
    after: str


def list_rules() -> list[RuleNote]:
    """A note for each rule, in the order in which they are applied."""
    documents = dict(DECODING)
    for rule in RULES:
        documents[rule.name] = sys.modules[rule.find_changes.__module__].__doc__
    return [_describe(name, document or "") for name, document in documents.items()]


def _describe(name: str, document: str) -> RuleNote:
    plain = " ".join(document.split())
    summary = plain.split(" Refuses ", 1)[0]
    refusal = "Refuses " + plain.split(" Refuses ", 1)[1] if " Refuses " in plain else ""
    return RuleNote(name, summary, refusal, *_load_examples()[name])


@lru_cache(maxsize=1)
def _load_examples() -> dict[str, tuple[bytes, str]]:
    rows = [line.split("\t") for line in EXAMPLES.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    return {name: (_read_bytes(before), json.loads(after)) for name, before, after in rows}


def _read_bytes(cell: str) -> bytes:
    text: str = json.loads(cell)
    return bytes.fromhex(text[4:]) if text.startswith("hex:") else text.encode()
