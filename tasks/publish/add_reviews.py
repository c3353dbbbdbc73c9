"""Put what reviewers said beside the agreements that they judged."""

import pyarrow as pa
import pyarrow.compute as pc

from ..schema import AGREEMENTS
from ..schema.agreements import WRONG

REVIEW_COLUMNS = ("review_verdict", "review_note", "reviewed_by")
CONFLICT = "conflict"


def add_reviews(agreements: pa.Table, reviews: pa.Table) -> pa.Table:
    """The rows of `agreements` with the reviews that are about them.

    A review counts while the row still says what was judged: where it names a status, status and reason must be the
    same. One that names a row which is not there is left out.
    """
    found = pc.index_in(agreements["agreement_id"], value_set=reviews["agreement_id"].combine_chunks())
    judged = reviews.take(found)
    unnamed = pc.is_null(judged["status"])
    counts = pc.or_kleene(unnamed, pc.and_(_same(agreements, judged, "status"), _same(agreements, judged, "reason")))
    for name in REVIEW_COLUMNS:
        place = agreements.schema.get_field_index(name)
        values = pc.if_else(counts, judged[name], pa.scalar(None, pa.string()))
        agreements = agreements.set_column(place, agreements.schema.field(name), values)
    return AGREEMENTS.check(agreements)


def _same(agreements: pa.Table, judged: pa.Table, name: str) -> pa.ChunkedArray:
    """Whether both have one value or none, shape (rows,)."""
    equal = pc.fill_null(pc.equal(agreements[name], judged[name]), False)
    return pc.or_(equal, pc.and_(pc.is_null(agreements[name]), pc.is_null(judged[name])))


def stands(agreements: pa.Table) -> pa.ChunkedArray:
    """Whether a row is a conflict that no reviewer called wrong, shape (rows,)."""
    is_refuted = pc.fill_null(pc.equal(agreements["review_verdict"], WRONG), False)
    return pc.and_(pc.equal(agreements["status"], CONFLICT), pc.invert(is_refuted))
