"""Every segment that is shown stands in one line, beside what it says the same as, in the order of the document."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.report.lay_lines import lay_lines


def segment(document, ordinal, lang="zh", **fields):
    made = {
        "segment_id": f"{document}-{ordinal}", "document_id": document, "ordinal": ordinal, "paragraph": ordinal // 2,
        "lang": lang, "is_boilerplate": False,
    }  # fmt: skip
    return {**made, **fields}


def bead(zh, en):
    ids = [[found["segment_id"] for found in side] for side in (zh, en)]
    return {"alignment_id": str(ids), "zh_segment_ids": ids[0], "en_segment_ids": ids[1]}


def lay(documents, segments, beads=(), sizes=None):
    by_id = {found["segment_id"]: found for found in segments}
    counted = sizes or {name: sum(found["document_id"] == name for found in segments) for name in documents}
    laid = lay_lines(documents, by_id, beads, counted)
    lines = [tuple([found["ordinal"] for found in side] for side in (line.left, line.right)) for line in laid.lines]
    return lines, laid


def test_beads_stand_side_by_side_and_what_has_no_partner_alone():
    zh = [segment("z", number) for number in range(4)]
    en = [segment("e", number, "en") for number in range(4)]
    lines, _ = lay(["z", "e"], zh + en, [bead(zh[:1], en[1:2]), bead(zh[2:], en[2:3])])
    assert lines == [([], [0]), ([0], [1]), ([1], []), ([2, 3], [2]), ([], [3])]


def test_moved_sentences_stand_where_the_chinese_ones_do():
    zh = [segment("z", number) for number in range(2)]
    en = [segment("e", number, "en") for number in range(3)]
    lines, _ = lay(["z", "e"], zh + en, [bead(zh[:1], en[2:]), bead(zh[1:], en[:1])])
    assert lines == [([], [1]), ([0], [2]), ([1], [0])]


def test_a_document_that_translates_itself_has_two_sides():
    both = [segment("d", 0), segment("d", 1, "en"), segment("d", 2, "en"), segment("d", 3), segment("d", 4, "none")]
    lines, _ = lay(["d"], both, [bead(both[:1], both[1:2])])
    assert lines == [([0], [1]), ([], [2]), ([3], []), ([4], [])]


def test_a_document_of_its_own_has_one_side():
    lines, _ = lay(["d"], [segment("d", 0, "en"), segment("d", 1)])
    assert lines == [([0], []), ([1], [])]


def test_what_is_not_shown_is_counted_where_it_stands():
    shown = [segment("z", 3), segment("z", 4), segment("z", 9), segment("e", 1, "en")]
    _, laid = lay(["z", "e"], shown, [bead(shown[2:3], shown[3:])], {"z": 20, "e": 4})
    assert [line.n_left_out for line in laid.lines] == [3, 0, 5]
    assert laid.n_after == 10 + 2


def test_paragraphs_are_kept_apart():
    _, laid = lay(["d"], [segment("d", number) for number in range(4)])
    assert [line.is_new_paragraph for line in laid.lines] == [True, False, True, False]


@given(st.integers(0, 9), st.integers(0, 9), st.data())
def test_every_segment_stands_in_one_line(n_zh, n_en, data):
    zh, en = [segment("z", number) for number in range(n_zh)], [segment("e", number, "en") for number in range(n_en)]
    n_beads = data.draw(st.integers(0, min(n_zh, n_en)))
    left = data.draw(st.permutations(range(n_zh)))[:n_beads]
    right = data.draw(st.permutations(range(n_en)))[:n_beads]
    beads = [bead([zh[one]], [en[other]]) for one, other in zip(left, right, strict=True)]
    _, laid = lay(["z", "e"], zh + en, beads, {"z": n_zh, "e": n_en})
    stood = [found["segment_id"] for line in laid.lines for found in line.left + line.right]
    assert sorted(stood) == sorted(found["segment_id"] for found in zh + en)
    assert sum(line.n_left_out for line in laid.lines) + laid.n_after == 0
    chinese = [found["ordinal"] for line in laid.lines for found in line.left]
    assert chinese == sorted(chinese)
