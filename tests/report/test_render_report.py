"""The page says what the version holds, in the order that a reviewer needs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.publish.verify_version import find_faults
from tasks.report.render_report import render_report
from tasks.report.settings import ReportSettings
from tasks.store.versions import Version

ROOT = Path(__file__).resolve().parents[2]


def render(version, **settings):
    return render_report(version, ReportSettings(**settings))


def with_manifest(version, **fields):
    return Version(version.folder, {**version.manifest, **fields})


def words(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def page(example_version, parse):
    return parse(render(example_version))


def test_the_example_is_a_sound_version(example_version):
    assert list(find_faults(example_version)) == []


def test_names_version_time_and_input(page):
    line = words(page.all("p", "version")[0].text)
    assert line == "Version 20261122T101112Z-0123456789ab, published 2026-11-22 10:11:12 UTC, from seeds"
    assert page.one("time").attributes["datetime"] == "2026-11-22T10:11:12+00:00"


def test_names_the_version_before(example_version, parse):
    page = parse(render(with_manifest(example_version, parent="20261101T000000Z-abc")))
    assert words(page.all("p", "version")[1].text) == "Before it: 20261101T000000Z-abc"


def test_a_manifest_without_inputs_is_no_error(example_version, parse):
    page = parse(render(with_manifest(example_version, run={})))
    assert words(page.one("p", "version").text).endswith("UTC")


def test_many_inputs_are_cut_short(example_version, parse):
    inputs = [f"{number}.txt" for number in range(1007)]
    page = parse(render(with_manifest(example_version, run={"inputs": inputs})))
    assert words(page.one("p", "version").text).endswith("from 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 1,002 more")


def test_counts_every_table(page):
    totals = [element.text for element in page.all("p", "total")]
    names = [element.text for element in page.all("h3")][2 : 2 + len(totals)]
    assert dict(zip(names, totals, strict=True)) == {
        "documents": "3",
        "segments": "6",
        "beads": "3",
        "facts": "9",
        "agreements": "5",
        "edits": "1",
        "rejects": "1",
    }


def test_counts_the_parts_most_frequent_first(page):
    assert [words(item.text) for item in page.all("ul", "parts")] == [
        "utf-8 3",
        "en 3 zh-Hans 2 zh-Hant 1",
        "1-1 3",
        "quantity 9",
        "translation 5",
        "mojibake 1",
        "EmptyDocumentError 1",
    ]


def test_sums_up_rare_parts(draft, write, parse):
    for number in range(9):
        draft.add_reject(f"{number}.txt", error_type=f"Error{min(number, 6)}")
    card = parse(render(write(draft))).all("ul", "parts")[-1]
    assert words(card.text) == "Error6 3 Error0 1 Error1 1 Error2 1 other 3"


def test_counts_lossy_documents(draft, write, parse):
    draft.add_document("a.txt", ("en", "A."), is_lossy=True)
    draft.add_document("b.txt", ("en", "B."))
    page = parse(render(write(draft)))
    assert words(page.all("ul", "parts")[0].text) == "utf-8 2 lossy 1"
    assert [flag.text for flag in page.all("span", "flag")] == ["lossy"]


def test_counts_verdicts_by_status(page):
    assert words(page.one("ul", "legend").text) == (
        "2 conflict 0 not comparable 0 only in Chinese 1 only in English 2 agree"
    )
    bars = [(e.attributes["class"], e.attributes["x"], e.attributes["width"]) for e in page.all("rect")[:3]]
    assert bars == [("conflict", "0.0", "40.0"), ("only_en", "40.0", "20.0"), ("agree", "60.0", "40.0")]


def test_shows_a_status_it_does_not_know(draft, write, parse):
    draft.compare("sum_differs", ("共3件。", "3件"), ("3 in all.", "3"), "value")
    page = parse(render(write(draft)))
    assert words(page.one("ul", "legend").text).endswith("1 sum differs")
    assert words(page.one("ul", "reasons").text) == "value 1 sum differs"


def test_the_parts_of_the_page_come_in_the_order_of_a_review(page):
    ids = [element.attributes["id"] for element in page.all("section") if "id" in element.attributes]
    assert ids == ["summary", "conflicts", "text", "u0", "u1", "documents", "rejects"]


def test_a_conflict_shows_both_quotes_values_and_sentences(page):
    first = page.by_id("agreement-0000")
    text = words(first.text)
    assert text.startswith("1 The figures differ by a power of ten Chinese : English = 10 confidence 97% in the text")
    assert "3.2万件 = 32,000 application" in text
    assert "3,200 patent applications = 3,200 application" in text
    assert "2022年全市受理专利申请3.2万件，同比增长12.4%。" in text
    assert "In 2022 the city received 3,200 patent applications, up 12.4 percent year on year." in text
    assert "what 专利申请 when 2022年 where 全市 seeds/yearbook.txt, bytes 31 to 40" in text
    assert text.endswith("when 2022 seeds/yearbook.txt, bytes 119 to 144")


def test_the_figure_is_marked_in_its_sentence(page):
    assert [mark.text for mark in page.all("mark")][:2] == ["3.2万件", "3,200 patent applications"]


def test_chinese_stands_left_of_english(page):
    assert [e.text for e in page.all("h4")] == ["Chinese", "English"] * 2
    sides = page.all("section", "side")
    assert "近九成" in sides[2].text and "More than 90" in sides[3].text


def test_qualifiers_are_spelt_out(page):
    text = words(page.by_id("agreement-0004").text)
    assert "近九成 = nearly 90 percent" in text
    assert "More than 90 percent = more than 90 percent" in text


def test_conflicts_of_two_documents_name_both(page):
    text = page.by_id("agreement-0004").text
    assert "taiwan/report.zh.txt" in text and "taiwan/report.en.txt" in text


def test_surest_conflicts_come_first_and_equals_in_order(draft, write, parse):
    for confidence in (0.5, 0.9, 0.7, 0.9):
        draft.compare("conflict", ("有3件。", "3件"), ("There are 4.", "4"), "value", confidence=confidence)
    page = parse(render(write(draft, row_group_rows=1)))
    assert [e.attributes["id"][-1] for e in page.all("article")] == ["1", "3", "2", "0"]


def test_all_sentences_of_a_bead_are_shown_in_order(draft, write, parse):
    before, own, after = draft.add_document("zh.txt", ("zh", "前句。"), ("zh", "有3件。"), ("zh", "后句。"))
    (en,) = draft.add_document("en.txt", ("en", "There are 4 of them."))
    bead = draft.add_bead([before, own, after], [en])
    draft.add_agreement(bead, draft.add_fact(own, "3件"), draft.add_fact(en, "4"), "conflict")
    page = parse(render(write(draft)))
    assert [line.text for line in page.all("p", "sentence")] == ["前句。", "有3件。", "后句。", "There are 4 of them."]
    assert [mark.text for mark in page.all("mark")] == ["3件", "4"]


def test_a_figure_of_a_neighbouring_bead_brings_its_sentence(draft, write, parse):
    zh, moved = draft.add_document("zh.txt", ("zh", "前句。"), ("zh", "有3件。"))
    (en,) = draft.add_document("en.txt", ("en", "There are 4 of them."))
    bead = draft.add_bead([zh], [en])
    draft.add_agreement(bead, draft.add_fact(moved, "3件"), draft.add_fact(en, "4"), "conflict")
    page = parse(render(write(draft)))
    assert [line.text for line in page.all("p", "sentence")] == ["前句。", "有3件。", "There are 4 of them."]


def test_long_sentences_are_clipped_around_the_figure(draft, write, parse):
    sentence = "甲" * 5000 + "3件" + "乙" * 5000
    draft.compare("conflict", (sentence, "3件"), ("x" * 90_000 + " 4 cases", "4 cases"))
    page = parse(render(write(draft)))
    zh, en = page.all("p", "sentence")
    assert zh.text == "…" + "甲" * 320 + "3件" + "乙" * 320 + "…"
    assert en.text == "…" + "x" * 319 + " 4 cases"


def test_conflicts_are_counted_by_reason(draft, write, parse):
    for reason in ("scale", "value", "value", None):
        draft.compare("conflict", ("有3件。", "3件"), ("There are 4.", "4"), reason)
    page = parse(render(write(draft)))
    assert words(page.one("ul", "reasons").text) == "value 2 conflict scale 1 conflict"
    assert [e.attributes["width"] for e in page.all("rect")][1:] == ["100.0", "50.0"]


def test_figures_without_verdict_are_counted_by_reason(draft, write, parse):
    for status, reason in (
        ("only_en", None),
        ("not_comparable", "in_year_against_cumulative"),
        ("only_zh", "absent"),
        ("only_zh", "absent"),
    ):
        draft.compare(status, ("有3件。", "3件"), ("There are 4.", "4"), reason)
    page = parse(render(write(draft)))
    assert words(page.one("ul", "reasons").text) == (
        "in year against cumulative 1 not comparable absent 2 only in Chinese"
    )


def test_the_headline_counts_conflicts(page, draft, write, parse):
    assert words(page.one("h1").text) == "2 conflicts among 5 comparisons of figures"
    draft.compare("agree", ("有3件。", "3件"), ("There are 3.", "3"))
    assert words(parse(render(write(draft))).one("h1").text) == "No conflict among 1 comparison of figures"


def test_what_a_reviewer_said_is_shown(draft, write, parse):
    said = {"review_verdict": "wrong", "review_note": "two surveys", "reviewed_by": "Li"}
    draft.compare("conflict", ("有3件。", "3件"), ("There are 4.", "4"), "value", **said)
    draft.compare("conflict", ("有3件。", "3件"), ("There are 4.", "4"), "value")
    page = parse(render(write(draft)))
    assert words(page.one("p", "reviewed").text) == "wrong Li two surveys"
    assert (
        words(page.one("p", "compared").text) == "2 comparisons of figures; 1 conflict was called wrong by a reviewer"
    )


def test_sums_that_do_not_add_up_are_conflicts(draft, write, parse):
    add_sum(draft, "conflict", "sum")
    page = parse(render(write(draft)))
    text = words(page.one("article").text)
    assert text.startswith("1 The parts do not add up to the total sum ratio = 0.9 confidence 90% in the text Sum")
    assert "30 cases = 30 total 12 of theft = 12 part 15 of fraud = 15 part" in text
    assert [mark.text for mark in page.all("mark")] == ["30 cases", "12 of theft", "15 of fraud"]


def test_sums_and_restatements_that_hold_are_listed(draft, write, parse):
    add_sum(draft, "agree", None)
    (first,), (second,) = (
        draft.add_document("b.txt", ("en", "There were 9 fires.")),
        draft.add_document("c.txt", ("en", "The 9 fires.")),
    )
    facts = draft.add_fact(first, "9 fires"), draft.add_fact(second, "9 fires")
    draft.add_agreement(None, *facts, "agree", kind="restatement", zh_fact_id=None, en_fact_id=None)
    page = parse(render(write(draft)))
    rows = [words(row.text) for row in page.all("tr")[1:3]]
    assert rows == [
        "sum 30 cases total · 12 of theft · 15 of fraud agree 90% a.txt in the text",
        "restatement 9 fires · 9 fires agree 90% b.txt, c.txt in the text",
    ]
    assert words(page.one("h1").text) == "No conflict among 2 comparisons of figures"


def add_sum(draft, status, reason):
    (segment,) = draft.add_document("a.txt", ("en", "Of 30 cases, 12 of theft and 15 of fraud were tried."))
    facts = [
        draft.add_fact(segment, quote, value=float(quote.split()[0]))
        for quote in ("30 cases", "12 of theft", "15 of fraud")
    ]
    made = draft.add_agreement(None, None, facts[0], status, reason, kind="sum", ratio=0.9)
    draft.rows["agreements"][-1] = made._replace(fact_ids=[fact.fact_id for fact in facts])


def test_documents_are_listed_with_their_counts(page):
    rows = [words(row.text) for row in page.all("tr") if "utf-8" in row.text]
    assert rows == [
        "seeds/yearbook.txt 年度统计公报 Yearbook utf-8 en 57% zh-Hans 43% 4 7 1",
        "taiwan/report.en.txt utf-8 – 1 1 0",
        "taiwan/report.zh.txt 滿意度調查 utf-8 – 1 1 0",
    ]


def test_rejects_are_listed_with_their_reasons(page):
    assert words(page.all("tr")[-1].text) == "broken/empty.txt repair EmptyDocumentError the file has no bytes"


def test_long_messages_are_clipped(draft, write, parse):
    draft.add_reject("a", message="x" * 10_000)
    assert parse(render(write(draft))).one("td", "message").text == "x" * 599 + "…"


def test_empty_tables_give_a_page_that_says_so(draft, write, parse):
    page = parse(render(write(draft)))
    assert len(page.all("p", "absent")) == 4
    assert words(page.one("h1").text) == "No figures to compare"
    assert not page.all("table") + page.all("article") + page.all("svg") + page.all("p", "left-out")


def test_one_language_alone_is_no_error(draft, write, parse):
    (segment,) = draft.add_document("zh.txt", ("zh-Hans", "有3件。"))
    draft.add_fact(segment, "3件")
    page = parse(render(write(draft)))
    assert "there was nothing to compare" in page.by_id("conflicts").text
    assert words(page.by_id("documents").text).endswith("zh.txt utf-8 – 1 1 0")


@pytest.mark.parametrize("max_rows", [1, 2, 3, 7])
def test_lists_are_limited_and_say_so(draft, write, parse, max_rows):
    for number in range(3):
        draft.compare("conflict", ("有3件。", "3件"), (f"There are {number}.", str(number)))
        draft.compare("agree", ("有3件。", "3件"), ("There are 3.", "3"))
        draft.add_reject(f"{number}.txt")
    page = parse(render(write(draft, row_group_rows=2), max_rows=max_rows))
    shown = min(max_rows, 3)
    assert len(page.all("article")) == shown
    lists = {id_: page.by_id(id_).text for id_ in ("conflicts", "documents", "rejects")}
    for name, n_total in {"conflicts": 3, "documents": 6, "rejects": 3}.items():
        n_shown = min(max_rows, n_total)
        note = f"The first {n_shown} of {n_total} {name} are shown; {n_total - n_shown} are left out."
        assert (note in lists[name]) == (n_shown < n_total)
        table = "agreements" if name == "conflicts" else name
        assert (f"hedui export csv {table}" in lists[name]) == (n_shown < n_total)
    assert len(page.all("tr")) == 2 + min(max_rows, 6) + shown


def test_the_same_version_gives_the_same_page(example, example_version, write):
    assert render(example_version) == render(example_version) == render(write(example))


def test_row_groups_do_not_matter(example, example_version, write):
    assert render(write(example, row_group_rows=1)) == render(example_version)


def test_hash_seed_locale_and_time_zone_do_not_matter(example_version, tmp_path):
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(example_version.manifest), encoding="utf-8")
    code = (
        "import json, sys; from pathlib import Path; from tasks.report.render_report import render_report\n"
        "from tasks.report.settings import ReportSettings; from tasks.store.versions import Version\n"
        "version = Version(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_bytes()))\n"
        "sys.stdout.buffer.write(render_report(version, ReportSettings()).encode())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Taipei", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, str(example_version.folder), str(manifest)]
    page = subprocess.run(command, env=environment, check=True, capture_output=True).stdout
    assert page.decode() == render(example_version)


def test_the_texts_of_documents_are_not_read(example_version, monkeypatch):
    read: list[tuple[str, tuple[str, ...]]] = []

    def spy(name):
        function = getattr(Version, name)

        def told(self, table, columns=None, *args, **options):
            read.append((table, tuple(columns or self.columns(table))))
            return function(self, table, columns, *args, **options)

        monkeypatch.setattr(Version, name, told)

    spy("read")
    spy("iterate")
    render(example_version)
    assert {table for table, _ in read} >= {"documents", "segments", "facts", "agreements", "alignments"}
    wide = {(table, name) for table, columns in read for name in columns if name in ("text", "zh_text", "before")}
    assert wide == {("segments", "text"), ("edits", "before")}


def test_settings_refuse_what_makes_no_sense():
    with pytest.raises(ValueError, match="max_rows"):
        ReportSettings(max_rows=0)
    with pytest.raises(ValueError, match="max_segments"):
        ReportSettings(max_segments=-1)


@pytest.mark.parametrize(
    ("uris", "shown"),
    [
        (["/data/in/a.txt", "/data/in/b/c.txt"], ["a.txt", "b/c.txt"]),
        (["/data/in/a.txt"], ["a.txt"]),
        (["data.txt", "date.txt"], ["data.txt", "date.txt"]),
        (["in/a.txt", "in/ab/a.txt", "in/b.txt"], ["a.txt", "ab/a.txt", "b.txt"]),
        (["http://a.example/x", "s3://b/x"], ["http://a.example/x", "s3://b/x"]),
        (["/a/x.txt", "/b/y.txt"], ["a/x.txt", "b/y.txt"]),
    ],
)
def test_the_folder_of_all_documents_is_left_out_of_headings(draft, write, parse, uris, shown):
    for uri in uris:
        draft.add_document(uri, ("en", "A."))
    page = parse(render(write(draft)))
    titles = [e for e in page.all("h3") if e.attributes.get("id", "").startswith("u")]
    assert [title.text for title in titles] == shown
    assert [words(e.text) for e in page.all("th", "uri")] == uris
