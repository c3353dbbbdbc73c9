"""Properties of what the command line shows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.align.align_sentences import align_sentences
from tasks.align.settings import AlignSettings

SETTINGS = AlignSettings()
zh_text = st.lists(
    st.sampled_from(["年", "共有", "人", "15766", "3314万", "，", "GDP", "“好”", "为什么？", " "]), max_size=8
).map("".join)
en_text = st.lists(
    st.sampled_from(["the ", "people ", "15,766 ", "33.14 million ", "GDP ", '"Fine" ', "why? ", ", "]), max_size=12
).map("".join)
texts = st.tuples(st.lists(zh_text, max_size=14), st.lists(en_text, max_size=14))


@given(texts)
@settings(deadline=None)
def test_beads_are_monotone_and_take_each_segment_once(both):
    zh, en = both
    beads = align_sentences(zh, en, AlignSettings(min_confidence=0))
    for side, given_texts in (("zh", zh), ("en", en)):
        used = [at for bead in beads for at in getattr(bead, side)]
        assert used == sorted(set(used))
        assert all(given_texts[at].strip() for at in used)
    for bead in beads:
        assert bead.zh and bead.en
        assert 0 <= bead.confidence <= 1


@given(texts)
@settings(deadline=None)
def test_more_confidence_asked_gives_a_part_of_the_beads(both):
    all_beads = align_sentences(*both, AlignSettings(min_confidence=0))
    assert set(align_sentences(*both, AlignSettings(min_confidence=0.9))) <= set(all_beads)


def test_empty_sides():
    assert align_sentences([], [], SETTINGS) == []
    assert align_sentences(["一句话。"], [], SETTINGS) == []
    assert align_sentences([], ["A sentence."], SETTINGS) == []
    assert align_sentences(["", " "], ["", ""], SETTINGS) == []


def test_evidence_is_what_both_sides_share():
    [bead] = align_sentences(["2023年GDP为15766元。"], ["In 2023 the GDP was 15,766 yuan."], SETTINGS)
    assert bead.evidence == ("number:15766", "number:2023", "token:gdp", "word:元=yuan")


def test_texts_of_odd_characters_do_not_fail():
    odd = ["\ud7ff\ue000", "９" * 3000, "((((" * 500, "一" * 2000, "\x00", "a" * 5000]
    align_sentences(odd, odd, SETTINGS)


@pytest.mark.slow
def test_hash_seed_changes_nothing():
    zh = ["2023年广东与香港、澳门开展3次行动，查获2825批次。", "美国和英国的GDP报告共有3份。", "“这是什么？”"] * 3
    en = ["In 2023 Guangdong, Hong Kong and Macao seized 2,825 batches in 3 actions.", "3 GDP reports came from the US and the UK.",
          '"What is this?"'] * 3  # fmt: skip
    program = (
        "from tasks.align.align_sentences import align_sentences\nfrom tasks.align.settings import AlignSettings\n"
        f"print(align_sentences({zh!r}, {en!r}, AlignSettings()))"
    )
    root = Path(__file__).resolve().parents[2]
    outputs = {
        subprocess.run([sys.executable, "-c", program], cwd=root, env={**os.environ, "PYTHONHASHSEED": seed},
                       capture_output=True, check=True, text=True).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(outputs) == 1
    assert "number:2825" in outputs.pop()
