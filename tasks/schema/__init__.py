"""One module per table: the Arrow schema with a description, unit and nullability of every column."""

from .agreements import AGREEMENTS
from .alignments import ALIGNMENTS
from .artifacts import LINES, MEMBERS, PAIRS, REPEATS, REVIEWS, SIGNATURES, SOURCES, TEXTS
from .documents import DOCUMENTS
from .edits import EDITS
from .facts import FACTS
from .indicators import INDICATORS
from .rejects import REJECTS
from .segments import SEGMENTS
from .table import Column, Table

PUBLISHED: dict[str, Table] = {
    table.name: table for table in (DOCUMENTS, SEGMENTS, ALIGNMENTS, FACTS, AGREEMENTS, INDICATORS, EDITS, REJECTS)
}
TABLES: dict[str, Table] = PUBLISHED | {
    table.name: table for table in (MEMBERS, SOURCES, TEXTS, LINES, REPEATS, SIGNATURES, PAIRS, REVIEWS)
}

__all__ = [
    "AGREEMENTS",
    "ALIGNMENTS",
    "DOCUMENTS",
    "EDITS",
    "FACTS",
    "INDICATORS",
    "LINES",
    "MEMBERS",
    "PAIRS",
    "PUBLISHED",
    "REJECTS",
    "REPEATS",
    "REVIEWS",
    "SEGMENTS",
    "SIGNATURES",
    "SOURCES",
    "TABLES",
    "TEXTS",
    "Column",
    "Table",
]
