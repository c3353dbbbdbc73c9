"""Facts as linked data: JSON-LD in the words of https://schema.org, an Observation each, with the document it is from.

The context is written out, so that no reader fetches one.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..store.versions import Version
from .plain_values import plain_rows

CONTEXT = {
    "@vocab": "https://schema.org/",
    "isBasedOn": {"@id": "https://schema.org/isBasedOn", "@type": "@id"},
    "datePublished": {"@type": "https://schema.org/Date"},
    "observationDate": {"@type": "https://schema.org/Date"},
}
DOCUMENT_COLUMNS = ["document_id", "uri", "media_type", "title", "published_on", "lang_share"]
LANGUAGES = {"en", "zh", "zh-Hans", "zh-Hant"}
MEASURED = ("metric_key", "metric_text", "subject_text", "unit_text")


def write_linked_data(version: Version, sink: BinaryIO) -> None:
    """Write one JSON-LD document with all documents and facts, a node a line.

    Raises OSError when the sink cannot be written.
    """
    sink.write(b'{"@context": ' + json.dumps(CONTEXT).encode() + b', "@graph": [')
    for index, node in enumerate(_list_nodes(version)):
        sink.write((",\n" if index else "\n").encode() + json.dumps(node, ensure_ascii=False).encode())
    sink.write(b"\n]}\n")


def _list_nodes(version: Version) -> Iterator[dict[str, Any]]:
    for rows in version.iterate("documents", DOCUMENT_COLUMNS):
        yield from (describe_document(row) for row in plain_rows(rows))
    for rows in version.iterate("facts"):
        yield from (describe_fact(row) for row in plain_rows(rows))


def describe_document(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `documents` as a DigitalDocument, named by the digest of its bytes."""
    return _without_nothing(
        {
            "@id": name_document(row["document_id"]),
            "@type": "DigitalDocument",
            "identifier": row["uri"],
            "encodingFormat": row["media_type"],
            "name": row["title"],
            "datePublished": row["published_on"],
            "inLanguage": sorted(LANGUAGES & row["lang_share"].keys()),
        }
    )


def describe_fact(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `facts` as an Observation: value or bounds, unit, what of whom, when, and the words that say it."""
    measured = next((row[name] for name in MEASURED if row.get(name)), None)
    return _without_nothing(
        {
            "@id": f"urn:hedui:fact:{row['fact_id']}",
            "@type": "Observation",
            "additionalType": row["kind"],
            "name": row["quote"],
            "value": row["value"],
            "minValue": row["value_low"],
            "maxValue": row["value_high"],
            "unitText": row["unit"],
            "measurementQualifier": row["qualifier"],
            "measuredProperty": {"@type": "Property", "name": measured} if measured else None,
            "observationAbout": {"@type": "Thing", "name": row["subject_text"]} if row["subject_text"] else None,
            "observationDate": row["time_start"] if row["time_start"] == row["time_end"] else None,
            "additionalProperty": _describe_property("edtf", row["time_edtf"]),
            "isBasedOn": name_document(row["document_id"]),
        }
    )


def _describe_property(name: str, value: str | None) -> dict[str, str] | None:
    return {"@type": "PropertyValue", "propertyID": name, "value": value} if value else None


def name_document(document_id: str) -> str:
    """The URN of the bytes of a document."""
    return f"urn:sha256:{document_id}"


def _without_nothing(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value is not None and value != []}
