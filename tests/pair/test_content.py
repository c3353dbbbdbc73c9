"""Translations found by what documents say: signatures, the index over them, and the choice one to one."""

import random
import re
import weakref
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.core.lexicon import load_lexicon
from tasks.pair.candidate import Candidate, is_in_one_language, read_candidates
from tasks.pair.count_stems import count_stems, find_feature
from tasks.pair.find_candidates import MOST_CANDIDATES, cut_blocks, find_largest
from tasks.pair.propose_by_content import LIKELY_MARGIN, Matches, estimate_score, match_signatures
from tasks.pair.propose_declared import is_declaration, propose_declared
from tasks.pair.read_sides import Side
from tasks.pair.settings import PairSettings
from tasks.pair.sign_documents import FIGURE_BIT, MOST_FEATURES, Signature, Text, read_figure, sign_documents
from tasks.pair.sign_segments import sign_segments, sign_shard, tabulate
from tasks.pair.stage import propose_pairs
from tasks.pair.translate_words import find_pairs_of_characters
from tasks.pair.weigh_features import Weighed
from tasks.schema import DOCUMENTS, SEGMENTS, SIGNATURES
from tasks.schema.segments import Segment

SETTINGS = PairSettings()
TOPICS = [
    ("市图书馆去年接待读者{}人次，借出图书。", "The city library received {} readers last year and lent books."),
    ("港口新建码头长{}米，可以停靠货船。", "The new quay of the port is {} metres long and takes cargo ships."),
    ("医院今年增加病床{}张，医生和护士也增加了。", "The hospital added {} beds this year, and doctors and nurses too."),
    ("农民种植水稻{}亩，产量比去年高。", "Farmers planted {} mu of rice, and the harvest was larger than last year."),
    ("法院审理案件{}件，其中离婚案件最多。", "The court heard {} cases, most of them divorces."),
    ("学校有学生{}名，老师住在宿舍。", "The school has {} pupils, and teachers live in the dormitory."),
]  # fmt: skip


def make_pile(n: int) -> tuple[list[list[str]], list[list[str]]]:
    """Documents of three sentences, each with a figure of its own, and their translations."""
    source = random.Random(5)
    zh, en = [], []
    for _ in range(n):
        chosen = [(*topic, source.randint(1000, 99999)) for topic in source.sample(TOPICS, 3)]
        zh.append([text.format(figure) for text, _, figure in chosen])
        en.append([text.format(f"{figure:,}") for _, text, figure in chosen])
    return zh, en


def sign_document(document_id: str, texts: list[str], is_zh: bool) -> Signature:
    [signature] = sign_documents([Text(document_id, "\n".join(texts), is_zh)])
    return signature


def tables_of(documents: dict[str, list[tuple[str, str]]], others: dict[str, str] | None = None) -> dict[str, pa.Table]:
    """Tables of documents given as {uri: [(lang, text)]}; `others` are documents by uri with text alone."""
    rows, segments = [], []
    for uri, lines in documents.items():
        size = sum(len(text) for _, text in lines)
        shares = {lang: sum(len(text) for own, text in lines if own == lang) / size for lang, _ in lines}
        rows.append({"document_id": "id " + uri, "uri": uri, "lang_share": list(shares.items()), "text": ""})
        segments += [
            Segment(f"{uri}-{at}", "id " + uri, at, at, "body", False, lang, 1.0, 0, 1, 0, 1, text)
            for at, (lang, text) in enumerate(lines)
        ]
    rows += [
        {"document_id": "id " + uri, "uri": uri, "lang_share": [], "text": text} for uri, text in (others or {}).items()
    ]
    schema = pa.schema([DOCUMENTS.arrow.field(name) for name in ("document_id", "uri", "lang_share", "text")])
    return {"documents": pa.Table.from_pylist(rows, schema=schema), "segments": SEGMENTS.from_rows(segments)}


def pairs_of(tables: dict[str, pa.Table], settings: PairSettings = SETTINGS) -> list[tuple[str, str, str]]:
    pairs = propose_pairs(tables, settings)
    return [(pair.zh.document_id[3:], pair.en.document_id[3:], pair.reason) for pair in pairs]


def write_pile(n: int) -> dict[str, list[tuple[str, str]]]:
    zh, en = make_pile(n)
    made = {f"a{at}": [("zh-Hans", text) for text in texts] for at, texts in enumerate(zh)}
    order = random.Random(2).sample(range(n), n)
    return made | {f"b{at}": [("en", text) for text in en[at]] for at in order}


def test_a_pile_is_paired_by_content():
    assert pairs_of(tables_of(write_pile(12))) == [(f"a{at}", f"b{at}", "content") for at in range(12)]


def test_documents_without_partner_stay_alone():
    pile = write_pile(12)
    for at in (0, 3, 6):
        del pile[f"a{at}"], pile[f"b{at + 1}"]
    assert pairs_of(tables_of(pile)) == [(f"a{at}", f"b{at}", "content") for at in (2, 5, 8, 9, 10, 11)]


def test_names_and_declarations_come_first():
    pile = write_pile(4)
    pile["x.zh.txt"], pile["x.en.txt"] = pile.pop("a0"), pile.pop("b1")
    found = pairs_of(tables_of(pile, {"pairs.csv": "zh,en\nb2,a3\nmissing,b3\n"}))
    assert sorted(found) == [("a3", "b2", "declared"), ("x.zh.txt", "x.en.txt", "name")]


def test_content_can_be_left_out():
    assert pairs_of(tables_of(write_pile(5)), PairSettings(by_content=False)) == []


def test_a_document_in_both_languages_keeps_its_own_translation():
    zh, en = make_pile(3)
    both = [("zh-Hans", text) for text in zh[0]] + [("en", text) for text in en[0]]
    tables = tables_of(
        {"both": both, "zh": [("zh-Hans", text) for text in zh[0]], "en": [("en", text) for text in en[1]]}
    )
    assert ("both", "both", "self") in pairs_of(tables)


def test_one_language_alone_is_not_read():
    tables = tables_of({name: lines for name, lines in write_pile(4).items() if name.startswith("a")})
    assert pairs_of(tables) == []


def test_boilerplate_does_not_sign():
    tables = tables_of({"a": [("zh-Hans", "市图书馆"), ("en", "port")]})
    [signature] = sign_segments(tables["segments"], {"id a"})
    assert signature.features.tolist() == sign_document("id a", ["市图书馆"], True).features.tolist()


@pytest.mark.parametrize(
    ("uri", "is_one"), [("pairs.csv", True), ("x/Pairs.TSV", True), ("mypairs.csv", False), ("pairs.csv/x", False)]
)
def test_declarations_are_known_by_name(uri, is_one):
    assert is_declaration(uri) is is_one


def test_names_in_a_declaration_count_from_its_folder():
    candidates = read_candidates(
        tables_of({"d/q.txt": [("en", "A")], "d/z.txt": [("zh", "一")], "z.txt": [("zh", "一")]})["documents"]
    )
    [found] = propose_declared(candidates, {"d/pairs.tsv": "\ufeffz.txt\t./q.txt\nz.txt\n\n"})
    assert (found.zh.uri, found.en.uri, found.score) == ("d/z.txt", "d/q.txt", 1.0)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("3314万元", "33.14 million"),
        ("15766批次", "15,766 items"),
        ("第一百二十三条", "Article 123"),
        ("2022年", "in 2022."),
    ],
)
def test_figures_are_values(zh, en):
    figures = [{some for some in sign_document("x", [text], text is zh).features.tolist() if some & FIGURE_BIT}
               for text in (zh, en)]  # fmt: skip
    assert figures[0] == figures[1] and len(figures[0]) == 1


@pytest.mark.parametrize("written", ["7", "30", "2.0", "三十", "1.2.3", "千万万", ",", "9" * 400])
def test_what_is_shared_by_chance_or_no_figure_does_not_sign(written):
    assert read_figure(written) is None


def test_a_signature_does_not_depend_on_what_is_signed_with_it():
    zh, en = make_pile(9)
    texts = [Text(f"z{at}", "\n".join(some), True) for at, some in enumerate(zh)]
    texts += [Text(f"e{at}", "\n".join(some), False) for at, some in enumerate(en)] + [Text("empty", "", True)]
    together = sign_documents(texts)
    for some, text in zip(together, texts, strict=True):
        [alone] = sign_documents([text])
        assert (alone.document_id, alone.n_bytes) == (some.document_id, some.n_bytes)
        assert alone.features.tolist() == some.features.tolist() and alone.counts.tolist() == some.counts.tolist()


def test_signatures_travel_as_a_table():
    tables = tables_of(write_pile(12))
    table = sign_shard(tables, SETTINGS)["signatures"]
    assert SIGNATURES.check(table) is table and table.num_rows == 24
    signed = {some.document_id: some for some in sign_segments(tables["segments"], {"id a3", "id b7"})}
    assert table.num_rows > len(signed) == 2
    ids = ["id b7", "nobody", "id a3"]
    [read] = Side([table], ids)
    assert read.places.tolist() == [2, 0]
    for at, place in enumerate(read.places.tolist()):
        own = slice(read.starts[at], read.starts[at + 1])
        expected = signed[ids[place]]
        assert read.features[own].tolist() == expected.features.tolist()
        assert read.counts[own].tolist() == expected.counts.tolist()
        assert read.n_bytes[at] == expected.n_bytes
    assert tabulate([]).equals(SIGNATURES.empty())
    whole = {"documents": tables["documents"], "signatures": table}
    assert pairs_of(whole) == pairs_of(tables) != []


def test_only_documents_in_one_language_are_signed():
    both = [("zh-Hans", "市图书馆有很多的书"), ("en", "The city library")]
    tables = tables_of({"both": both, "zh": both[:1], "other": [("ja", "図書館")]})
    assert sign_shard(tables, SETTINGS)["signatures"]["document_id"].to_pylist() == ["id zh"]
    assert sign_shard(tables, PairSettings(by_content=False))["signatures"].equals(SIGNATURES.empty())


@given(st.lists(st.text(alphabet="abcXYZ é-1", max_size=60), max_size=4))
@settings(deadline=None)
def test_words_are_counted_as_one_by_one(texts):
    expected = [
        Counter(find_feature(word) for word in re.findall("[a-z]{3,}", text.encode().lower().decode()))
        for text in texts
    ]
    counted = count_stems([text.encode() for text in texts])
    found = [{} for _ in texts]
    for owner, feature, n in zip(*(column.tolist() for column in counted), strict=True):
        found[owner][feature] = n
    assert found == [{feature: n for feature, n in counts.items() if feature is not None} for counts in expected]


def test_words_longer_than_an_array_compares_are_told_apart():
    words = ["counterrevolutionarie", "counterrevolutionaria", "counterrevolutionarie"]
    assert sorted(count_stems([" ".join(words).encode()]).counts.tolist()) == [1.0, 2.0]


def test_words_of_two_characters_are_found_at_all_places():
    lexicon = load_lexicon()
    text = "市圖書館𠀀去年\ud800"
    expected = [lexicon.words[text[at : at + 2]] for at in range(len(text) - 1) if text[at : at + 2] in lexicon.words]
    assert find_pairs_of_characters(text).words.tolist() == expected
    assert find_pairs_of_characters("").words.tolist() == find_pairs_of_characters("市").words.tolist() == []


@given(st.text(max_size=200), st.booleans())
@settings(deadline=None)
def test_signatures_are_small_sorted_and_positive(text, is_zh):
    signature = sign_document("x", [text], is_zh)
    features = signature.features.tolist()
    assert features == sorted(set(features)) and len(features) <= MOST_FEATURES
    assert (signature.counts > 0).all()
    assert signature.n_bytes == len(text.encode())


def test_a_long_document_keeps_its_figures():
    words = ["hospital", "library", "port", "court", "school", "farmer", "river", "teacher"]
    text = " ".join(f"{words[at % 8]}{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(650)) + " 15766"
    assert len(sign_document("x", [text], False).features) == MOST_FEATURES
    assert set(sign_document("y", ["15766"], False).features) <= set(sign_document("x", [text], False).features)


def test_scores_grow_with_margins():
    assert estimate_score(LIKELY_MARGIN) == 0.5
    assert estimate_score(0.0) < 0.1 and estimate_score(0.3) > 0.9


def test_the_largest_values_in_order_the_first_of_equals_first():
    assert find_largest(np.array([1.0, 3.0, 2.0, 3.0, 0.0]), 3) == [1, 3, 2]
    assert find_largest(np.array([1.0, 2.0]), 3) == [1, 0]


def match_lists(zh: list[Signature], en: list[Signature], n_tables: int = 1) -> Matches:
    """The matches of signatures that come in so many tables."""
    return match_signatures(*(make_side(side, n_tables) for side in (zh, en)))


def make_side(signatures: list[Signature], n_tables: int) -> Side:
    tables = [tabulate(signatures[at::n_tables]) for at in range(n_tables)]
    return Side(tables, [some.document_id for some in signatures])


def sign_pile(n: int) -> tuple[list[Signature], list[Signature]]:
    zh, en = make_pile(n)
    return (
        [sign_document(f"z{at}", texts, True) for at, texts in enumerate(zh)],
        [sign_document(f"e{at}", texts, False) for at, texts in enumerate(en)],
    )


def test_candidates_are_few_and_the_best_first():
    matches = match_lists(*sign_pile(40))
    assert len(matches.zh) <= 2 * MOST_CANDIDATES * 40
    assert matches.margins.tolist() == sorted(matches.margins.tolist(), reverse=True)
    assert set(zip(matches.zh[:40].tolist(), matches.en[:40].tolist(), strict=True)) == {(at, at) for at in range(40)}
    assert len(match_lists([], []).zh) == 0


@pytest.mark.parametrize("sides", [(slice(0), slice(5)), (slice(5), slice(0)), (slice(0), slice(0))])
def test_a_side_may_be_empty(sides):
    zh, en = sign_pile(5)
    matches = match_lists(zh[sides[0]], en[sides[1]])
    assert matches.zh.tolist() == matches.en.tolist() == []


@pytest.mark.parametrize("block", [1, 7, 16, 40, 41])
def test_blocks_and_tables_change_nothing(monkeypatch, block):
    """Whatever is held at once, what is found is the same."""
    zh, en = sign_pile(40)
    whole = match_lists(zh, en)
    monkeypatch.setattr("tasks.pair.find_candidates.BLOCK", block)
    monkeypatch.setattr("tasks.pair.check_candidates.PAIRS_AT_ONCE", block)
    monkeypatch.setattr("tasks.pair.weigh_features.LEAST_MERGED", block)
    for n_tables in (1, 3, 50):
        parts = match_lists(zh, en, n_tables)
        for one, other in zip(whole, parts, strict=True):
            assert one.tolist() == other.tolist()


@given(st.lists(st.integers(0, 5), max_size=8), st.integers(1, 6))
def test_blocks_hold_the_documents_in_order(sizes, block):
    """Parts of any size, also empty ones, become blocks of one size."""
    places = iter(range(sum(sizes)))
    parts = []
    for size in sizes:
        own = np.array([next(places) for _ in range(size)], dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum(own % 3)))
        features = np.repeat(own, own % 3).astype(np.int32)
        parts.append(Weighed(own, starts, features, features.astype(np.float32)))
    blocks = list(cut_blocks(parts, block))
    assert [len(some.places) for some in blocks[:-1]] == [block] * (len(blocks) - 1)
    assert [place for some in blocks for place in some.places.tolist()] == list(range(sum(sizes)))
    for some in blocks:
        assert np.repeat(some.places, np.diff(some.starts)).tolist() == some.features.tolist() == some.weights.tolist()


class Watched:
    """Tables that are made when they are asked for, and how many of them were alive at once."""

    def __init__(self, parts: list[list[Signature]]):
        self.parts, self.alive, self.most = parts, 0, 0

    def __iter__(self):
        for part in self.parts:
            table = tabulate(part)
            self.alive += 1
            self.most = max(self.most, self.alive)
            weakref.finalize(table, self._forget)
            yield table
            del table

    def _forget(self) -> None:
        self.alive -= 1


def test_signatures_are_not_held(monkeypatch):
    """Of eighty tables one is there at a time, and while it is taken in the next one at most."""
    monkeypatch.setattr("tasks.pair.find_candidates.BLOCK", 10)
    zh, en = sign_pile(40)
    tables = Watched([[some] for pair in zip(zh, en, strict=True) for some in pair])
    match_signatures(*(Side(tables, [some.document_id for some in side]) for side in (zh, en)))
    assert tables.most <= 6
    assert tables.alive == 0


def pair_laws(folder, lonely: dict[str, str]) -> list[tuple[str, str]]:
    """The law at either end of each pair found, without the versions in `lonely`."""
    names = sorted(path.name.removesuffix(".zh.txt") for path in folder.glob("*.zh.txt"))
    zh, en = (
        [
            sign_document(name, (folder / f"{name}.{lang}.txt").read_text(encoding="utf-8").split("\n"), lang == "zh")
            for name in names
            if lonely.get(name) != lang
        ]
        for lang in ("zh", "en")
    )
    used: set[str] = set()
    found = []
    for zh_at, en_at, _, margin in zip(*match_lists(zh, en), strict=True):
        pair = zh[zh_at].document_id, en[en_at].document_id
        if margin >= LIKELY_MARGIN and not {"zh " + pair[0], "en " + pair[1]} & used:
            used |= {"zh " + pair[0], "en " + pair[1]}
            found.append(pair)
    return found


def test_all_laws_are_paired_by_content(shared):
    found = pair_laws(shared / "gold" / "align" / "docs", {})
    assert len(found) == 80
    assert all(zh == en for zh, en in found)


def test_laws_are_paired_with_half_of_the_partners_gone(shared):
    names = [f"law-{number}" for number in range(300, 380)]
    n_right = n_found = 0
    for seed in range(4):
        source = random.Random(seed)
        lonely = {name: source.choice(["zh", "en"]) for name in source.sample(names, 40)}
        found = pair_laws(shared / "gold" / "align" / "docs", lonely)
        n_found += len(found)
        n_right += sum(zh == en for zh, en in found)
    assert n_right >= 0.98 * n_found
    assert n_right >= 0.98 * 4 * 40


def test_documents_in_one_language_are_looked_at():
    assert is_in_one_language(Candidate("a", "a", 0.9, 0.1), PairSettings())
    assert not is_in_one_language(Candidate("a", "a", 0.6, 0.4), PairSettings())
    assert not is_in_one_language(Candidate("a", "a", 0.2, 0.1), PairSettings())
