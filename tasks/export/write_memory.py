"""Alignments as a translation memory: TMX 1.4b (https://www.gala-global.org/tmx-14b), which translation tools read.

Beads on whose figures the languages contradict each other are marked, or left out where only sound pairs are wanted.
"""

from collections.abc import Iterator
from importlib.metadata import version as library_version
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from ..store.versions import Version
from .read_verdicts import CONFLICT, read_uris, read_verdicts

COLUMNS = ["alignment_id", "zh_text", "en_text", "kind", "confidence", "zh_document_id", "en_document_id"]
ILLEGAL = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}
"""Code points that XML 1.0 cannot hold in any form; they are left out."""


def write_memory(version: Version, sink: BinaryIO, with_conflicts: bool = True) -> None:
    """Write all beads as translation units, in order.

    Raises OSError when the sink cannot be written.
    """
    sink.write(_write_head(version).encode())
    for unit in _list_units(version, with_conflicts):
        sink.write(unit.encode())
    sink.write(b"</body></tmx>\n")


def _write_head(version: Version) -> str:
    created = version.manifest["created_at"][:19].replace("-", "").replace(":", "") + "Z"
    tool = quoteattr(library_version("hedui"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="hedui" creationtoolversion={tool} segtype="sentence" o-tmf="hedui" adminlang="en" '
        f'srclang="zh" datatype="plaintext" creationdate="{created}">'
        f'<prop type="x-version">{_text(version.name)}</prop></header>\n<body>\n'
    )


def _list_units(version: Version, with_conflicts: bool) -> Iterator[str]:
    verdicts, uris = read_verdicts(version), read_uris(version)
    for rows in version.iterate("alignments", COLUMNS):
        for bead, zh, en, kind, confidence, zh_id, en_id in zip(
            *(rows[name].to_pylist() for name in COLUMNS), strict=True
        ):
            status = verdicts[bead].status if bead in verdicts else None
            if status == CONFLICT and not with_conflicts:
                continue
            props = {"kind": kind, "confidence": f"{confidence:.4f}", "verdict": status}
            props |= {"zh-document": uris[zh_id], "en-document": uris[en_id]}
            yield _write_unit(bead, props, zh, en)


def _write_unit(name: str, props: dict[str, str | None], zh: str, en: str) -> str:
    notes = "".join(f'<prop type="x-{key}">{_text(value)}</prop>' for key, value in props.items() if value is not None)
    sides = "".join(f'<tuv xml:lang="{lang}"><seg>{_text(text)}</seg></tuv>' for lang, text in (("zh", zh), ("en", en)))
    return f"<tu tuid={quoteattr(name)}>{notes}{sides}</tu>\n"


def _text(text: str) -> str:
    return escape(text.translate(ILLEGAL), {"\r": "&#13;"})
