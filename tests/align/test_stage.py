"""The stage as a function from tables to tables."""

import pytest

from tasks.align.settings import AlignSettings
from tasks.align.stage import align_segments
from tasks.schema import ALIGNMENTS, PAIRS, REJECTS, SEGMENTS

ZH = [("zh-Hans", "去年全市造船41艘。"), ("zh-Hans", "出口27艘。"), ("zh", "船厂有工人3,180名。")]
EN = [
    ("en", "Last year the city built 41 ships."),
    ("en", "Of these 27 were exported."),
    ("en", "The yards have 3,180 workers."),
]
SETTINGS = AlignSettings()


def rows_of(tables: dict, settings: AlignSettings = SETTINGS) -> list[dict]:
    made = align_segments(tables, settings)
    ALIGNMENTS.check(made["alignments"])
    assert made["rejects"].num_rows == 0
    return made["alignments"].to_pylist()


def test_two_documents(tables):
    rows = rows_of(tables({"z": ZH, "e": EN}, [("z", "e")]))
    assert [(row["zh_segment_ids"], row["en_segment_ids"]) for row in rows] == [
        ([f"z-{at}"], [f"e-{at}"]) for at in range(3)
    ]
    first = rows[0]
    assert (first["zh_text"], first["en_text"]) == (ZH[0][1], EN[0][1])
    assert (first["zh_document_id"], first["en_document_id"]) == ("z", "e")
    assert (first["kind"], first["method"], first["evidence"]) == (
        "1-1",
        "lexicon",
        ["number:41", "word:全市=city", "word:去年=last", "word:艘=ships"],
    )
    assert (first["n_shared_figures"], first["n_shared_names"]) == (1, 0)
    assert first["n_shared_words"] == 3
    assert first["alignment_id"].startswith("a") and len(first["alignment_id"]) == 17
    assert len({row["alignment_id"] for row in rows}) == 3


def test_segments_of_a_bead_are_joined(tables):
    zh = [ZH[0], ("zh-Hans", "读者可以在网上预约，"), ("zh-Hans", "预约之后三天之内取书。"), ZH[2]]
    en = [EN[0], ("en", "Readers can reserve books online and must collect them within three days."), EN[2]]
    joined = rows_of(tables({"z": zh, "e": en}, [("z", "e")]))[1]
    assert joined["kind"] == "2-1"
    assert joined["zh_text"] == "读者可以在网上预约，预约之后三天之内取书。"
    back = rows_of(tables({"z": [ZH[0], ("zh", "会议要求三个月内完成全部工程，并向社会公布进展情况和资金使用情况。"), ZH[2]],
                           "e": [EN[0], ("en", "All works must be finished within three months."),
                                 ("en", "Progress and spending must be made public."), EN[2]]}, [("z", "e")]))[1]  # fmt: skip
    assert back["kind"] == "1-2"
    assert (
        back["en_text"] == "All works must be finished within three months. Progress and spending must be made public."
    )


def test_boilerplate_and_other_languages_take_no_part(tables):
    zh = [("zh-Hans!", "首页 > 新闻 > 正文"), ZH[0], ("mixed", "Contact 联系我们"), ZH[1], ("other", "Привет"), ZH[2]]
    rows = rows_of(tables({"z": zh, "e": EN}, [("z", "e")]))
    assert [row["zh_segment_ids"] for row in rows] == [["z-1"], ["z-3"], ["z-5"]]


def test_one_document_in_both_languages(tables):
    lines = [line for pair in zip(ZH, EN, strict=True) for line in pair]
    rows = rows_of(tables({"d": lines}, [("d", "d")]))
    assert [(row["zh_segment_ids"], row["en_segment_ids"]) for row in rows] == [
        (["d-0"], ["d-1"]),
        (["d-2"], ["d-3"]),
        (["d-4"], ["d-5"]),
    ]


@pytest.mark.parametrize(
    ("documents", "pairs"),
    [
        ({"z": ZH, "e": EN}, []),
        ({"z": ZH, "e": EN}, [("z", "z"), ("e", "e")]),
        ({"z": ZH}, [("z", "not here")]),
        ({"z": [("zh!", "首页")], "e": EN}, [("z", "e")]),
        ({}, [("a", "b")]),
        ({}, []),
    ],
    ids=["no pair", "one language", "no such document", "boilerplate only", "no segments", "nothing"],
)
def test_nothing_to_align_is_no_error(tables, documents, pairs):
    assert rows_of(tables(documents, pairs)) == []


def test_pairs_keep_their_order_and_others_are_not_read(tables):
    documents = {"z": ZH, "e": EN, "y": ZH, "f": EN, "x": [("zh", "不相干的文件。")]}
    rows = rows_of(tables(documents, [("y", "f"), ("z", "e")]))
    assert [row["zh_document_id"] for row in rows] == ["y"] * 3 + ["z"] * 3


def test_a_pair_that_is_too_large_is_rejected_and_others_go_on(tables):
    made = align_segments(
        tables({"z": ZH, "e": EN, "y": ZH * 2, "f": EN * 2}, [("y", "f"), ("z", "e")]), AlignSettings(max_segments=5)
    )
    assert made["alignments"]["zh_document_id"].to_pylist() == ["z"] * 3
    [reject] = made["rejects"].to_pylist()
    assert (reject["document_id"], reject["stage"], reject["error_type"]) == ("y", "align", "OversizedDocumentError")
    assert "max_segments" in reject["message"]


def test_empty_tables():
    made = align_segments({"segments": SEGMENTS.empty(), "pairs": PAIRS.empty()}, SETTINGS)
    assert made["alignments"].equals(ALIGNMENTS.empty())
    assert made["rejects"].equals(REJECTS.empty())


def test_the_same_tables_give_the_same_rows(tables):
    made = tables({"z": ZH * 30, "e": EN * 30}, [("z", "e")])
    assert align_segments(made, SETTINGS)["alignments"].equals(align_segments(made, SETTINGS)["alignments"])


def test_settings_are_frozen_and_known():
    with pytest.raises(ValueError, match="frozen"):
        SETTINGS.min_confidence = 0.1
    with pytest.raises(ValueError, match="Extra inputs"):
        AlignSettings(min_confidense=0.1)
