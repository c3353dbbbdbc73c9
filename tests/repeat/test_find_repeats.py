"""Which lines of a run are repeated, in small runs written here."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.key_lines import key_line
from tasks.repeat.count_lines import N_EDGE, count_lines, key_edges
from tasks.repeat.find_repeats import (
    Listed,
    find_originals,
    find_shared,
    gather_repeats,
    hold,
    read_listed,
    select_own,
)
from tasks.repeat.repeat_shards import repeat_shards
from tasks.repeat.settings import RepeatSettings
from tasks.schema import LINES, REPEATS, TEXTS
from tasks.schema.artifacts import LineKeys, Text
from tasks.store.artifacts import ArtifactStore, Reference
from tasks.store.steps import Step

MENU = ["溪口看板", "集市日历", "街坊来信"]
PROSE = [f"第{n}次集市来了{n * 7}个摊位，比上一次多了不少，傍晚才散。" for n in range(1, 40)]


def list_documents(documents: Sequence[Sequence[str]]) -> Listed:
    rows = [LineKeys(str(at), key_edges("\n".join(lines), {})) for at, lines in enumerate(documents)]
    return read_listed(LINES.from_rows(rows))


def find(*shards: Sequence[Sequence[str]], min_documents: int = 3) -> set[int]:
    listed = [list_documents(documents) for documents in shards]
    return set(gather_repeats(lambda: listed, min_documents).tolist())


def keys(lines: Sequence[str]) -> set[int]:
    return {key_line(line) for line in lines}


def test_a_line_of_three_documents_is_repeated() -> None:
    pages = [[*MENU, PROSE[n]] for n in range(3)]
    assert find(pages) == keys(MENU)
    assert find(pages[:2]) == set()
    assert find(pages[:2], min_documents=2) == keys(MENU)


def test_it_does_not_matter_in_which_shards_they_are() -> None:
    pages = [[*MENU, PROSE[n]] for n in range(3)]
    assert find(pages[:1], [], pages[1:]) == find(pages) == find(pages[2:], pages[:2])


def test_copies_of_a_document_are_counted_once() -> None:
    frames = [[f"站点{n}", f"栏目{n}"] for n in range(3)]
    copies = [[*frame, *PROSE[:6]] for frame in frames]
    assert find(copies) == set()
    others = [["共同的题目", PROSE[0], *PROSE[7 * n : 7 * n + 6]] for n in range(1, 4)]
    assert find(copies, others[:2]) == keys(PROSE[:1])  # two documents of their own, and the copies as one


def test_documents_that_share_less_than_most_are_no_copies() -> None:
    notices = [["重申一遍", *PROSE[:4], PROSE[10 + n], PROSE[20 + n]] for n in range(3)]
    assert find(notices) == keys(["重申一遍", *PROSE[:4]])


def test_a_document_without_prose_is_judged_by_all_its_lines() -> None:
    assert find([[*MENU, f"第{n}页"] for n in range(4)]) == keys(MENU)
    listed = list_documents([[*MENU, "a", "b", "c"]] * 2 + [["别处"]])
    originals = find_originals(listed, find_shared([listed.keys]), 5)
    assert originals[0] == originals[1] > 0 > originals[2] == -8


def test_only_head_and_foot_of_a_long_document_count() -> None:
    lines = [f"行{n}" for n in range(3 * N_EDGE)]
    found = key_edges("\n".join(lines), {})
    assert set(found) == keys([*lines[:N_EDGE], *lines[-N_EDGE:]])
    assert found == sorted(found)
    assert key_edges(f"  {'长' * 401}\n\n\u3000短 \r\n", {}) == [key_line("短")]


@given(st.lists(st.lists(st.sampled_from([*MENU, *PROSE[:8]]), max_size=8), max_size=9), st.integers(1, 5))
def test_parts_find_what_the_whole_finds(documents: list[list[str]], size: int) -> None:
    whole = find(documents)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tasks.repeat.find_repeats.LINES_AT_ONCE", size)
        assert find(documents) == whole
        assert find(documents[:3], documents[3:]) == whole


@given(st.lists(st.integers(0, 50), unique=True), st.lists(st.integers(0, 50)))
def test_numbers_are_held(known: list[int], wanted: list[int]) -> None:
    found = hold(np.array(sorted(known), dtype=np.int64), np.array(wanted, dtype=np.int64))
    assert found.tolist() == [one in known for one in wanted]


def as_texts(documents: Sequence[Sequence[str]]) -> Sequence[Text]:
    return [
        Text(f"{at:064x}", f"{at}.txt", "text/plain", 0, "utf-8", 1.0, False, 0, "\n".join(lines))
        for at, lines in enumerate(documents)
    ]


def test_texts_become_numbers_of_lines() -> None:
    texts = TEXTS.from_rows(as_texts([[*MENU, MENU[0]], []]))
    rows = count_lines({"texts": texts}, RepeatSettings())["lines"].to_pylist()
    assert [set(row["keys"]) for row in rows] == [keys(MENU), set()]
    off = count_lines({"texts": texts}, RepeatSettings(over_run=False))["lines"]
    assert off["keys"].to_pylist() == [[], []]


def run_step(folder: Path, *shards: Sequence[Sequence[str]]) -> Reference:
    store = ArtifactStore(folder)
    settings = RepeatSettings()
    found = [
        Reference(stage="count", tables={"lines": store.write("lines", made["lines"])}, counts={})
        for made in (count_lines({"texts": TEXTS.from_rows(as_texts(shard))}, settings) for shard in shards)
    ]
    return repeat_shards(Step(stage="repeat", shard="all", store=str(folder), lineage="x"), {"lines": found}, settings)


def test_each_shard_is_told_of_its_own_lines(tmp_path: Path) -> None:
    pages = [[*MENU, PROSE[n]] for n in range(4)]
    made = run_step(tmp_path, pages[:2], [["别处", PROSE[9]]], [[*MENU[1:], PROSE[3]]])
    assert sorted(made["tables"]) == ["0000", "0002"]
    found = {
        name: set(ArtifactStore(tmp_path).read("repeats", [reference])["key"].to_pylist())
        for name, reference in made["tables"].items()
    }
    assert found == {"0000": keys(MENU[1:]), "0002": keys(MENU[1:])}


def test_a_document_more_changes_nothing_for_shards_whose_lines_stay_what_they_are(tmp_path: Path) -> None:
    pages = [[*MENU, PROSE[n]] for n in range(5)]
    letters = [["街坊来信选", PROSE[10 + n]] for n in range(2)]
    before = run_step(tmp_path, pages[:3], letters[:1])
    page_more = run_step(tmp_path, pages[:3], letters[:1], pages[3:4])
    assert before["tables"]["0000"] == page_more["tables"]["0000"]
    assert "0001" not in page_more["tables"]
    third = run_step(tmp_path, pages[:3], letters[:1], [["街坊来信选", PROSE[20]], ["街坊来信选", PROSE[21]]])
    assert third["tables"]["0000"] == before["tables"]["0000"]
    assert third["tables"]["0001"]["rows"] == 1  # its heading now stands in three documents


def test_nothing_is_found_in_nothing(tmp_path: Path) -> None:
    assert run_step(tmp_path)["tables"] == run_step(tmp_path, [], [[]])["tables"] == {}
    assert select_own(list_documents([]), np.zeros(0, dtype=np.int64)).equals(REPEATS.empty())
