"""From a fact back to the bytes that prove it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from tasks.core.digests import digest_bytes
from tasks.core.errors import WrongCallError
from tasks.core.spans import Edit, decode_span
from tasks.extract.explain_fields import explain_fields
from tasks.extract.settings import ExtractSettings
from tasks.ingest.list_documents import is_local, read_content
from tasks.schema import FACTS
from tasks.schema.edits import edits_by_document
from tasks.store.versions import Version

CONTEXT_BYTES = 32
ROW_BYTES = 16
MAX_EDITS_SHOWN = 20
NAME_WIDTH = max(map(len, FACTS.names)) + 1
COLUMNS = {"metric": "metric_text", "subject": "subject_text", "actor": "actor_text", "time": "time_edtf"}
"""Columns of `facts` by field, where they differ."""
SHOWN_FIRST = ("fact_id", "kind", "quote", "rule", "confidence")
NOT_SHOWN = {*SHOWN_FIRST, "document_id", "segment_id", "char_start", "char_end", "byte_start", "byte_end"}


def explain_fact(version: Version, prefix: str) -> Iterator[str]:
    """Lines of text: the fact, its rule, its segment, the edits in it, and the source bytes with the span marked.

    Raises WrongCallError when no fact, or more than one, has an id that begins so.
    """
    fact = _find_fact(version, prefix)
    yield from (_line(name, fact[name]) for name in SHOWN_FIRST)
    yield from (_line(name, value) for name, value in fact.items() if name not in NOT_SHOWN and value is not None)
    yield ""
    yield from _describe_fields(version, fact)
    document = _find_row(version, "documents", "document_id", fact["document_id"], without="text")
    segment = _find_row(version, "segments", "segment_id", fact["segment_id"])
    yield ""
    yield _line("document", f"{document['uri']} ({document['charset']}, sha256 {document['document_id']})")
    place = f"{segment['kind']}, {segment['lang']}, paragraph {segment['paragraph']}"
    yield _line("segment", f"{segment['segment_id']}: {place}")
    yield _line("", mark(segment["text"], fact["char_start"] - segment["char_start"], len(fact["quote"])))
    edits = _find_edits(version, fact["document_id"])
    yield from _describe_edits(edits, segment)
    yield ""
    yield _line("source", f"bytes {fact['byte_start']}:{fact['byte_end']}")
    yield from _describe_bytes(version, document, fact, edits)


def _line(name: str, value: object) -> str:
    return f"{name:<{NAME_WIDTH}}{value}"


def _describe_fields(version: Version, fact: dict[str, Any]) -> Iterator[str]:
    """A line for each field: value, rule and words that decided it; read again with the settings of the run."""
    stored = version.manifest["run"].get("settings", {}).get("extract", {})
    try:
        settings = ExtractSettings(**stored)
    except ValueError as error:
        yield _line("fields", f"cannot be read again: {error}")
        return
    filters = [("document_id", "==", fact["document_id"])]
    tables = {name: version.read(name, filters=filters) for name in ("documents", "segments", "edits")}
    evidence = explain_fields(tables, settings, fact["fact_id"])
    if not evidence:
        yield _line("fields", "this version of hedui reads no such fact; the columns above are what was read")
    for field, value, rule, words in evidence:
        said = f"{rule}: »{words}«" if words else rule
        column = COLUMNS.get(field, field)
        changed = "" if _is_as_stored(fact, column, value) else f" (when it was published: {fact[column]})"
        yield _line(field, f"{value if value is not None else '-'}  by {said}{changed}")


def _is_as_stored(fact: dict[str, Any], column: str, value: str | None) -> bool:
    return column not in fact or fact[column] == value


def mark(text: str, start: int, length: int) -> str:
    """The text with a part of it in »guillemets«."""
    return f"{text[:start]}»{text[start : start + length]}«{text[start + length :]}"


def dump(content: bytes, start: int, end: int) -> Iterator[str]:
    """A hex dump of the bytes about start:end; the bytes of the span stand in brackets."""
    low = max(0, (start - CONTEXT_BYTES) // ROW_BYTES * ROW_BYTES)
    high = min(len(content), end + CONTEXT_BYTES)
    for at in range(low, high, ROW_BYTES):
        row = range(at, min(at + ROW_BYTES, high))
        cells = "".join(f"[{content[i]:02x}]" if start <= i < end else f" {content[i]:02x} " for i in row)
        letters = "".join(chr(content[i]) if 32 <= content[i] < 127 else "." for i in row)
        yield f"{at:>10}  {cells:<{4 * ROW_BYTES}}  {letters}"


def _find_fact(version: Version, prefix: str) -> dict[str, Any]:
    ids = version.read("facts", ["fact_id"])["fact_id"]
    found = ids.filter(pc.starts_with(ids, prefix)).to_pylist()
    if len(found) != 1 or not prefix:
        what = f"{len(found)} facts begin" if found else "no fact begins"
        raise WrongCallError(f"{what} with {prefix!r} in version {version.name}; see the column fact_id of `facts`")
    return _find_row(version, "facts", "fact_id", found[0])


def _find_row(version: Version, table: str, key: str, value: str, without: str | None = None) -> dict[str, Any]:
    names = [name for name in version.read(table, filters=pc.scalar(False)).column_names if name != without]
    rows: list[dict[str, Any]] = version.read(table, names, filters=[(key, "==", value)]).to_pylist()
    return rows[0]


def _find_edits(version: Version, document_id: str) -> list[Edit]:
    rows = version.read("edits", filters=[("document_id", "==", document_id)])
    return edits_by_document(rows).get(document_id, [])


def _describe_edits(edits: Sequence[Edit], segment: dict[str, Any]) -> Iterator[str]:
    inside = [e for e in edits if e.byte_start < segment["byte_end"] and segment["byte_start"] < e.byte_end]
    yield _line("edits", f"{len(inside)} in this segment, {len(edits)} in the document")
    for edit in inside[:MAX_EDITS_SHOWN]:
        lost = ", lossy" if edit.is_lossy else ""
        before, after = _shorten(repr(edit.before)), _shorten(repr(edit.after))
        yield _line("", f"{edit.byte_start}:{edit.byte_end} {edit.rule}{lost}: {before} -> {after} ({edit.evidence})")


def _shorten(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _describe_bytes(
    version: Version, document: dict[str, Any], fact: dict[str, Any], edits: Sequence[Edit]
) -> Iterator[str]:
    content = _find_source(version, document)
    if content is None:
        yield _line("", "the source is gone or has changed since; only its digest is left")
        return
    yield from dump(content, fact["byte_start"], fact["byte_end"])
    decoded = decode_span(content, document["charset"], edits, fact["byte_start"], fact["byte_end"])
    verdict = "equal to the quote" if decoded == fact["quote"] else f"NOT the quote {fact['quote']!r}"
    yield _line("decoded", f"{decoded!r} by {document['charset']} and the edits: {verdict}")


def _find_source(version: Version, document: dict[str, Any]) -> bytes | None:
    """The bytes of the document, looked for from here and from the folder where the run was started.

    Where text was taken out of the document, that text in UTF-8: the offsets count in it.
    """
    if document["extracted_text"] is not None:
        return bytes(document["extracted_text"].encode())
    places = [document["uri"]]
    if is_local(document["uri"]):
        places.append(str(Path(version.manifest["run"].get("folder", "")) / document["uri"]))
    for place in places:
        try:
            content = read_content(place)
        except OSError:
            continue
        if digest_bytes(content) == document["document_id"]:
            return content
    return None
