"""Spaces that were lost come back where the text proves it, and names stay."""

from pathlib import Path
from typing import Any

import pytest

RULE = "lost-space"
CONTEXT = (
    "The Harbour Office is old. Its Annual Survey counts boats. An Annual fee is due. The port needs repairs.\n"
    "A ferry service runs daily. The ISO norms: ISO one, ISO two, ISO three. One norm is enough.\n"
    "The improved quay and the western pier were built. The storage was empty.\n"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("They read theSurvey twice.", "They read the Survey twice."),
        ("Calls forRepairs came in.", "Calls for Repairs came in."),
        ("The ships, boats,and ferries left.", "The ships, boats, and ferries left."),
        ("The plan (2019-2023)for the quay was read.", "The plan (2019-2023) for the quay was read."),
        ("A Scheme(2019-2023) for the quay was read.", "A Scheme (2019-2023) for the quay was read."),
        ("The fishers’boats,and more.", "The fishers’ boats, and more."),
        ("It asked the AnnualSurvey for more.", "It asked the Annual Survey for more."),
    ],
)
def test_a_space_is_put_back(before: str, after: str, repair: Any) -> None:
    repaired = repair(CONTEXT + before)
    assert repaired.text == CONTEXT + after
    changed = [edit for edit in repaired.edits if edit.suggestion is None]
    assert {edit.rule for edit in changed} <= {RULE}
    assert all((edit.before, edit.after) == (b"", " ") for edit in changed)


def test_words_in_lower_case_are_parted_only_in_a_text_that_lost_other_spaces(repair: Any) -> None:
    joined = "The improvedwestern pier.\n"
    assert repair(CONTEXT + joined).edits == ()
    repaired = repair(CONTEXT + "They read theSurvey,and left.\n" + joined)
    assert "The improved western pier." in repaired.text


@pytest.mark.parametrize(
    "names",
    [
        "WeChat, iPhone, GitHub, WisePlus, McDonald, PhD, eBay, JavaScript, YouTube, LinkedIn, iOS, MacBook, DeepSeek",
        "We chat. Git is a hub. Java has a script. Wise men plus you. WeChat, GitHub, JavaScript and WisePlus stay.",
        "Zhongguancun, Xishuangbanna, Haidian, WangXiaoming, LiMing and ZhangWei",
        "a.m., p.m., e.g., i.e., U.S., www.example.com, me@example.org, https://example.com/thePlan,and",
        "f(x), print(2019), range(2000), (s)he, word(s)and letters",
        "3,500 boats, 1,2-butanediol, x,y and z",
        "international understanding, undertaking, workstations, databases, counterattack, shareholdings",
    ],
)
def test_names_and_words_stay(names: str, repair: Any) -> None:
    assert repair(names).text == names
    assert repair(CONTEXT + names).text == CONTEXT + names


def test_what_is_likely_but_unproven_is_a_suggestion(repair: Any) -> None:
    text = "position: WeatherReport > Policy"
    repaired = repair(text)
    assert repaired.text == text
    (edit,) = repaired.edits
    assert (edit.rule, edit.after, edit.suggestion) == (RULE, "WeatherReport", "Weather Report")
    assert edit.before == edit.after.encode() and edit.evidence


def test_the_clean_english_lines_stay(shared: Path, repair: Any) -> None:
    text = (shared / "gold/pairs/ntrex-700.en.txt").read_text(encoding="utf-8")
    assert repair(text).text == text
    assert all(repair(line).text == line for line in text.split("\n")[:200])


def test_the_seeds_get_their_spaces_back(shared: Path, repair: Any) -> None:
    found = {}
    for number in ("001", "003"):
        repaired = repair(next((shared / "seeds").glob(f"{number}_*")).read_bytes())
        edits = [edit for edit in repaired.edits if edit.rule == RULE]
        found[number] = (
            sum(edit.suggestion is None for edit in edits),
            sum(edit.suggestion is not None for edit in edits),
        )
    assert found == {"001": (18, 0), "003": (0, 1)}
