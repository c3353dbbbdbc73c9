"""UTF-8 read in a charset of single bytes comes back though bytes of it are lost, and what is guessed says so."""

from typing import Any

import pytest

from tasks.repair.rules.guessed_mojibake import read_signs

RULE = "guessed-mojibake"
TEXT = "校园里的树都开花了，造林的人们坐在校门口休息。"
"""Its UTF-8 has byte A0, which is read as a no-break space."""


def misread(text: str, charset: str = "sloppy-windows-1252") -> str:
    return text.encode().decode(charset)


@pytest.mark.parametrize("charset", ["latin-1", "sloppy-windows-1252", "sloppy-windows-1250", "sloppy-windows-1251"])
def test_a_plain_space_is_a_no_break_space_where_only_that_fits(charset: str, repair: Any) -> None:
    bad = misread(TEXT, charset)
    assert "\xa0" in bad
    repaired = repair(bad.replace("\xa0", " "))
    assert repaired.text == TEXT
    assert {edit.rule for edit in repaired.edits} == {RULE}
    assert not repaired.is_lossy


def test_a_lost_byte_is_guessed_and_marked(repair: Any) -> None:
    bad = TEXT.encode().decode("cp1252", "replace")
    assert "\ufffd" in bad
    repaired = repair(bad)
    assert repaired.is_lossy
    wrong = [at for at, (got, want) in enumerate(zip(repaired.text, TEXT, strict=True)) if got != want]
    lossy = {at for edit in repaired.edits if edit.is_lossy for at in range(edit.char_start, edit.char_end)}
    assert set(wrong) <= lossy


def test_what_a_text_still_has_was_not_lost(repair: Any) -> None:
    """Of the bytes that may be gone, those that a text has elsewhere are not thought of."""
    text = "他们在中学的校园里开会，会后到中山公园散步。"
    bad = misread(text).replace("\xad", "")
    assert read_signs(f"{misread('不')} 中").kept == "\x8d"
    others = "\n".join(misread(char) for char in "不可见名")
    assert repair(f"{others}\n{bad}").text == f"不\n可\n见\n名\n{text}"


@pytest.mark.parametrize("change", [str.lower, str.upper])
def test_letters_of_another_case_come_back(change: Any, repair: Any) -> None:
    text = "我们在河边散步，孩子们放风筝，老人下棋，谁也不着急回家。天黑以后，大家才慢慢走回去，说明天再来。"
    repaired = repair(change(misread(text)))
    n_same = sum(got == want for got, want in zip(repaired.text, text, strict=False))
    assert n_same >= 0.9 * len(text)


@pytest.mark.parametrize(
    "text",
    [
        "À la fête, l'élève a mangé une pâte à l'œuf, où l'on rêve; ça coûte 5 € à Noël.",
        "Müßiggänger übten Ölmalerei für Ärzte; größere Brüder hören zögernd.",
        "Ação e reação: não há solução à mão.",
        "Ærøskøbing, Ångström, Łódź, İstanbul, Đà Nẵng, Þórshöfn",
    ],
)
def test_clean_text_with_accents_is_kept(text: str, repair: Any) -> None:
    assert repair(text).edits == ()


def test_a_damaged_text_that_names_two_charsets_is_read_again(repair: Any) -> None:
    """Only short examples in a text that is clean for the most part are left."""
    text = f"GBK, not UTF-8:\n{TEXT}"
    assert repair(misread(text)).text == text


def test_a_line_that_lost_more_than_can_be_guessed_is_flagged(repair: Any) -> None:
    text = "普查由三十位志工在河口與魚塭同步進行，天黑以前全部結束。"
    torn = "".join(char for char in text.encode().decode("latin-1") if not "\x80" <= char <= "\x9f")
    repaired = repair(torn)
    assert repaired.is_lossy or repaired.text == torn.replace("\xad", "").replace("\xa0", " ")
