"""What is written down about the sample documents is true of them."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from .damage_seeds import CLEAN, DAMAGE, HERE, SEEDS

SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, " million": 10**6, " billion": 10**9}
QUALIFIERS = {"exact", "more_than", "at_least", "less_than", "at_most", "up_to", "about", "nearly"}
WORDS = {"three": 3, "five": 5, "four": 4, "six": 6}
NAMES = sorted(path.name for path in SEEDS.glob("*.txt"))


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of a table with a note, a header and tabs between the cells."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [dict(zip(header, row, strict=True)) for row in rows]


def read_text(name: str) -> str:
    """The clean text of a document."""
    path = CLEAN / name if name in DAMAGE else SEEDS / name
    return path.read_bytes().decode("utf-8")


def find(quote: str, text: str) -> list[int]:
    """Where a quote stands in the text; the end of a longer number does not count."""
    return [hit.start() for hit in re.finditer(r"(?<![\d.,])" + re.escape(quote), text)]


def stated_value(quote: str) -> Decimal:
    """The number that a quote begins with, times its scale."""
    word = WORDS.get(quote.split()[0].lower())
    if word is not None:
        return Decimal(word)
    number = re.match(r"\d[\d,]*(?:\.\d+)?", quote)
    assert number is not None, quote
    rest = quote[number.end() :]
    scale = next((factor for sign, factor in SCALES.items() if rest.startswith(sign)), 1)
    return Decimal(number[0].replace(",", "")) * scale


EXPECTED = {row["name"]: row for row in read_table("expected.tsv")}
FIGURES = read_table("expected_figures.tsv")


def test_every_seed_is_described_and_nothing_else() -> None:
    assert sorted(EXPECTED) == NAMES
    assert len(NAMES) >= 12
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in readme] == []


def test_the_folders_hold_nothing_else() -> None:
    assert sorted(path.name for path in SEEDS.iterdir()) == sorted([*NAMES, "README.md"])
    assert sorted(path.name for path in CLEAN.iterdir()) == sorted(DAMAGE)
    assert set(DAMAGE) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_sizes_are_those_of_a_page(name: str) -> None:
    assert 1000 <= (SEEDS / name).stat().st_size <= 8 * 1024


@pytest.mark.parametrize("name", NAMES)
def test_file_names_are_short_and_all_but_one_ascii(name: str) -> None:
    assert len(name) <= 24
    assert name.isascii() or name == "广东 2023 年报.txt"


@pytest.mark.parametrize("name", sorted(set(NAMES) - set(DAMAGE)))
def test_undamaged_documents_are_clean_utf8(name: str) -> None:
    text = read_text(name)
    assert not re.search("[\ufffd\x80-\x9f]|锟斤拷|Ã|â€", text)
    assert (EXPECTED[name]["charset"], EXPECTED[name]["is_lossy"]) == ("utf-8", "false")


@pytest.mark.parametrize("name", NAMES)
def test_expected_row_is_well_formed(name: str) -> None:
    row = EXPECTED[name]
    assert row["charset"] in {"utf-8", "gb18030", "big5", "utf-16-le"}
    assert row["is_lossy"] == ("true" if name == "lost-for-good.txt" else "false")
    languages = row["languages"].split()
    assert languages == sorted(languages)
    assert set(languages) <= {"en", "zh-Hans", "zh-Hant"}
    assert int(row["min_quantities"]) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_languages_are_those_of_the_text(name: str) -> None:
    text, languages = read_text(name), EXPECTED[name]["languages"].split()
    assert ("en" in languages) == bool(re.search(r"(?:\b[a-z]+ ){5}", text))
    assert ("zh-Hant" in languages) == bool(re.search("[權專條個].*。", text))
    assert ("zh-Hans" in languages) == bool(re.search("[权专条个].*。", text))


def test_there_are_figures_of_every_document() -> None:
    assert len(FIGURES) >= 60
    assert {row["file"] for row in FIGURES} == set(NAMES)


@pytest.mark.parametrize("row", FIGURES, ids=lambda row: f"{row['file']}:{row['quote']}")
def test_figure_stands_once_in_the_clean_text(row: dict[str, str]) -> None:
    assert len(find(row["quote"], read_text(row["file"]))) == 1
    assert stated_value(row["quote"]) == Decimal(row["value"])
    assert row["qualifier"] in QUALIFIERS
    assert re.fullmatch(r"[a-z_-]+|CNY", row["unit"])


@pytest.mark.parametrize("name", NAMES)
def test_figures_are_in_the_order_of_the_text(name: str) -> None:
    text = read_text(name)
    starts = [find(row["quote"], text)[0] for row in FIGURES if row["file"] == name]
    assert starts == sorted(starts)


def test_figures_of_the_lossy_document_outlived_the_damage() -> None:
    text = (SEEDS / "lost-for-good.txt").read_bytes().decode("utf-8")
    for row in FIGURES:
        if row["file"] == "lost-for-good.txt":
            assert len(find(row["quote"], text)) == 1, row


def test_no_figure_is_of_the_frame_of_the_page() -> None:
    body = read_text("service-areas.txt").split("Related News")[0]
    for row in FIGURES:
        if row["file"] == "service-areas.txt":
            assert row["quote"] in body


@pytest.mark.parametrize("pair", ["customs-2023", "pledge-2023"])
def test_a_pair_agrees_but_for_the_seeded_conflict(pair: str) -> None:
    zh, en = ({row["value"] for row in FIGURES if row["file"] == f"{pair}.{side}.txt"} for side in ("zh", "en"))
    assert zh - en == ({"33000"} if pair == "pledge-2023" else set())
    assert ("3300" in en) == (pair == "pledge-2023")


def test_the_seeded_conflict_is_documented() -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    for quote, side in (("創新成果逾3.3萬項", "zh"), ("more than 3,300 innovative achievements", "en")):
        assert quote in read_text(f"pledge-2023.{side}.txt")
        assert quote in readme


@pytest.mark.parametrize(
    ("name", "whole", "parts"),
    [
        ("report-2023.txt", "329,300", ("274,400", "54,900")),
        ("copyright.txt", "32.93", ("27.44", "5.49")),
        ("mediation.txt", "9686", ("1344", "8342")),
        ("two-charsets.txt", "9,686", ("1,344", "8,342")),
    ],
)
def test_a_sum_in_a_document_adds_up(name: str, whole: str, parts: tuple[str, str]) -> None:
    assert all(number in read_text(name) for number in (whole, *parts))
    numbers = [Decimal(number.replace(",", "")) for number in (whole, *parts)]
    assert numbers[0] == numbers[1] + numbers[2]


def test_line_ends_are_as_described() -> None:
    page = (SEEDS / "service-areas.txt").read_bytes()
    assert page.count(b"\r\n") == page.count(b"\n") > 20
    assert not (SEEDS / "pilot-cities.txt").read_bytes().endswith(b"\n")


def test_blank_lines_of_one_no_break_space() -> None:
    assert read_text("measures-2023.txt").split("\n").count("\u00a0") == 7


def test_git_leaves_the_bytes_alone() -> None:
    rules = (Path(SEEDS).parent / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert {"seeds/** -text", "tests/seeds/clean/** -text"} <= set(rules)
