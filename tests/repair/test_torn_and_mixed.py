"""UTF-8 that is cut inside a character, has signs of Windows-1252 in it, or halves of characters of UTF-16."""

from typing import Any

import pytest

ENGLISH = "Keep the hive closed below 10 °C. The café – once a naïve idea – is open; “warm”, says Zoë."
CHINESE = "今年雨水多，茶园要早些排水，嫩芽才不会烂。"


@pytest.mark.parametrize("line", [ENGLISH, CHINESE])
@pytest.mark.parametrize("seed", range(6))
def test_only_the_cut_character_is_lost(line: str, seed: int, repair: Any) -> None:
    wide = [at for at, char in enumerate(line) if len(char.encode()) > 1]
    at = wide[seed * len(wide) // 6]
    cut_off = repair(f"{line}\n{line[: at + 1]}".encode()[:-1])
    assert (cut_off.text, cut_off.is_lossy) == (f"{line}\n{line[:at]}\ufffd", True)
    if len(line[at].encode()) > 2:
        rest = repair(f"{line[at:]}\n{line}".encode()[1:])
        assert (rest.text, rest.is_lossy) == (f"\ufffd{line[at + 1 :]}\n{line}", True)


def test_signs_of_windows_in_a_line_of_utf8(repair: Any) -> None:
    """The line has good UTF-8 too, so that no one charset reads it."""
    line = b"".join(char.encode("cp1252" if char in "“”–ë" else "utf-8") for char in ENGLISH)
    repaired = repair(f"{ENGLISH}\n".encode() + line)
    assert repaired.text == f"{ENGLISH}\n{ENGLISH}"
    assert all(edit.rule.startswith("other-charset") for edit in repaired.edits)
    assert not repaired.is_lossy


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (f"{CHINESE}ab".encode() + b"\x93" + CHINESE.encode(), f"{CHINESE}ab\ufffd{CHINESE}"),
        (b"caf" + b"\xc3" + " – naïve".encode(), "caf\ufffd – naïve"),
        (b"12" + b"\xe9" + " – naïve".encode(), "12\ufffd – naïve"),
    ],
)
def test_what_may_be_the_rest_of_another_character_is_lost(data: bytes, text: str, repair: Any) -> None:
    repaired = repair(data)
    assert (repaired.text, repaired.is_lossy) == (text, True)


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, "\n".join((CHINESE, ENGLISH))])
def test_halves_of_a_character_are_joined(text: str, repair: Any) -> None:
    halves = "😀𠮷".encode("utf-16-le").decode("utf-16-le", "surrogatepass")
    data = b"".join(
        chr(int.from_bytes(char.encode("utf-16-be")[at : at + 2], "big")).encode("utf-8", "surrogatepass")
        for char in halves
        for at in (0, 2)
    )
    repaired = repair(text.encode() + data + text.encode())
    assert repaired.text == f"{text}😀𠮷{text}"
    assert not repaired.is_lossy
    assert [edit.rule for edit in repaired.edits] == ["second-code", "second-code"]
