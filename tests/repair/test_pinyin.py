"""Injected readings go, readings that are there on purpose stay."""

import random
from pathlib import Path
from typing import Any

import pytest

from tasks.repair.measure_bits import load_han_bits
from tasks.repair.rules.find_injection import find_injection, is_syllable
from tasks.repair.settings import RepairSettings

READINGS = {"會": "huì", "這": "zhè", "們": "men", "開": "kāi", "時": "shí", "來": "lái", "點": "diǎn", "員": "yuán"}


def annotate(text: str, chars: set[str]) -> str:
    return "".join(f"{char}({READINGS.get(char, 'yī')})" if char in chars else char for char in text)


def han_of(text: str) -> list[str]:
    return sorted({char for char in text if "\u4e00" <= char <= "\u9fff"})


def is_outside_gb2312(char: str) -> bool:
    return not char.encode("gb2312", "ignore")


@pytest.fixture
def text(clean: dict[str, list[str]]) -> str:
    return "\n".join(clean["zh-Hant"])


def test_injected_readings_are_removed(text: str, repair: Any) -> None:
    damaged = annotate(text, set(READINGS))
    repaired = repair(damaged)
    assert repaired.text == text
    assert {edit.rule for edit in repaired.edits} == {"injected-pinyin"}
    assert "readings, always behind the same 8 characters" in (repaired.edits[0].evidence or "")


@pytest.mark.parametrize("seed", range(10))
def test_any_table_of_characters_is_known_as_damage(seed: int, text: str, repair: Any) -> None:
    chars = random.Random(seed).sample(han_of(text), 30)
    assert repair(annotate(text, set(chars))).text == text


@pytest.mark.parametrize("seed", range(10))
def test_half_of_the_traditional_characters_is_damage(seed: int, text: str, repair: Any) -> None:
    traditional = [char for char in han_of(text) if is_outside_gb2312(char)]
    chars = random.Random(seed).sample(traditional, len(traditional) // 2)
    assert repair(annotate(text, set(chars))).text == text


def test_all_characters_annotated_are_kept(text: str, repair: Any) -> None:
    assert repair(annotate(text, set(han_of(text)))).edits == ()


@pytest.mark.parametrize("hardness", [13, 14, 15, 16])
def test_hard_characters_annotated_are_kept(hardness: int, text: str, repair: Any) -> None:
    hard = {char for char in han_of(text) if load_han_bits().get(char, 21) >= hardness}
    assert repair(annotate(text, hard)).edits == ()


def test_all_traditional_characters_annotated_are_kept(text: str, repair: Any) -> None:
    assert repair(annotate(text, {char for char in han_of(text) if is_outside_gb2312(char)})).edits == ()


def test_first_occurrences_annotated_are_kept(text: str, repair: Any) -> None:
    marked = text
    for char in READINGS:
        marked = marked.replace(char, f"{char}({READINGS[char]})", 1)
    assert repair(marked).edits == ()


def test_few_readings_prove_nothing(repair: Any) -> None:
    assert repair("開(kāi)會(huì)時(shí)間已到，請大家在候車室裡耐心等待。").edits == ()


def test_a_broken_reading_gives_its_character_back(text: str, repair: Any) -> None:
    damaged = annotate(f"{text}專項計劃、第一項、各項條例、項目", {*READINGS, "項"}).replace("項(yī)", "項(xiàng)")
    repaired = repair(damaged + "管理?xiàng)l例")
    assert repaired.text == f"{text}專項計劃、第一項、各項條例、項目管理條例"
    (edit,) = [edit for edit in repaired.edits if edit.rule == "broken-pinyin"]
    assert (edit.before.decode(), edit.after) == ("?xiàng)l", "條")


def test_a_broken_reading_without_proof_is_kept(repair: Any) -> None:
    assert repair("這裡的管理?xiàng)l例和事項(xiàng)說明").edits == ()


def test_readings_inside_misread_lines_are_removed(clean: dict[str, list[str]], repair: Any) -> None:
    text = "\n".join(clean["zh-Hans"])
    chars = set(random.Random(1).sample(han_of(text), 30))
    damaged = annotate(text, chars).encode("gb18030").decode("latin-1")
    repaired = repair(damaged)
    assert repaired.text == text
    assert "chinese-as-latin+injected-pinyin" in {edit.rule for edit in repaired.edits}


@pytest.mark.parametrize(
    "reading", ["yàn", "qǐng", "zhuāng", "xiàng", "lǜ", "ér", "a", "ň", "de", "shuǎng", "xióng", "yuè"]
)
def test_syllables(reading: str) -> None:
    assert is_syllable(reading)


@pytest.mark.parametrize("reading", ["", "pīnyīn", "chongq", "abc", "xyz", "àà", "bcd", "see", "ltd", "iprd"])
def test_no_syllables(reading: str) -> None:
    assert not is_syllable(reading)


def test_many_brackets_take_linear_time() -> None:
    for unit in ("(", "驗(yàn", "驗(yàn)", "?(xiàng)l", "(a)"):
        assert find_injection(unit * 20_000, RepairSettings()) is None


def test_the_seed_comes_back_whole(shared: Path, repair: Any) -> None:
    content = next((shared / "seeds").glob("001_*")).read_bytes()
    repaired = repair(content)
    rules = [edit.rule for edit in repaired.edits]
    rules = [rule for rule in rules if rule not in ("odd-space", "lost-space")]
    assert (rules.count("injected-pinyin"), rules.count("broken-pinyin"), len(rules)) == (197, 1, 198)
    assert "管理條例" in repaired.text
