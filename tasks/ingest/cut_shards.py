"""Cut a listing into shards so that one new document changes one shard and not all.

A run of documents that is too large is cut before the document whose name has the smallest digest, and both parts go
on likewise. Where the cuts fall depends only on the documents, not on the order in which they came, as in a treap
(Seidel & Aragon 1996): a document that is added or removed changes the shard it falls into, and rarely its neighbour.
"""

from collections.abc import Sequence

from ..core.digests import digest_bytes
from ..schema.artifacts import Member

OVERHEAD_BYTES = 2048
"""What a document costs beyond its bytes, so that a shard of many tiny documents stays small."""


def cut_shards(members: Sequence[Member], max_shard_bytes: int) -> list[list[Member]]:
    """Shards of at most `max_shard_bytes` (or of one larger document), in order of uri."""
    digests = [digest_bytes(member.uri.encode()) for member in members]
    weights = [member.size_bytes + OVERHEAD_BYTES for member in members]
    shards, waiting = [], [(0, len(members))] if members else []
    while waiting:
        start, end = waiting.pop()
        if end - start == 1 or sum(weights[start:end]) <= max_shard_bytes:
            shards.append(list(members[start:end]))
            continue
        cut = min(range(start + 1, end), key=digests.__getitem__)
        waiting += [(cut, end), (start, cut)]
    return shards
