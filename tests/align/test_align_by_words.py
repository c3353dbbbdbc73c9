"""Words first, sentence vectors where words leave doubt: what stays and what is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.align.align_by_words import LEAST_OWN, SURE, find_gaps, find_sure
from tasks.align.align_passages import Chain, Stretch
from tasks.align.align_sentences import align_sentences
from tasks.align.encode_sentences import Encoder
from tasks.align.judge_links import Judged
from tasks.align.problem import Link
from tasks.align.settings import AlignSettings

ZH = ["灯塔建于1874年，高42米。", "看守人姓陈，在岛上住了三十一年。", "他养了两只山羊和一条狗。", "冬天的风很大，船不能靠岸。",
      "面粉和煤油在十月运来。", "陈先生每天记录温度和云量。", "有一年，海水淹没了码头。", "学校的孩子给他写信。"]  # fmt: skip
EN = ["The lighthouse was built in 1874 and is 42 metres high.", "Its keeper, named Chen, lived on the island for 31 years.",
      "He kept two goats and a dog.", "In winter the wind is so strong that no ship can land.",
      "Flour and kerosene are delivered in October.", "Every day Mr Chen recorded temperature and cloud cover.",
      "One year the sea flooded the wharf.", "Children from the school wrote him letters."]  # fmt: skip
FREE_ZH = ["她心里不是滋味。", "谁也没吭声。", "半晌，老汉才把烟斗放下。", "“走吧。”他说。", "院门吱呀一声开了。"]
FREE_EN = ["She felt quite miserable.", "Not a soul spoke up.", "It was ages before the old fellow laid aside his pipe.",
           '"Off we go," he said.', "With a creak the gate swung open."]  # fmt: skip


@pytest.fixture
def read(monkeypatch):
    """Which sentences the encoder reads."""
    texts: list[str] = []
    original = Encoder.read

    def remember(self, some):
        texts.extend(some)
        return original(self, some)

    monkeypatch.setattr(Encoder, "read", remember)
    return texts


def spans(beads):
    return [(bead.zh, bead.en) for bead in beads]


def test_what_words_are_sure_of_is_not_read_by_the_encoder(read):
    zh, en = ZH + FREE_ZH, EN + FREE_EN
    by_words = align_sentences(zh, en, AlignSettings(scorer="lexicon"))
    sure = [bead for bead in by_words if bead.confidence >= SURE and len(bead.zh) + len(bead.en) == 2]
    assert 0 < len(sure) < len(by_words)
    beads = align_sentences(zh, en, AlignSettings(scorer="encoder"))
    assert [bead for bead in beads if bead.method == "lexicon"] == sure
    assert {bead.method for bead in beads} == {"lexicon", "encoder"}
    assert set(read) == {texts[at] for texts in (zh, en) for at in range(13)} - {
        text for bead in sure for text in (zh[bead.zh[0]], en[bead.en[0]])
    }
    assert spans(beads) == [((at,), (at,)) for at in range(13)]


def test_texts_that_words_find_no_translations_are_not_read_at_all(read):
    other = ["Paint the shed before it rains.", "Wash the brushes.", "The second coat can wait until Monday.",
             "Buy nails.", "The ladder belongs to the neighbours.", "Green paint is in the cellar."]  # fmt: skip
    assert align_sentences(ZH, other, AlignSettings(scorer="encoder")) == []
    assert read == []


def judge(*spans, confidence=1.0, score=LEAST_OWN):
    return [Judged(Link(*span, 1.0), score, confidence) for span in spans]


def test_only_one_to_one_beads_are_sure():
    sure, doubtful, larger = (
        judge((3, 4, 2, 3), confidence=SURE),
        judge((4, 5, 3, 4), confidence=0.96),
        judge((5, 6, 4, 6)),
    )
    assert list(find_sure(sure + doubtful + larger, 10)) == [sure[0].link]
    assert find_sure(doubtful + larger, 10) == {} == find_sure([], 10)


def test_good_neighbours_alone_make_no_bead_sure():
    beads = judge((0, 1, 0, 1)) + judge((1, 2, 1, 2), score=LEAST_OWN - 0.1)
    assert list(find_sure(beads, 4)) == [beads[0].link]


def test_nothing_is_sure_where_words_are_sure_of_little_or_sections_changed_places():
    few = judge((0, 1, 0, 1), (1, 2, 1, 2))
    assert len(find_sure(few, 20)) == 2
    assert find_sure(few, 21) == {}
    assert find_sure(judge((0, 1, 5, 6), (1, 2, 0, 1)), 8) == {}


def test_gaps_have_segments_on_both_sides_and_lie_inside_of_stretches():
    links = [Link(at, at + 1, at + 1, at + 2, 1.0) for at in (1, 2, 5)]
    chain = Chain(links, [Stretch(0, 4, 0, 5), Stretch(4, 8, 5, 9)])
    assert find_gaps(chain) == [Stretch(0, 1, 0, 2), Stretch(3, 4, 4, 5), Stretch(4, 5, 5, 6), Stretch(6, 8, 7, 9)]
    assert find_gaps(Chain([], chain.stretches)) == chain.stretches
    assert find_gaps(Chain([Link(0, 1, 3, 4, 1.0)], [Stretch(0, 4, 0, 4)])) == [] == find_gaps(Chain([], []))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8), st.integers(0, 3), st.integers(0, 3))
def test_gaps_and_links_cover_what_can_be_linked(steps, zh_rest, en_rest):
    links, zh_at, en_at = [], 0, 0
    for zh_step, en_step in steps:
        zh_at, en_at = zh_at + zh_step + 1, en_at + en_step + 1
        links.append(Link(zh_at - 1, zh_at, en_at - 1, en_at, 1.0))
    whole = Stretch(0, zh_at + zh_rest, 0, en_at + en_rest)
    gaps = find_gaps(Chain(links, [whole]))
    sizes = [*steps, (zh_rest, en_rest)]
    assert [(gap.zh_end - gap.zh_start, gap.en_end - gap.en_start) for gap in gaps] == [s for s in sizes if min(s)]
