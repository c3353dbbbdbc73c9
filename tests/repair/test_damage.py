"""How much of each kind of damage is undone exactly, at least; and that clean text stays."""

import importlib.util
import random
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def load_damage() -> ModuleType:
    """The generator, which is a script beside this file and no part of a package."""
    spec = importlib.util.spec_from_file_location("repair_damage", Path(__file__).parent / "damage.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["repair_damage"] = module
    spec.loader.exec_module(module)
    return module


DAMAGE = load_damage()
MIN_SHARE_OF_20 = {
    "stored in gb18030": 0.97,
    "stored in big5": 0.95,
    "stored in cp1252": 0.9,
    "gb18030 read as latin-1": 0.95,
    "gb18030 read as cp1252": 0.95,
    "big5 read as latin-1": 0.9,
    "big5 read as cp1252": 0.9,
    "utf-8 read as cp1251": 0.95,
    "utf-8 read as cp1250": 0.95,
    "utf-8 read as macroman": 0.95,
    "every third line gb18030 read as latin-1": 0.95,
    "one bad byte in utf-8": 0.97,
    "one bad byte in gb18030": 0.9,
}
"""Of strings of 20 characters; what is not here comes back always."""
MIN_SHARE = 0.95
MIN_SHARE_OF_DOCUMENTS = {"utf-8 read as cp1250": 0.8, "utf-8 read as cp1251": 0.8, "stored in cp1252": 0.8}
"""Of documents of 12 lines, where it is not MIN_SHARE: a few pound signs among ASCII prove nothing."""


def measure_kind(name: str, texts: dict[str, list[str]], draw: Any, size: int, seed: int) -> Any:
    kind, rng = DAMAGE.KINDS[name], random.Random(seed)
    drawn = [text for lang in kind.langs for text in draw(texts[lang], size, 10, rng)]
    return DAMAGE.measure(kind, iter(drawn), rng)


@pytest.mark.parametrize("name", sorted(DAMAGE.KINDS))
def test_documents_come_back(name: str) -> None:
    outcome = measure_kind(name, DAMAGE.clean_texts(), DAMAGE.documents, 12, 7)
    assert outcome.n_tried
    assert outcome.n_exact >= MIN_SHARE_OF_DOCUMENTS.get(name, MIN_SHARE) * outcome.n_tried, outcome.first_failure


@pytest.mark.parametrize("name", sorted(DAMAGE.KINDS))
def test_strings_of_20_characters_come_back(name: str) -> None:
    outcome = measure_kind(name, DAMAGE.clean_texts(), DAMAGE.cut, 20, 8)
    assert outcome.n_exact >= MIN_SHARE_OF_20.get(name, 1) * outcome.n_tried, outcome.first_failure


@pytest.mark.parametrize("name", sorted(DAMAGE.KINDS))
def test_labelled_news_comes_back(name: str, shared: Path) -> None:
    outcome = measure_kind(name, DAMAGE.gold_texts(shared), DAMAGE.documents, 12, 9)
    assert outcome.n_exact >= MIN_SHARE_OF_DOCUMENTS.get(name, MIN_SHARE) * outcome.n_tried, outcome.first_failure


def test_labelled_clean_text_is_kept(shared: Path, repair: Any) -> None:
    files = [*sorted((shared / "gold/pairs").glob("*.txt")), *sorted((shared / "gold/report-zh").glob("*.txt"))]
    for folder in ("docs", "laws", "mac-dev", "news"):
        names = sorted((shared / "gold/align" / folder).iterdir())
        files += [path for path in names if path.is_file() and ".gold" not in path.suffixes][:40]
    assert len(files) > 50
    for path in files:
        assert repair(path.read_bytes()).edits == (), path


def test_lines_of_many_languages_are_kept(shared: Path, repair: Any) -> None:
    lines = (shared / "gold/languages/sentences.tsv").read_text(encoding="utf-8").split("\n")
    damaged = re.compile("[\x80-\x9f\u200b]|Ã[¤¼]")
    assert len(lines) > 5000
    assert [line for line in lines if not damaged.search(line) and repair(line).edits] == []


def test_the_generator_is_deterministic() -> None:
    texts = DAMAGE.clean_texts()["zh-Hans"]
    one, two = (list(DAMAGE.documents(texts, 5, 3, random.Random(4))) for _ in range(2))
    assert one == two
