"""Which places of a text are looked at for misread bytes."""

import pytest

from tasks.repair.rules.runs import find_alphabetic_lines

RUSSIAN = "Мы вышли из дома рано утром, когда улицы были пусты."
GREEK = "Το τρένο φεύγει νωρίς το πρωί."


@pytest.mark.parametrize("text", [RUSSIAN, GREEK, f"{RUSSIAN} (стр. 12)"])
def test_lines_of_an_alphabet_are_plain(text: str) -> None:
    assert find_alphabetic_lines(f"plain\n{text}\n中文\n") == {6}


@pytest.mark.parametrize("charset", ["koi8-r", "cp866", "cp1251", "mac-cyrillic"])
@pytest.mark.parametrize("text", ["石桥下面的水很浅，孩子们常去摸鱼。", "Café – “naïve” – déjà vu"])
def test_misread_lines_are_not_plain(charset: str, text: str) -> None:
    misread = text.encode().decode(charset, "ignore")
    assert find_alphabetic_lines(misread) == frozenset()


@pytest.mark.parametrize("text", ["", "\n", "\n\n", "中文\n", "ab\n"])
def test_lines_without_such_letters_are_none(text: str) -> None:
    assert find_alphabetic_lines(text) == frozenset()


def test_places_are_those_of_lines_behind_characters_of_two_units() -> None:
    assert find_alphabetic_lines(f"😀😀\n{RUSSIAN}") == {3}
