"""The text of the page: side by side, its figures linked and coloured, its edits at hand, and honest about its limits."""

import re

import pytest

from tasks.report.choose_segments import choose_segments, plan_units
from tasks.report.gather_text import MARKS_SHOWN
from tasks.report.render_report import render_report
from tasks.report.settings import ReportSettings


def render(version, **settings):
    return render_report(version, ReportSettings(**settings))


def words(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def page(example_version, parse):
    return parse(render(example_version))


def lines_of(page):
    """(Chinese, English) of each line of the page."""
    sides = [e for e in page.all("div") if e.classes and e.classes[0] in ("zh", "en")]
    return [(words(zh.text), words(en.text)) for zh, en in zip(sides[::2], sides[1::2], strict=True)]


def test_translations_stand_side_by_side_chinese_on_the_left(page):
    assert lines_of(page)[0] == (
        "?2022年全市受理专利申请3.2万件，同比增长12.4%。",  # the edit of the example put it there
        "In 2022 the city received 3,200 patent applications, up 12.4 percent year on year.",
    )
    assert ("本縣滿意度達近九成。", "More than 90 percent of the county is satisfied.") in lines_of(page)


def test_a_unit_names_its_documents_and_counts_its_verdicts(page):
    headers = [words(e.text) for e in page.all("header") if not e.classes][2:]
    assert headers[0].startswith(
        "seeds/yearbook.txt 年度统计公报 Yearbook 4 segments, 1 conflict, 1 only in English, 2 agree"
    )
    assert headers[1].startswith("taiwan/report.zh.txt + taiwan/report.en.txt 滿意度調查 2 segments, 1 conflict")


def test_figures_lead_to_those_they_are_held_against(page):
    marks = {e.text: e for e in page.all("a", "m")}
    zh, en = marks["3.2万件"], marks["3,200 patent applications"]
    assert zh.attributes["href"] == f"#{en.attributes['id']}" and en.attributes["href"] == f"#{zh.attributes['id']}"
    assert zh.classes == en.classes == ["m", "conflict"]
    assert zh.attributes["title"] == "conflict: The figures differ by a power of ten"
    assert marks["86"].attributes["href"] == f"#{marks['86'].attributes['id']}"
    assert marks["86"].classes == ["m", "only_en"] and marks["12.4%"].classes == ["m", "agree"]


def test_a_conflict_leads_to_its_place(page):
    (first, _) = [e.attributes["href"][1:] for e in page.all("a", "to-text")]
    assert page.by_id(first).text == "3.2万件"


def test_a_figure_with_several_verdicts_has_the_colour_of_the_gravest(draft, write, parse):
    zh, en = draft.add_document("a.txt", ("zh", "有3件。"), ("en", "There are 3 and 4."))
    bead = draft.add_bead([zh], [en])
    left, right, other = draft.add_fact(zh, "3件"), draft.add_fact(en, "3"), draft.add_fact(en, "4")
    draft.add_agreement(bead, left, right, "agree")
    draft.add_agreement(bead, left, other, "conflict", "value")
    marks = {e.text: e for e in parse(render(write(draft))).all("a", "m")}
    assert marks["3件"].classes == ["m", "conflict"] and marks["3件"].attributes["data-v"] == "1 0"
    assert marks["3"].classes == ["m", "agree"]


def test_a_document_in_two_pairs_stands_in_both_with_marks_of_its_own(draft, write, parse):
    (en,) = draft.add_document("a.en.txt", ("en", "There are 3."))
    (hans,) = draft.add_document("b.zh.txt", ("zh-Hans", "有3件。"))
    (hant,) = draft.add_document("c.zh.txt", ("zh-Hant", "有5件。"))
    fact = draft.add_fact(en, "3")
    draft.add_agreement(draft.add_bead([hans], [en]), draft.add_fact(hans, "3件"), fact, "agree")
    draft.add_agreement(draft.add_bead([hant], [en]), draft.add_fact(hant, "5件"), fact, "conflict", "value")
    page = parse(render(write(draft)))
    assert lines_of(page) == [("有3件。", "There are 3."), ("有5件。", "There are 3.")]
    assert [(e.text, e.classes[1]) for e in page.all("a", "m")] == [
        ("3件", "agree"), ("3", "agree"), ("5件", "conflict"), ("3", "conflict"),
    ]  # fmt: skip


def test_boilerplate_is_folded(draft, write, parse):
    segments = draft.add_document("a.txt", ("en", "Home"), ("en", "News"), ("en", "The text."), ("en", "Imprint"))
    for place in (0, 1, 3):
        draft.rows["segments"][place] = segments[place]._replace(is_boilerplate=True)
    page = parse(render(write(draft)))
    assert [words(e.text) for e in page.all("summary")] == ["2 lines of boilerplate", "1 line of boilerplate"]
    assert [words(e.text) for e in page.all("details", "fold")] == [
        "2 lines of boilerplate Home News",
        "1 line of boilerplate Imprint",
    ]


def test_edits_show_what_stood_there_and_the_rule(draft, write, parse):
    draft.add_document("a.txt", ("en", "A café opened."), charset="latin-1")
    document = draft.rows["documents"][0]
    draft.add_edit(
        document,
        before=b"caf\xc3\xa9",
        after="café",
        char_start=2,
        char_end=6,
        rule="mojibake",
        byte_start=2,
        byte_end=7,
    )
    draft.add_edit(
        document,
        before=b"\x00",
        after="",
        char_start=6,
        char_end=6,
        rule="control",
        is_lossy=True,
        ordinal=1,
        byte_start=7,
        byte_end=8,
    )
    page = parse(render(write(draft)))
    assert [e.text for e in page.all("del")] == ["cafÃ©", "[U+0000]"]
    assert [(e.text, e.attributes["title"], e.classes) for e in page.all("ins")] == [
        ("café", "mojibake", []),
        ("", "control, text was lost", ["lossy"]),
    ]
    assert "Show the 2 edits of repair" in words(page.by_id("text").text)


def test_an_edit_over_several_segments_stands_in_each(draft, write, parse):
    draft.add_document("a.txt", ("en", "One two."), ("en", "Three."), ("en", "Four."))
    draft.add_edit(draft.rows["documents"][0], char_start=4, char_end=15, after="two.\nThree.", suggestion="2.\n3.")
    page = parse(render(write(draft)))
    assert [e.text for e in page.all("ins")] == ["two.", "Three."]
    assert page.all("ins")[0].attributes["title"] == "test, maybe: 2.\n3."


def test_text_is_limited_and_says_so(draft, write, parse):
    draft.add_document("a.txt", *[("en", f"A{number}.") for number in range(30)])
    draft.add_document("b.txt", *[("en", f"B{number}.") for number in range(30)])
    page = parse(render(write(draft), max_segments=40))
    text = words(page.by_id("text").text)
    assert "40 of 60 segments are shown, documents with conflicts first, then translations; 20 are left out" in text
    assert text.count("20 segments left out here") == 1
    assert "b.txt 10 of 30 segments" in text


def test_documents_with_conflicts_come_first_and_conflicts_always(draft, write, parse):
    draft.add_document("a.txt", *[("en", f"A{number}.") for number in range(50)])
    zh = draft.add_document("z.zh.txt", *[("zh", f"有{number}件。") for number in range(100)])
    en = draft.add_document("z.en.txt", *[("en", f"There are {number}.") for number in range(100)])
    for left, right in zip(zh, en, strict=True):
        draft.add_bead([left], [right])
    facts = draft.add_fact(zh[80], "80件"), draft.add_fact(en[80], "80")
    draft.add_agreement(draft.rows["alignments"][80], *facts, "conflict", "value")
    version = write(draft)
    page = parse(render(version, max_segments=20))
    lines = lines_of(page)
    assert lines[:10] == [(f"有{number}件。", f"There are {number}.") for number in range(10)]
    assert lines[10:] == [(f"有{number}件。", f"There are {number}.") for number in range(78, 83)]
    assert [words(e.text) for e in page.all("p", "gap")] == ["136 segments left out here", "34 segments left out here"]
    assert len(page.all("a", "to-text")) == 1
    assert page.all("a", "m")[0].attributes["href"] != "#"
    none = parse(render(version, max_segments=0))
    assert len(lines_of(none)) == 5


def test_beads_are_shown_whole(draft, write):
    zh = draft.add_document("z.zh.txt", *[("zh", f"有{number}件。") for number in range(9)])
    en = draft.add_document("z.en.txt", *[("en", f"There are {number}.") for number in range(9)])
    draft.add_bead([zh[0]], [en[8]])
    chosen = choose_segments(write(draft), [], 2)
    assert en[8].segment_id in chosen.segments


def test_units_are_planned_in_the_order_of_the_table(draft, write):
    draft.add_document("a.txt", ("en", "A."), ("en", "A."))
    (zh,), (en,) = draft.add_document("b.txt", ("zh", "乙。")), draft.add_document("c.txt", ("en", "C."))
    draft.add_bead([zh], [en])
    plans = plan_units(write(draft), set(), 3)
    assert [(len(plan.documents), plan.n_segments, plan.n_first) for plan in plans] == [(1, 2, 1), (2, 2, 2)]


def test_a_segment_with_thousands_of_figures_marks_the_gravest(draft, write, parse):
    numbers = [f"{number}件" for number in range(1000, 1000 + 2 * MARKS_SHOWN)]
    zh, en = draft.add_document("a.txt", ("zh", "，".join(numbers)), ("en", "Nothing."))
    bead = draft.add_bead([zh], [en])
    for number in numbers:
        draft.add_agreement(bead, draft.add_fact(zh, number), None, "conflict" if number == numbers[-1] else "only_zh")
    marks = parse(render(write(draft))).all("a", "m")
    assert len(marks) == MARKS_SHOWN and marks[-1].text == numbers[-1]


def test_a_segment_without_end_is_shown_around_its_figures(draft, write, parse):
    draft.compare("conflict", ("甲" * 200_000 + "3件", "3件"), ("x" * 200_000 + " 4", "4"), "value")
    page = render(write(draft))
    assert len(page) < 150_000
    assert [e.text for e in parse(page).all("a", "m")] == ["3件", "4"]


def test_a_mark_is_not_torn_from_the_text_around_it(page):
    """No space is put in by the template, which would be seen in Chinese."""
    assert "申请3.2万件，" in page.by_id("l0").text
    assert re.search(r"[(]|\s\s[，。]", page.by_id("l0").text) is None


def test_a_number_that_is_no_fact_is_marked_as_the_other_figure(draft, write, parse):
    zh, en = draft.add_document("a.txt", ("zh", "2015年有15件。"), ("en", "There were 16 in 2015."))
    bead = draft.add_bead([zh], [en])
    draft.add_agreement(bead, None, draft.add_fact(en, "16", value=16.0), "conflict", "value", number_text="15")
    page = parse(render(write(draft)))
    marks = page.all("a", "m")
    assert [(e.text, e.attributes["href"]) for e in marks] == [("15", "#m1"), ("16", "#m0")]
    text = words(page.one("article").text)
    assert (
        "Chinese 15 number without a unit 2015年有15件。" in text and "English 16 = 16 There were 16 in 2015." in text
    )
    assert [mark.text for mark in page.all("mark")] == ["15", "16"]


def test_two_numbers_that_are_no_facts_are_shown_with_their_sentences(draft, write, parse):
    zh, en = draft.add_document("a.txt", ("zh", "风力14级。"), ("en", "Winds of force 16."))
    bead = draft.add_bead([zh], [en])
    draft.add_agreement(bead, None, None, "conflict", "value", number_text="14", en_number_text="16")
    page = parse(render(write(draft)))
    text = words(page.one("article").text)
    assert "Chinese 14 number without a unit 风力14级。" in text
    assert "English 16 number without a unit Winds of force 16." in text


def test_a_number_that_is_not_found_is_still_named(draft, write, parse):
    zh, en = draft.add_document("a.txt", ("zh", "有十五件。"), ("en", "There were 16."))
    bead = draft.add_bead([zh], [en])
    draft.add_agreement(bead, None, draft.add_fact(en, "16"), "conflict", "value", number_text="15")
    page = parse(render(write(draft)))
    assert "Chinese 15 number without a unit 有十五件。" in words(page.one("article").text)
    assert [e.text for e in page.all("a", "m")] == ["16"]
