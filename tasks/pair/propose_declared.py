"""Pairs that somebody wrote down: a file `pairs.csv` among the documents, with a Chinese and an English name a line."""

import csv
import re
from collections.abc import Mapping, Sequence
from io import StringIO

from .candidate import Candidate, Proposal

REASON = "declared"
_FILE = re.compile(r"(?:\A|[/\\])pairs\.[ct]sv\Z", re.IGNORECASE)


def is_declaration(uri: str) -> bool:
    """Whether a document is a list of pairs by its name."""
    return _FILE.search(uri) is not None


def propose_declared(candidates: Sequence[Candidate], declarations: Mapping[str, str]) -> list[Proposal]:
    """The pairs that the texts of declarations, by uri, name; names count from the folder of the declaration.

    The columns may stand in either order; lines that name no two documents, such as headings, are passed over.
    """
    by_uri = {candidate.uri: candidate for candidate in candidates}
    proposals: list[Proposal] = []
    for uri, text in declarations.items():
        folder = _FILE.sub("", uri)
        for row in csv.reader(StringIO(text.lstrip("\ufeff")), dialect="excel-tab" if uri[-3] in "tT" else "excel"):
            pair = [by_uri.get(_join(folder, name.strip())) for name in row[:2]]
            if len(pair) == 2 and pair[0] and pair[1] and pair[0] is not pair[1]:
                zh, en = sorted((pair[0], pair[1]), key=lambda some: some.en_share - some.zh_share)
                proposals.append(Proposal(zh, en, 1.0, REASON))
    return proposals


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name.removeprefix('./')}" if folder else name.removeprefix("./")
