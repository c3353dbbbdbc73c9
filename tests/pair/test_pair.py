"""Which documents are said to translate each other."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.pair.candidate import Candidate, Proposal
from tasks.pair.choose_pairs import choose_pairs
from tasks.pair.propose_by_name import propose_by_name, read_tags, strip_all_tags, strip_last_tag
from tasks.pair.propose_self import measure_balance, propose_self
from tasks.pair.settings import PairSettings
from tasks.pair.stage import find_pairs, pair_documents
from tasks.schema import DOCUMENTS, PAIRS

SETTINGS = PairSettings()
CASES = json.loads((Path(__file__).parent / "cases" / "names.json").read_text(encoding="utf-8"))


def chinese(uri: str) -> Candidate:
    return Candidate(f"id of {uri}", uri, 0.97, 0.001)


def english(uri: str) -> Candidate:
    return Candidate(f"id of {uri}", uri, 0.0, 1.0)


def documents(*rows: tuple[str, list[tuple[str, float]]]) -> pa.Table:
    columns = ("document_id", "uri", "lang_share", "n_segments")
    schema = pa.schema([DOCUMENTS.arrow.field(name) for name in columns])
    made = [{"document_id": f"id of {uri}", "uri": uri, "lang_share": shares, "n_segments": 9} for uri, shares in rows]
    return pa.Table.from_pylist(made, schema=schema)


def uris(proposals: list[Proposal]) -> list[tuple[str, str]]:
    return [(proposal.zh.uri, proposal.en.uri) for proposal in proposals]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_names(case):
    pairs = find_pairs([english(case["en"]), chinese(case["zh"])], SETTINGS)
    is_right = uris(pairs) == ([(case["zh"], case["en"])] if case["pair"] else [])
    assert is_right != ("known_failure" in case)


def test_untagged_names_are_less_sure():
    [both] = find_pairs([chinese("x.zh.txt"), english("x.en.txt")], SETTINGS)
    [one] = find_pairs([chinese("x.txt"), english("x.en.txt")], SETTINGS)
    assert both.score > one.score
    assert both.reason == one.reason == "name"


@pytest.mark.parametrize(
    "pair",
    [
        (english("x.zh.txt"), english("x.en.txt")),
        (chinese("x.zh.txt"), chinese("x.en.txt")),
        (english("x.zh.txt"), chinese("x.en.txt")),
    ],
)
def test_a_name_that_lies_about_its_language_is_not_believed(pair):
    assert find_pairs(pair, SETTINGS) == []


def test_one_english_document_for_two_scripts_goes_to_the_first():
    candidates = [chinese("x.zh-Hant.txt"), english("x.en.txt"), chinese("x.zh-Hans.txt")]
    assert uris(propose_by_name(candidates, SETTINGS)[:2]) == [
        ("x.zh-Hant.txt", "x.en.txt"),
        ("x.zh-Hans.txt", "x.en.txt"),
    ]
    assert uris(find_pairs(candidates, SETTINGS)) == [("x.zh-Hant.txt", "x.en.txt")]


def test_a_tagged_partner_is_better_than_an_untagged_one():
    candidates = [chinese("x.txt"), chinese("x.zh.txt"), english("x.en.txt")]
    assert uris(find_pairs(candidates, SETTINGS)) == [("x.zh.txt", "x.en.txt")]


def test_a_document_in_both_languages_pairs_with_itself():
    mixed = Candidate("id", "minutes.txt", 0.4, 0.6)
    [pair] = find_pairs([mixed, english("a.txt"), chinese("b.txt")], SETTINGS)
    assert (pair.zh, pair.en, pair.reason) == (mixed, mixed, "self")
    assert pair.score == pytest.approx(0.8)


@pytest.mark.parametrize(("zh_share", "is_pair"), [(0.5, True), (0.0054, True), (0.002, False), (0.0, False)])
def test_one_paragraph_is_enough_and_a_word_is_not(zh_share, is_pair):
    assert bool(propose_self([Candidate("id", "x.txt", zh_share, 1 - zh_share)], SETTINGS)) == is_pair


def test_a_partner_of_its_own_is_better_than_oneself():
    zh = Candidate("zh", "x.zh.txt", 0.9, 0.1)
    en = Candidate("en", "x.en.txt", 0.1, 0.9)
    assert uris(find_pairs([zh, en], SETTINGS)) == [("x.zh.txt", "x.en.txt")]


def test_balance_of_nothing():
    assert measure_balance(Candidate("id", "x", 0.0, 0.0)) == 0.0


def test_stage_reads_four_columns_and_adds_up_the_scripts():
    table = documents(
        ("x.zh.txt", [("zh-Hans", 0.3), ("zh-Hant", 0.25), ("zh", 0.1), ("other", 0.35)]),
        ("x.en.txt", [("en", 1.0)]),
        ("y.txt", [("zh", 0.5), ("en", 0.5)]),
        ("z.txt", []),
    )
    pairs = pair_documents({"documents": table}, SETTINGS)["pairs"]
    PAIRS.check(pairs)
    assert pairs.to_pylist() == [
        {"zh_document_id": "id of x.zh.txt", "en_document_id": "id of x.en.txt"},
        {"zh_document_id": "id of y.txt", "en_document_id": "id of y.txt"},
    ]


def test_no_documents():
    assert pair_documents({"documents": documents()}, SETTINGS)["pairs"].equals(PAIRS.empty())
    assert pair_documents({"documents": DOCUMENTS.empty()}, SETTINGS)["pairs"].equals(PAIRS.empty())


def test_tags_are_lower_case_and_of_one_language():
    assert set(read_tags().values()) == {"zh", "en"}
    assert all(tag == tag.lower() and "_" not in tag for tag in read_tags())


@given(st.text(alphabet="abzhenc._-/()", max_size=20))
def test_stripping_never_fails_and_only_takes_away(uri):
    for strip in (strip_last_tag, strip_all_tags):
        name = strip(uri)
        assert len(name.stem) <= len(uri)
        assert (name.language is None) == (name.stem == uri)


names = st.sampled_from(["x.zh.txt", "x.en.txt", "x.txt", "zh/x.txt", "en/x.txt", "y_cn.md", "y_en.md", "y.md", "z"])
shares = st.sampled_from([(1.0, 0.0), (0.0, 1.0), (0.6, 0.4), (0.3, 0.7)])


@given(st.dictionaries(names, shares))
def test_each_document_is_in_one_pair_at_most(piles):
    candidates = [Candidate(uri, uri, *both) for uri, both in piles.items()]
    pairs = find_pairs(candidates, SETTINGS)
    used = [document for pair in pairs for document in {pair.zh.uri, pair.en.uri}]
    assert len(used) == len(set(used))
    order = list(piles)
    assert [order.index(pair.zh.uri) for pair in pairs] == sorted(order.index(pair.zh.uri) for pair in pairs)
    assert all(pair.zh.zh_share > 0 and pair.en.en_share > 0 and 0 <= pair.score <= 1 for pair in pairs)


def test_choice_goes_by_reason_then_score_then_order():
    a, b, c = chinese("a"), english("b"), english("c")
    both = Candidate("a", "a", 0.5, 0.5)
    assert choose_pairs([Proposal(both, both, 1.0, "self"), Proposal(both, b, 0.9, "name")]) == [
        Proposal(both, b, 0.9, "name")
    ]
    assert choose_pairs([Proposal(a, b, 0.9, "name"), Proposal(a, c, 1.0, "name")]) == [Proposal(a, c, 1.0, "name")]
    assert choose_pairs([Proposal(a, b, 0.9, "name"), Proposal(a, c, 0.9, "name")]) == [Proposal(a, b, 0.9, "name")]


def test_laws_pair_by_name(shared):
    """All documents of a folder of declared translations."""
    paths = sorted((shared / "gold" / "align" / "docs").glob("*.txt"))
    candidates = [(chinese if ".zh." in path.name else english)(path.name) for path in paths]
    pairs = find_pairs(candidates, SETTINGS)
    assert len(pairs) == len(paths) / 2
    assert all(pair.zh.uri.replace(".zh.", ".en.") == pair.en.uri for pair in pairs)


def test_many_documents_take_no_time():
    candidates = [
        made(f"{at // 100}/doc-{at}.{tag}.txt")
        for at in range(5000)
        for made, tag in ((chinese, "zh"), (english, "en"))
    ]
    assert len(find_pairs(candidates, SETTINGS)) == 5000
