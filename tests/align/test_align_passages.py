"""Two passages in the same order: paragraphs bind their sentences, unless they were cut by other rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tasks.align.align_passages as align_passages_module
from tasks.align.align_by_words import compare_words
from tasks.align.align_passages import Stretch, align_passages, align_stretches, estimate_ratio, prepare_search
from tasks.align.align_sentences import align_sentences
from tasks.align.make_beads import align_translations
from tasks.align.model import MODEL, WORD_MODEL
from tasks.align.passage import Passage, group_paragraphs
from tasks.align.settings import AlignSettings
from tasks.align.weigh_keys import weigh_keys
from tasks.core.errors import OversizedDocumentError

ZH = ["去年全市造船41艘。", "出口27艘。", "船厂有工人3,180名。", "他们来自12个县。", "新码头长950米。", "工期为两年。"]
EN = ["Last year the city built 41 ships.", "Of these 27 were exported.", "The shipyards have 3,180 workers.",
      "They come from 12 counties.", "The new quay is 950 metres long.", "Works will take two years."]  # fmt: skip


def align(zh: Passage, en: Passage) -> list:
    return align_passages(zh, en, weigh_keys(zh.keys, en.keys, MODEL), MODEL, 512).links


def spans(links: list) -> list[tuple[int, ...]]:
    return [tuple(link[:4]) for link in links]


@pytest.mark.parametrize(
    ("zh_numbers", "en_numbers"),
    [
        ([0, 0, 1, 1, 2, 2], [0, 0, 1, 1, 2, 2]),
        ([0, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5]),
        ([0, 0, 0, 1, 1, 1], [0, 1, 1, 1, 1, 2]),
    ],
    ids=["alike", "one side has no paragraphs", "cut at different places"],
)
def test_sentences_are_found_whatever_the_paragraphs(passages, zh_numbers, en_numbers):
    links = align(*passages(ZH, EN, zh_numbers, en_numbers))
    assert spans(links) == [(at, at + 1, at, at + 1) for at in range(6)]


def test_a_paragraph_without_counterpart_stays_alone(passages):
    extra = ["本报记者还采访了附近的居民。", "大家都说变化很大。", "这里从前只有一条小路。"]
    zh, en = passages([*ZH[:2], *extra, *ZH[2:]], EN, [0, 0, 9, 9, 9, 1, 1, 2, 2], [0, 0, 1, 1, 2, 2])
    assert spans(align(zh, en)) == [(at + 3 * (at > 1), at + 3 * (at > 1) + 1, at, at + 1) for at in range(6)]


def test_stretches_keep_their_segments_to_themselves(passages):
    zh, en = passages(ZH, EN)
    stretches = [Stretch(0, 2, 0, 2), Stretch(4, 5, 4, 5)]
    links = align_stretches(zh, en, stretches, weigh_keys(zh.keys, en.keys, MODEL), MODEL, 512)
    assert spans(links) == [(0, 1, 0, 1), (1, 2, 1, 2), (4, 5, 4, 5)]


def test_one_to_one_stretches_that_do_not_fit_are_left_alone(passages):
    zh, en = passages(
        ["好。"], ["This is a very long sentence that cannot be the translation of one single word. " * 4]
    )
    assert align_stretches(zh, en, [Stretch(0, 1, 0, 1)], weigh_keys(zh.keys, en.keys, MODEL), MODEL, 512) == []


def test_ratio_of_short_texts_is_the_usual_one():
    assert estimate_ratio(10, 20, MODEL) == pytest.approx(MODEL.length_ratio, rel=0.02)
    assert estimate_ratio(100_000, 170_000, MODEL) == pytest.approx(1.7, rel=0.01)
    assert estimate_ratio(100, 4_000, MODEL) == estimate_ratio(0, 0, MODEL) == MODEL.length_ratio


def test_texts_that_share_no_long_figure_have_no_beads():
    zh = [f"第{at}号仓库去年存粮{1234 + 97 * at}吨。" for at in range(9)]
    en = [f"Warehouse No. {at} stored {1235 + 96 * at} tonnes of grain last year." for at in range(9)]
    assert align_sentences(zh, en, AlignSettings()) == []
    en = [f"Warehouse No. {at} stored {1234 + 97 * at} tonnes of grain last year." for at in range(9)]
    assert len(align_sentences(zh, en, AlignSettings())) == 9


def test_links_that_share_little_of_what_they_could_are_dropped(passages):
    """The same figures in another order, so that lengths alone would link what does not belong together."""
    zh = [
        f"{text}共{at}个。"
        for at in (412, 537, 689, 754, 823, 965)
        for text in ("城里有许多工厂，", "河边的学校和商店")
    ]
    en = [
        f"{text}{at} in all."
        for at in (965, 823, 754, 689, 537, 412)
        for text in ("Factories, there are ", "Shops and more, ")
    ]
    assert align_translations(*passages(zh, en), 1.0, AlignSettings()) == []


def test_a_pair_that_is_too_large_is_refused_with_advice(passages):
    zh, en = passages(ZH, EN)
    with pytest.raises(OversizedDocumentError, match="6 segments, more than the 5"):
        align_translations(zh, en, None, AlignSettings(max_segments=5))


@given(st.lists(st.integers(0, 3), max_size=20))
def test_paragraphs_cover_all_segments_in_order(numbers):
    paragraphs = group_paragraphs(numbers)
    assert [at for paragraph in paragraphs for at in paragraph] == list(range(len(numbers)))
    assert all(len({numbers[at] for at in paragraph}) == 1 for paragraph in paragraphs)


def test_paragraphs_as_units():
    from decimal import Decimal

    keys = [frozenset({Decimal(1)}), frozenset(), frozenset({Decimal(2)})]
    side = Passage([5, 7, 9], keys, group_paragraphs([0, 0, 1])).join_paragraphs()
    assert side.lengths == [12, 9]
    assert side.keys == [keys[0], keys[2]]


def test_stretches_of_one_unit_a_side_are_linked_as_by_a_search(passages, monkeypatch):
    zh, en = passages(ZH, [*EN[:3], "Nothing of that was in the paper.", *EN[4:]])
    compared = compare_words(zh, en)
    stretches = [Stretch(at, at + 1, at, at + 1) for at in range(len(ZH))]

    def link():
        return align_stretches(zh, en, stretches, compared.weights, WORD_MODEL, 512, compared.likeness)

    at_once = link()
    monkeypatch.setattr(
        align_passages_module,
        "_prepare_searches",
        lambda problem, some, width: [prepare_search(problem.cut(*one), width) for one in some],
    )
    assert spans(at_once) == spans(link())
    assert [one.score for one in at_once] == pytest.approx([one.score for one in link()])
