"""Labelled alignments, where they are at hand. The floors lie a little below what was measured."""

import ast
import json
import random
import re
from pathlib import Path

import pytest

from tasks.align.align_sentences import align_sentences
from tasks.align.settings import AlignSettings
from tasks.align.stage import align_segments

STOP = re.compile(r"(?<=。)|(?<=[a-z]\.) ")
PINYIN = re.compile("(?<=[\u4e00-\u9fff])\\([a-z\u00e0-\u01dc]+\\)")

Bead = tuple[tuple[int, ...], tuple[int, ...]]


def read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def read_gold(path: Path) -> list[Bead]:
    return [tuple(tuple(ast.literal_eval(side)) for side in line.split(":")) for line in read_lines(path)]


def align_files(stem: Path) -> tuple[list[Bead], list[Bead]]:
    found = align_sentences(read_lines(stem.with_suffix(".zh")), read_lines(stem.with_suffix(".en")), AlignSettings())
    return read_gold(stem.with_suffix(".gold")), [(bead.zh, bead.en) for bead in found]


def strict_f1(pairs: list[tuple[list[Bead], list[Bead]]]) -> float:
    right = sum(len(set(gold) & set(found)) for gold, found in pairs)
    n_found = sum(len(found) for _, found in pairs)
    n_gold = sum(1 for gold, _ in pairs for zh, en in gold if zh and en)
    return 2 * right / (n_found + n_gold)


@pytest.mark.parametrize(("folder", "floor"), [("news", 0.96), ("mac-dev", 0.85)])
def test_sentences(shared, folder, floor):
    stems = [path.with_suffix("") for path in sorted((shared / "gold" / "align" / folder).glob("*.gold"))]
    assert strict_f1([align_files(stem) for stem in stems]) >= floor


def test_articles_of_laws_are_not_mixed_up(shared):
    """Gold is by article: a bead is right when it lies inside one."""
    right = total = 0
    for path in sorted((shared / "gold" / "align" / "laws").glob("*.gold")):
        gold, found = align_files(path.with_suffix(""))
        article = {(side, at): number for number, bead in enumerate(gold) for side in (0, 1) for at in bead[side]}
        for bead in found:
            total += 1
            right += len({article.get((side, at)) for side in (0, 1) for at in bead[side]}) == 1
    assert right / total >= 0.99


def test_different_laws_are_no_translations(shared):
    folder = shared / "gold" / "align" / "docs"
    names = sorted(path.name.removesuffix(".zh.txt") for path in folder.glob("*.zh.txt"))
    pairs = list(zip(names[::2], names[1::2], strict=False))
    n_beads = sum(
        len(align_sentences(read_lines(folder / f"{zh}.zh.txt"), read_lines(folder / f"{en}.en.txt"), AlignSettings()))
        for zh, en in pairs
    )
    assert n_beads == 0


@pytest.mark.slow
@pytest.mark.parametrize("shift", [3, 11, 29])
def test_no_law_is_a_translation_of_another(shared, shift):
    """A part of the 6,320 pairs, all of which `python -m tests.align.measure lexicon --all-laws` takes."""
    names, texts = read_laws(shared)
    pairs = zip(names, names[shift:] + names[:shift], strict=True)
    found = [(zh, en) for zh, en in pairs if align_sentences(texts[zh][0], texts[en][1], AlignSettings())]
    assert found == []


def read_laws(shared: Path) -> tuple[list[str], dict[str, list[list[str]]]]:
    folder = shared / "gold" / "align" / "docs"
    names = sorted(path.name.removesuffix(".zh.txt") for path in folder.glob("*.zh.txt"))
    return names, {name: [read_lines(folder / f"{name}.{lang}.txt") for lang in ("zh", "en")] for name in names}


@pytest.mark.parametrize("n_sections", [3, 6])
def test_laws_with_sections_in_another_order_are_aligned(shared, n_sections):
    names, texts = read_laws(shared)
    n_straight = n_again = 0
    for name in names[:6]:
        zh, en = texts[name]
        bounds = [len(en) * at // n_sections for at in range(n_sections + 1)]
        order = random.Random(n_sections).sample(range(n_sections), n_sections)
        moved = [at for section in order for at in range(bounds[section], bounds[section + 1])]
        straight = {(bead.zh, bead.en) for bead in align_sentences(zh, en, AlignSettings())}
        found = align_sentences(zh, [en[at] for at in moved], AlignSettings())
        again = {(bead.zh, tuple(sorted(moved[at] for at in bead.en))) for bead in found}
        n_straight, n_again = n_straight + len(straight), n_again + len(straight & again)
    assert n_again >= 0.6 * n_straight > 0


def test_a_lonely_chinese_paragraph_finds_its_english_one(shared, tables):
    """Every labelled document that holds both languages outside boilerplate: sentences by full stops, as a stage would.

    Pinyin in brackets, which `repair` takes away, is taken away here.
    """
    rows = [json.loads(line) for line in read_lines(shared / "gold" / "seeds" / "lines.jsonl")]
    kept = [row for row in rows if not row["boilerplate"]]
    both = {row["file"] for row in kept if row["lang"].startswith("zh")} & {
        row["file"] for row in kept if row["lang"] == "en"
    }
    assert both
    for name in both:
        lines = [row for row in kept if row["file"] == name]
        segments = [
            (row["lang"], sentence, row["line"])
            for row in lines
            for sentence in STOP.split(PINYIN.sub("", row["text"].replace("\u00a0", " ")))
            if sentence.strip()
        ]
        made = tables(
            {"d": [segment[:2] for segment in segments]}, [("d", "d")], {"d": [segment[2] for segment in segments]}
        )
        rows_found = align_segments(made, AlignSettings())["alignments"].to_pylist()
        line_of = {f"d-{at}": segment[2] for at, segment in enumerate(segments)}
        pairs = {
            (line_of[zh], line_of[en])
            for row in rows_found
            for zh in row["zh_segment_ids"]
            for en in row["en_segment_ids"]
        }
        assert len(pairs) == 1
        assert len([row for row in rows_found if row["kind"] == "1-1"]) >= 3
