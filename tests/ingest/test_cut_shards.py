from hypothesis import given
from hypothesis import strategies as st

from tasks.ingest.cut_shards import OVERHEAD_BYTES, cut_shards
from tasks.schema.artifacts import Member

names = st.lists(st.text("abcdef/", min_size=1, max_size=12), unique=True, max_size=60)


def listing(uris: list[str], size: int = 1000) -> list[Member]:
    return [Member(f"{index:064x}", uri, size) for index, uri in enumerate(sorted(uris))]


def changed(before: list[list[Member]], after: list[list[Member]]) -> int:
    """Shards that are not among those before."""
    known = {tuple(member.uri for member in shard) for shard in before}
    return sum(tuple(member.uri for member in shard) not in known for shard in after)


@given(names, st.integers(1, 50_000))
def test_every_document_is_in_one_shard_in_order(uris: list[str], limit: int) -> None:
    members = listing(uris)
    assert [member for shard in cut_shards(members, limit) for member in shard] == members


@given(names, st.integers(4000, 50_000))
def test_shards_stay_below_the_limit(uris: list[str], limit: int) -> None:
    for shard in cut_shards(listing(uris), limit):
        assert len(shard) == 1 or sum(member.size_bytes + OVERHEAD_BYTES for member in shard) <= limit


def test_a_document_larger_than_a_shard_stands_alone() -> None:
    members = [Member("a" * 64, "a", 10), Member("b" * 64, "b", 10**9), Member("c" * 64, "c", 10)]
    assert [
        member.uri for member in next(s for s in cut_shards(members, 10_000) if len(s) == 1 and s[0].uri == "b")
    ] == ["b"]


def test_one_new_document_changes_one_shard_and_not_all() -> None:
    uris = [f"folder/{index:05d}.txt" for index in range(3000)]
    before = cut_shards(listing(uris), 300_000)
    counts = [
        changed(before, cut_shards(listing([*uris, f"folder/{place:05d}-new.txt"]), 300_000))
        for place in range(0, 3000, 50)
    ]
    assert len(before) > 30
    assert sorted(counts)[len(counts) // 2] == 1
    assert sum(counts) / len(counts) < 1.5


def test_a_removed_document_changes_few_shards() -> None:
    uris = [f"folder/{index:05d}.txt" for index in range(3000)]
    before = cut_shards(listing(uris), 300_000)
    counts = [
        changed(before, cut_shards(listing(uris[:place] + uris[place + 1 :]), 300_000)) for place in range(0, 3000, 50)
    ]
    assert sorted(counts)[len(counts) // 2] <= 1
    assert sum(counts) / len(counts) < 1.5
