"""The tables of words are well formed and do not contradict each other."""

import re
from pathlib import Path

import pytest

from tasks.extract.read_english_noun import singularize
from tasks.extract.tables import read_tables
from tasks.extract.tables.read_tables import read_rows

TABLES = sorted(Path(read_tables.__file__).parent.glob("*.tsv"))
CLASSES = {
    "flow",
    "pressure",
    "dose",
    "charge",
    "ratio",
    "duration",
    "length",
    "area",
    "volume",
    "mass",
    "energy",
    "power",
    "speed",
    "data",
    "temperature",
    "count",
    "frequency",
    "concentration",
    "yield",
    "level",
    "money",
}
QUALIFIERS = {"more_than", "at_least", "less_than", "at_most", "up_to", "about", "nearly"}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_table_says_what_it_is_and_is_regular(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    rows = read_rows(path.name)
    assert rows
    assert len({len(row) for row in rows}) == 1
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("name", ["units.tsv", "currencies.tsv", "classifiers.tsv", "nouns.tsv"])
def test_keys_are_unique(name: str) -> None:
    keys = [row[0] for row in read_rows(name)]
    assert sorted(keys) == sorted(set(keys))


def test_units_have_a_known_class_and_a_plain_name() -> None:
    for name, kind, _, _ in read_rows("units.tsv"):
        assert kind in CLASSES
        assert re.fullmatch(r"[a-z_]+", name)


def test_no_form_names_two_units() -> None:
    for side in (2, 3):
        forms = [form.lower() for row in read_rows("units.tsv") for form in row[side].split("|") if form]
        assert sorted(forms) == sorted(set(forms))


def test_english_forms_are_found_again_in_the_plural() -> None:
    units = read_tables.english_units()
    for form in ("kilometer", "hectare", "tonne", "percentage point", "working day", "square mile", "US dollar"):
        head, _, last = form.lower().rpartition(" ")
        plural = singularize(last + "s")
        assert f"{head} {plural}".strip() in units


def test_currencies_are_iso_4217() -> None:
    for code, *_ in read_rows("currencies.tsv"):
        assert re.fullmatch("[A-Z]{3}", code)


def test_nouns_are_simplified_and_singular() -> None:
    from tasks.core.scripts import to_simplified

    for noun, name, kind in read_rows("nouns.tsv"):
        assert to_simplified(noun) == noun
        assert re.fullmatch(r"[a-z_-]+", name)
        assert kind in ("body", "-")
        assert singularize(name) in (None, name), name


def test_qualifiers_and_changes_are_of_the_schema() -> None:
    assert {row[0] for row in read_rows("qualifiers.tsv")} == QUALIFIERS | {"exact"}
    assert {row[0] for row in read_rows("changes.tsv")} == {"increase", "decrease"}


def test_an_unknown_set_is_an_error() -> None:
    with pytest.raises(KeyError):
        read_tables.word_set("no such set")
