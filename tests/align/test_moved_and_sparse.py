"""Sections in another order, and single paragraphs whose translation stands among others."""

import pytest

from tasks.align.align_moved import find_free_runs
from tasks.align.align_sentences import align_sentences
from tasks.align.make_beads import align_languages
from tasks.align.settings import AlignSettings
from tasks.align.stage import align_segments

LIBRARY = [
    ("图书馆周一闭馆。", "The library is closed on Mondays."),
    ("读者每次可以借五本书。", "Readers may borrow five books at a time."),
    ("丢失图书应当赔偿。", "Whoever loses a book must pay compensation."),
    ("儿童阅览室在二楼。", "The reading room for children is on the second floor."),
    ("请勿在馆内吸烟。", "Please do not smoke inside the building."),
    ("电脑只能用来查找资料。", "Computers may only be used to look for information."),
]
HARBOUR = [
    ("港口去年装卸货物九百万吨。", "The port handled nine million tonnes of cargo last year."),
    ("新码头可以停靠大型船舶。", "The new wharf can berth large ships."),
    ("渔民抗议填海工程。", "Fishermen protest against the land reclamation project."),
    ("海关检查了所有集装箱。", "Customs inspected all containers."),
    ("风暴损坏了灯塔。", "A storm damaged the lighthouse."),
    ("工人要求提高工资。", "Workers demand higher wages."),
]
FARM = [
    ("农民在春天播种小麦。", "Farmers sow wheat in spring."),
    ("奶牛每天产奶两次。", "Cows give milk twice a day."),
    ("果园里种着苹果树。", "Apple trees grow in the orchard."),
    ("灌溉系统用太阳能驱动。", "The irrigation system runs on solar energy."),
    ("丰收之后举行庆祝活动。", "After the harvest there is a celebration."),
    ("拖拉机需要修理。", "The tractor needs repair."),
]


def sides(*sections: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    return [zh for section in sections for zh, _ in section], [en for section in sections for _, en in section]


def test_sections_in_another_order_are_aligned_where_they_stand():
    zh, _ = sides(LIBRARY, HARBOUR, FARM)
    _, en = sides(FARM, LIBRARY, HARBOUR)
    beads = align_sentences(zh, en, AlignSettings())
    right = [bead for bead in beads if bead.zh[0] == (bead.en[0] - 6) % 18 and len(bead.zh) == len(bead.en) == 1]
    assert len(right) >= 16
    assert len(beads) - len(right) <= 1
    assert [bead.zh for bead in beads] == sorted(bead.zh for bead in beads)


def test_other_sections_are_not_linked():
    zh, _ = sides(LIBRARY, HARBOUR)
    _, en = sides(FARM, LIBRARY)
    beads = align_sentences(zh, en, AlignSettings())
    assert {bead.zh[0] for bead in beads} <= set(range(6))
    assert len(beads) >= 5


def test_texts_on_other_subjects_have_no_beads():
    assert align_sentences(sides(LIBRARY, HARBOUR)[0], sides(FARM)[1], AlignSettings()) == []


@pytest.mark.parametrize(
    ("spans", "runs"),
    [([], [range(12)]), ([(0, 12)], []), ([(4, 6)], [range(4), range(6, 12)]), ([(0, 1), (3, 9)], []),
     ([(8, 12), (0, 3)], [range(3, 8)])],
)  # fmt: skip
def test_free_runs(spans, runs):
    assert find_free_runs(spans, 12) == runs


def join(section: list[tuple[str, str]], language: str) -> list[tuple[str, str]]:
    return [(language, zh if language == "zh" else en) for zh, en in section]


def make_document(tables, lines_by_paragraph: list[list[tuple[str, str]]]):
    lines = [line for paragraph in lines_by_paragraph for line in paragraph]
    numbers = [at for at, paragraph in enumerate(lines_by_paragraph) for _ in paragraph]
    return tables({"d": lines}, [("d", "d")], {"d": numbers})


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_paragraph_without_figures_finds_its_translation(tables, place):
    paragraphs = [join(section, "en") for section in (LIBRARY, HARBOUR, FARM)]
    paragraphs.insert(place, join(HARBOUR, "zh"))
    rows = align_segments(make_document(tables, paragraphs), AlignSettings())["alignments"].to_pylist()
    assert len(rows) >= 5
    lines = [text for paragraph in paragraphs for _, text in paragraph]
    for row in rows:
        zh, en = (int(row[side][0].removeprefix("d-")) for side in ("zh_segment_ids", "en_segment_ids"))
        assert (lines[zh], lines[en]) in HARBOUR


def test_a_paragraph_without_translation_stays_alone(tables):
    paragraphs = [join(LIBRARY, "en"), join(HARBOUR, "zh"), join(FARM, "en")]
    assert align_segments(make_document(tables, paragraphs), AlignSettings())["alignments"].num_rows == 0


def test_one_language_alone_is_no_error(mixture):
    assert align_languages(mixture([("zh", "只有中文。")] * 3), AlignSettings()) == []
