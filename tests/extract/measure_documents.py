"""Measure facts on own documents of many subjects and places: `python -m tests.extract.measure_documents [--misses]`.

The documents are ours, and what their figures say was written down before they were read; the rules have been mended
since with them in view. A line `## name` begins a document; `> quote | value unit qualifier | measure direction base |
time | place | modality | metric | actor` labels a figure of the line above: `~` is not judged, `-` is nothing, and of
metric and actor the words must be in what was read. `@ key` is the key of the metric of the figure above it,
`! words` a look-alike of that line in which no figure may be, `+ kind | words` a ranking, designation, event or title.
Where a name ends in `complete` all figures are labelled: every other one that is read there is `extra`.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tasks.core.digests import digest_bytes
from tasks.extract.settings import ExtractSettings
from tasks.extract.stage import extract_documents
from tasks.repair.settings import RepairSettings
from tasks.repair.stage import repair_documents
from tasks.schema.artifacts import SOURCES, Source
from tasks.segment.settings import SegmentSettings
from tasks.segment.stage import segment_documents

FOLDER = Path(__file__).parent / "documents"
FIGURES = ("quantity", "change", "range", "share")
FIELDS = (
    "value",
    "unit",
    "qualifier",
    "measure",
    "direction",
    "base_period",
    "time",
    "place",
    "modality",
    "metric",
    "actor",
    "metric_key",
)
MARKED = ("refused", "stated", "extra")
"""Look-alikes left alone, other facts found, and of the figures of complete documents those that are labelled."""
_LEVELS = ("level", "cumulative")
_UPPER = frozenset(("up_to", "at_most"))
_CLOSE = 1e-4
Row = dict[str, Any]


class Label(NamedTuple):
    """A labelled figure: where its line begins, its words, and what each field is expected to be."""

    line_start: int
    quote: str
    fields: dict[str, str]


class Mark(NamedTuple):
    """Words of a line that are a fact of a kind, or `refused` where they are no figure."""

    line_start: int
    kind: str
    quote: str


class Document(NamedTuple):
    """A document by name, with its labels and marks in order, and whether all its figures are labelled."""

    name: str
    text: str
    labels: list[Label]
    marks: list[Mark]
    is_complete: bool


class Outcome(NamedTuple):
    """A field of a label, what was read and whether it is as expected; `found` False where no figure was read."""

    document: str
    quote: str
    field: str
    expected: str
    found: str | None
    is_right: bool


def read_documents(path: Path) -> Iterator[Document]:
    """The documents of a file.

    Raises ValueError for a label that has not its eight parts.
    """
    for block in path.read_text(encoding="utf-8").split("## ")[1:]:
        head, *lines = block.splitlines()
        name, _, complete = head.partition(" ")
        text, labels, marks, line_start = "", list[Label](), list[Mark](), 0
        for line in lines:
            if line.startswith("> "):
                labels.append(_read_label(line, line_start))
            elif line.startswith("@ "):
                labels[-1].fields["metric_key"] = line[2:]
            elif line.startswith("! "):
                marks.append(Mark(line_start, "refused", line[2:]))
            elif line.startswith("+ "):
                marks.append(Mark(line_start, *line[2:].split(" | ")))
            elif line:
                line_start = len(text)
                text += line + "\n"
        yield Document(name, text, labels, marks, complete == "complete")


def _read_label(line: str, line_start: int) -> Label:
    parts = [part.strip() for part in line[2:].split(" | ")]
    if len(parts) != 8:
        raise ValueError(f"a label needs eight parts: {line}")
    quote, amount, change, *rest = parts
    return Label(
        line_start, quote, dict(zip(FIELDS, [*amount.split(" "), *change.split(" "), *rest, "~"], strict=True))
    )


def read_facts(documents: list[Document]) -> dict[str, list[Row]]:
    """The facts of each document by its name, through all stages."""
    sources = []
    for document in documents:
        content = document.text.encode()
        sources.append(Source(digest_bytes(content), document.name, "text/plain", len(content), content))
    tables = {"sources": SOURCES.from_rows(sources)}
    tables |= repair_documents(tables, RepairSettings())
    tables |= segment_documents(tables, SegmentSettings())
    facts = extract_documents(tables, ExtractSettings())["facts"].to_pylist()
    return {source.uri: [fact for fact in facts if fact["document_id"] == source.document_id] for source in sources}


def measure(paths: list[Path]) -> list[Outcome]:
    """What came of each field of each label that is judged, and `found` for the figure itself."""
    documents = [document for path in paths for document in read_documents(path)]
    facts = read_facts(documents)
    return [outcome for document in documents for outcome in _compare(document, facts[document.name])]


def _compare(document: Document, facts: list[Row]) -> Iterator[Outcome]:
    figures = [fact for fact in facts if fact["kind"] in FIGURES]
    ends: dict[int, int] = {}
    taken: set[str] = set()
    for label in document.labels:
        at = document.text.index(label.quote, max(label.line_start, ends.get(label.line_start, 0)))
        end = ends[label.line_start] = at + len(label.quote)
        near = [row for row in _overlapping(figures, at, end) if row["fact_id"] not in taken]
        row = min(near, key=lambda row: (row["quote"] != label.quote, abs(row["char_start"] - at)), default=None)
        yield Outcome(document.name, label.quote, "found", label.quote, row and row["quote"], row is not None)
        if row is not None:
            taken.add(row["fact_id"])
            for field, expected in label.fields.items():
                if expected != "~":
                    found, is_right = _judge(field, expected, row)
                    yield Outcome(document.name, label.quote, field, expected, found, is_right)
    yield from _compare_marks(document, figures, facts)
    for row in figures if document.is_complete else ():
        yield Outcome(document.name, row["quote"], "extra", "-", row["quote"], row["fact_id"] in taken)


def _compare_marks(document: Document, figures: list[Row], facts: list[Row]) -> Iterator[Outcome]:
    for mark in document.marks:
        at = document.text.index(mark.quote, mark.line_start)
        if mark.kind == "refused":
            read = [row["quote"] for row in _overlapping(figures, at, at + len(mark.quote))]
            yield Outcome(document.name, mark.quote, "refused", "-", " ".join(read), not read)
            continue
        same = [row for row in _overlapping(facts, at, at + len(mark.quote)) if row["kind"] == mark.kind]
        yield Outcome(document.name, mark.quote, "stated", mark.kind, same[0]["quote"] if same else None, bool(same))


def _overlapping(rows: list[Row], start: int, end: int) -> list[Row]:
    return [row for row in rows if row["char_start"] < end and start < row["char_end"]]


def _judge(field: str, expected: str, row: Row) -> tuple[str | None, bool]:
    """What was read of a field, and whether it is as expected."""
    if field == "value":
        value = row["value"]
        return str(value), value is not None and abs(value - float(expected)) <= _CLOSE * max(1, abs(float(expected)))
    if field == "qualifier":
        return row[field], row[field] == expected or {row[field], expected} <= _UPPER
    if field == "measure":
        return row[field], row[field] == expected or (expected == "level" and row[field] in _LEVELS)
    if field == "place":
        codes = row["place_iso"], row["place_gbt2260"]
        return codes[0] or codes[1], expected in codes or (expected == "-" and codes == (None, None))
    found = row[{"time": "time_edtf", "metric": "metric_text", "actor": "actor_text"}.get(field, field)]
    if expected == "-":
        return found, not found
    return found, expected in (found or "") if field in ("metric", "actor") else found == expected


def shares(outcomes: list[Outcome]) -> dict[str, tuple[int, int]]:
    """Right and judged of each field, in the order of `FIELDS` with `found` in front, `MARKED` behind."""
    right, judged = Counter(o.field for o in outcomes if o.is_right), Counter(o.field for o in outcomes)
    return {field: (right[field], judged[field]) for field in ("found", *FIELDS, *MARKED)}


def score(outcomes: list[Outcome]) -> list[float]:
    """F1 of value, value and unit, value and unit and qualifier over the labelled figures and those that are extra.

    A document that is not labelled in full has no extra ones.
    """
    labels, right, n_extra = 0, [0, 0, 0], 0
    wrong = dict.fromkeys(FIELDS, 3) | {"found": 0, "value": 0, "unit": 1, "qualifier": 2}
    least = list[int]()
    for outcome in outcomes:
        if outcome.field == "found":
            least.append(3)
        if not outcome.is_right and outcome.field in wrong:
            least[-1] = min(least[-1], wrong[outcome.field])
        n_extra += outcome.field == "extra" and not outcome.is_right
    labels = len(least)
    n_found = sum(outcome.field == "found" and outcome.is_right for outcome in outcomes) + n_extra
    right = [sum(reached > level for reached in least) for level in range(3)]
    return [2 * count / max(1, labels + n_found) for count in right]


def main() -> None:
    """Print the share of each field that is right, and on request what is not."""
    parser = argparse.ArgumentParser(prog="python -m tests.extract.measure_documents", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show each field that is not read as labelled")
    is_verbose = parser.parse_args().misses
    for path in sorted(FOLDER.glob("*.txt")):
        outcomes = measure([path])
        print(path.stem)
        for field, (right, judged) in shares(outcomes).items():
            print(f"  {field:12} {right:4} of {judged:4}  {right / max(1, judged):.3f}")
        print("  F1 of value, with unit, with qualifier", *(f"{share:.3f}" for share in score(outcomes)))
        for outcome in outcomes if is_verbose else ():
            if not outcome.is_right:
                print("   ", *outcome[:5])


if __name__ == "__main__":
    main()
