"""Small tables that fit together, for whatever publishes or reads a version."""

import datetime
import decimal
from collections.abc import Sequence

import pyarrow as pa

from tasks.core.digests import digest_bytes
from tasks.schema import AGREEMENTS, ALIGNMENTS, DOCUMENTS, EDITS, FACTS, INDICATORS, REJECTS, SEGMENTS
from tasks.schema.agreements import Agreement
from tasks.schema.alignments import Alignment
from tasks.schema.documents import Document
from tasks.schema.edits import EditRow
from tasks.schema.facts import Fact
from tasks.schema.indicators import Indicator
from tasks.schema.rejects import Reject
from tasks.schema.segments import Segment
from tasks.store.artifacts import ArtifactStore, Reference

ZH, EN = "2023年查扣1.5萬批次。", "In 2023, 15,000 batches were seized."


def make_tables(names: Sequence[str], value: float = 15000.0) -> dict[str, pa.Table]:
    """Every published table for documents of two sentences each, whose figure is `value`."""
    documents, segments, facts, alignments, agreements, edits = [], [], [], [], [], []
    for name in names:
        document_id = digest_bytes(f"{name}{value}".encode())
        zh_id, en_id = f"{document_id[:16]}-0", f"{document_id[:16]}-1"
        text = f"{ZH}\n{EN}"
        share = [("en", 0.6), ("zh-Hant", 0.4)]
        day = datetime.date(2024, 5, 17)
        documents.append(
            Document(document_id, f"in/{name}.txt", "text/plain", 60, "utf-8", 1.0, False, None, day, share, 1, 2, text)
        )
        segments.append(Segment(zh_id, document_id, 0, 0, "body", False, "zh-Hant", 1.0, 0, 14, 0, 30, ZH))
        segments.append(Segment(en_id, document_id, 1, 1, "body", False, "en", 1.0, 15, 51, 31, 67, EN))
        facts += [
            make_fact(document_id, zh_id, "zh-Hant", "1.5萬批次", 7, 7 + 6, 9, value),
            make_fact(document_id, en_id, "en", "15,000 batches", 24, 38, 40, value),
        ]
        alignment_id = f"a{document_id[:16]}"
        alignments.append(
            Alignment(
                alignment_id, document_id, document_id, [zh_id], [en_id], ZH, EN, "1-1", 2.0, 0.9, "n", ["number:15000"]
            )
        )
        pair = (facts[-2].fact_id, facts[-1].fact_id)
        agreements.append(
            Agreement(f"g{document_id[:16]}", "translation", alignment_id, *pair, "agree", None, 1.0, 0.9, list(pair))
        )
        edits.append(EditRow(document_id, 0, 67, 68, 51, 51, b"\x00", "", None, "control", False, None))
    return {
        "documents": DOCUMENTS.from_rows(documents),
        "segments": SEGMENTS.from_rows(segments),
        "alignments": ALIGNMENTS.from_rows(alignments),
        "facts": FACTS.from_rows(facts),
        "agreements": AGREEMENTS.from_rows(agreements),
        "indicators": INDICATORS.from_rows([make_indicator(facts[i : i + 2]) for i in range(0, len(facts), 2)]),
        "edits": EDITS.from_rows(edits),
        "rejects": REJECTS.from_rows([Reject(None, "in/empty.txt", "ingest", "EmptyDocumentError", "empty")]),
    }


def make_indicator(facts: Sequence[Fact]) -> Indicator:
    """What the two facts of a document say together."""
    ids = sorted(fact.fact_id for fact in facts)
    head = (
        f"i{facts[0].document_id[:16]}",
        "goods_seized",
        "level",
        "actual",
        None,
        None,
        "CN-GD",
        "440000",
        None,
        None,
        "2023",
        None,
        None,
    )
    return Indicator(*head, facts[0].value, "batch", "exact", len(ids), 1, ["en", "zh-Hant"], False, ids)


def make_fact(
    document_id: str, segment_id: str, lang: str, quote: str, start: int, end: int, byte_start: int, value: float
) -> Fact:
    """A quantity of batches."""
    return Fact(
        fact_id=f"f{digest_bytes(f'{document_id}{start}'.encode())[:16]}",
        kind="quantity",
        document_id=document_id,
        segment_id=segment_id,
        lang=lang,
        quote=quote,
        char_start=start,
        char_end=end,
        byte_start=byte_start,
        byte_end=byte_start + len(quote.encode()),
        rule="test",
        confidence=0.9,
        value=value,
        value_decimal=decimal.Decimal(str(value)),
        unit="batch",
    )


def store_shards(store: ArtifactStore, *shards: dict[str, pa.Table]) -> dict[str, list[Reference]]:
    """The tables as artifacts of so many shards, in the shape that publishing takes."""
    upstream: dict[str, list[Reference]] = {}
    for tables in shards:
        written = {name: store.write(name, rows) for name, rows in tables.items()}
        for name in tables:
            upstream.setdefault(name, []).append(Reference(stage="test", tables=written, counts={}))
    return upstream
