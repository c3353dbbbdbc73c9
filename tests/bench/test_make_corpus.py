"""Corpora are what they are said to be, and the same every time."""

import os
import random
import re
import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.seeds.damage_seeds import SEEDS

from .collect_lines import KINDS, boilerplate, collect_passages, read_body
from .make_corpus import (
    BOILERPLATE_SHARE,
    DAMAGE,
    DAMAGED_SHARE,
    MAX_BYTES,
    MIN_BYTES,
    SHARES,
    Document,
    compose_documents,
    open_corpus,
    renumber,
    write_corpus,
)

HAN = re.compile("[\u4e00-\u9fff]")
INJECTED = re.compile(r"([\u4e00-\u9fff])\([a-z\u00e0-\u01dc]+\)")
FIGURES = st.text(st.sampled_from("0123456789,. abc万件("), max_size=40)
DIGEST = """
import hashlib, itertools
from tests.bench.make_corpus import compose_documents
found = hashlib.sha256()
for document in itertools.islice(compose_documents(3), 40):
    found.update(document.content)
print(found.hexdigest())
"""


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(islice(compose_documents(1), 600))


def size(document: Document) -> int:
    return len(document.text.encode())


def test_the_same_seed_gives_the_same_documents() -> None:
    first, again = (list(islice(compose_documents(7), 30)) for _ in range(2))
    assert first == again
    assert first != list(islice(compose_documents(8), 30))


def test_neither_hash_seed_nor_locale_matter() -> None:
    digests = set()
    for seed, locale in (("0", "C"), ("1", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        command = [sys.executable, "-c", DIGEST]
        digests.add(
            subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
        )
    assert len(digests) == 1


def test_a_longer_corpus_begins_with_a_shorter_one(tmp_path: Path) -> None:
    short = write_corpus(tmp_path / "short", 5, n_documents=10)
    long = write_corpus(tmp_path / "long", 5, n_documents=25)
    assert (short.n_documents, long.n_documents) == (10, 25)
    for path in short.folder.iterdir():
        assert path.read_bytes() == (long.folder / path.name).read_bytes()


def test_size_by_megabytes(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", 5, megabytes=0.3)
    assert 300_000 <= corpus.n_bytes < 300_000 + 3 * MAX_BYTES
    assert corpus == open_corpus(corpus.folder)


def test_a_corpus_needs_a_size_and_documents(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs a size"):
        write_corpus(tmp_path / "corpus", 5)
    with pytest.raises(ValueError, match="no documents"):
        open_corpus(tmp_path)


def test_document_sizes_are_log_uniform(documents: list[Document]) -> None:
    sizes = sorted(map(size, documents))
    # Damaged documents have lost the few characters that their charset lacks.
    assert sizes[0] >= 0.9 * MIN_BYTES
    assert sizes[-1] <= MAX_BYTES
    assert sizes[len(sizes) // 2] == pytest.approx((MIN_BYTES * MAX_BYTES) ** 0.5, rel=0.15)


def test_shares_of_languages_by_bytes(documents: list[Document]) -> None:
    counts: Counter[str] = Counter()
    for document in documents:
        counts[document.kind.partition("-")[0] if document.kind.startswith("both") else document.kind] += size(document)
    for name, share in SHARES.items():
        assert counts[name] / counts.total() == pytest.approx(share, abs=0.01)


def test_share_of_boilerplate(documents: list[Document]) -> None:
    menus = {line for lines in boilerplate().values() for line in lines}
    lines = [line for document in documents if not document.damage for line in document.text.splitlines()]
    assert sum(line in menus for line in lines) / len(lines) == pytest.approx(BOILERPLATE_SHARE, abs=0.01)


def test_a_tenth_is_damaged_in_equal_numbers(documents: list[Document]) -> None:
    counts = Counter(document.damage for document in documents if document.damage)
    assert counts.total() / len(documents) == pytest.approx(DAMAGED_SHARE, abs=0.01)
    assert counts.keys() == DAMAGE.keys()
    assert max(counts.values()) - min(counts.values()) <= 1


def test_no_two_documents_are_equal(documents: list[Document]) -> None:
    assert len({document.content for document in documents}) == len(documents)


def test_kinds_hold_their_languages(documents: list[Document]) -> None:
    for document in documents:
        lines = [line for line in document.text.splitlines() if line not in boilerplate()["zh-Hans"]]
        has_chinese = [bool(HAN.search(line)) for line in lines]
        if document.kind == "en":
            assert not any(has_chinese)
        elif document.kind.startswith("zh"):
            assert all(line for line, chinese in zip(lines, has_chinese, strict=True) if not chinese) or all(
                has_chinese
            )
        else:
            assert any(has_chinese)
            assert not all(has_chinese)


def test_chinese_stands_before_its_english() -> None:
    pairs = {passage[0]: passage[1] for passage in collect_passages()["both-Hant"]}
    document = next(
        document for document in compose_documents(1) if document.kind == "both-Hant" and not document.damage
    )
    lines = document.text.splitlines()
    dated = [line for line in lines if line in pairs]
    assert dated
    for line in dated:
        assert lines[lines.index(line) + 1] == pairs[line]


@pytest.mark.parametrize(
    ("damage", "undo"),
    [
        ("gb18030", lambda data: data.decode("gb18030")),
        ("big5", lambda data: data.decode("big5")),
        ("gbk-as-latin1", lambda data: data.decode().encode("latin-1").decode("gbk")),
        ("pinyin", lambda data: INJECTED.sub(r"\1", data.decode())),
    ],
)
def test_damage_is_real_and_is_what_it_is_called(documents: list[Document], damage: str, undo: object) -> None:
    damaged = [document for document in documents if document.damage == damage]
    assert damaged
    for document in damaged:
        assert document.content != document.text.encode()
        assert callable(undo)
        restored = undo(document.content)
        if damage == "pinyin":  # a hit across a boundary has broken the character before it
            restored, expected = restored.replace("理?xiàng)l例", "理條例"), document.text
            assert INJECTED.search(document.content.decode())
        else:
            expected = document.text
        assert restored == expected


def test_utf8_read_as_cp1252(documents: list[Document]) -> None:
    damaged = [document for document in documents if document.damage == "utf8-as-cp1252"]
    assert {document.kind for document in damaged} > {"en", "zh-Hans"}
    for document in damaged:
        text = document.content.decode()
        assert not HAN.search(text)
        assert len(text) == len(document.text.encode())


def test_undamaged_documents_are_utf8(documents: list[Document]) -> None:
    for document in documents:
        if not document.damage:
            assert document.content.decode() == document.text


@given(st.integers(0, 50), FIGURES, FIGURES)
def test_renumbering_changes_nothing_but_digits(seed: int, zh: str, en: str) -> None:
    made = renumber(random.Random(seed), (zh, en))
    table: dict[str, str] = {}
    for before, after in zip((zh, en), made, strict=True):
        assert len(before) == len(after)
        for old, new in zip(before, after, strict=True):
            assert old == new or (old in "123456789" and new in "123456789")
            table.setdefault(old, new)
    assert "0" not in table or table["0"] == "0"


def test_both_sides_get_the_same_figures() -> None:
    zh, en = renumber(random.Random(1), ("收錄專利數據1.66億條", "holds 166 million pieces of patent data"))
    assert re.sub(r"\D", "", zh) == re.sub(r"\D", "", en) != "166"


@pytest.mark.parametrize(
    "line", ["2023年扣留15766批次", "In 2023, 15,766 batches", "ready by 11 August 38 times", "第3日送达45件"]
)
def test_lines_with_dates_stay(line: str) -> None:
    assert renumber(random.Random(1), (line,)) == (line,)


def test_list_numbers_stay() -> None:
    for index in range(20):
        assert renumber(random.Random(index), ("3. Brands of 455 centers",))[0].startswith("3. ")


def test_every_kind_has_passages() -> None:
    passages = collect_passages()
    assert tuple(passages) == KINDS
    for kind, found in passages.items():
        assert len(found) > 10, kind
        assert all(len(passage) == (2 if kind.startswith("both") else 1) for passage in found)


def test_boilerplate_lines_are_those_of_the_samples() -> None:
    texts = "\n".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in [*SEEDS.glob("*.txt"), *(ROOT / "tests/seeds/clean").glob("*.txt")]
    )
    lines = {line.strip() for line in texts.splitlines()}
    for found in boilerplate().values():
        assert [line for line in found if line not in lines] == []


def test_the_body_has_no_boilerplate() -> None:
    body = read_body("service-areas.txt")
    assert "China to open more service areas for intellectual property" in body
    assert not any("|" in line for line in body)
