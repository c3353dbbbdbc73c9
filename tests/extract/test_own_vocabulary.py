"""What a user adds: units, places and refusing words by settings, extractors by entry point."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.commands.run import write_toml
from flows.local import load_sources, read_batch
from flows.settings import BuildSettings, load_settings
from tasks.core.errors import WrongCallError
from tasks.extract.extract_facts import extract_facts
from tasks.extract.own_extractors import OwnFact, load_extractor
from tasks.extract.settings import ExtractSettings

README = Path(__file__).parent.parent.parent / "README.md"
OWN = """
[[units]]
name = "stall"
en = ["pitch", "pitches"]
zh = ["个摊位", "檔"]

[[units]]
name = "picul"
unit_class = "mass"
zh = ["司马担"]

[[places]]
names = ["Silver Bay", "银湾"]
iso = "CN-FJ"
gbt2260 = "350100"

refused = 1
"""


def find(text: str, settings: ExtractSettings) -> list[tuple[str, object, str | None, str]]:
    return [(text[m.start : m.end], m.value, m.unit, m.rule) for m in extract_facts(text, "mixed", settings)]


@pytest.fixture
def own() -> ExtractSettings:
    vocabulary = tomllib.loads(OWN.replace("refused = 1", "")) | {
        "refused_before": ["Rule", "檔案號"],
        "refused_after": ["号台"],
    }
    return ExtractSettings.model_validate({"vocabulary": vocabulary})


def test_own_units_are_read_in_both_languages_and_scripts(own: ExtractSettings) -> None:
    assert find("新增30檔、40個攤位。", own) == [
        ("30檔", 30, "stall", "own-unit"),
        ("40個攤位", 40, "stall", "own-unit"),
    ]
    assert find("They let 12 pitches.", own) == [("12 pitches", 12, "stall", "own-unit")]
    assert find("They let 12 pitches.", ExtractSettings())[0][2] == "pitch"


def test_a_longer_known_unit_stays(own: ExtractSettings) -> None:
    assert find("共50个项目、20司马担。", own)[0][2:] == ("project", "chinese-noun")
    assert find("共50个项目、20司马担。", own)[1] == ("20司马担", 20, "picul", "own-unit")


def test_own_words_refuse(own: ExtractSettings) -> None:
    assert find("See Rule 30 cases, 档案号12件 and 7号台次。", own) == []
    assert len(find("See Rule 30 cases, 档案号12件.", ExtractSettings())) >= 1


def test_own_places_are_given(own: ExtractSettings) -> None:
    settings = BuildSettings(inputs=("-",), extract=own)
    batch = read_batch(load_sources([("a.txt", b"Silver Bay has 300 shops.\n")], settings), settings)
    fact = batch.tables["facts"].to_pylist()[0]
    assert (fact["place_text"], fact["place_iso"], fact["place_gbt2260"]) == ("Silver Bay", "CN-FJ", "350100")


def test_a_vocabulary_lies_in_a_file_that_the_settings_name(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN.replace("refused = 1", ""), encoding="utf-8")
    config = tmp_path / "hedui.toml"
    config.write_text('inputs = ["x"]\n[extract]\nvocabulary = "own.toml"\n', encoding="utf-8")
    settings = load_settings(config)
    assert settings.extract.vocabulary.units[0].name == "stall"
    written = tomllib.loads("\n".join(write_toml(settings)))
    assert BuildSettings.model_validate(written) == settings


@pytest.mark.parametrize("text", ['[[units]]\nname = "Big Stall"', "[[unit]]", "[[places]]\nnames = []"])
def test_a_wrong_vocabulary_is_told_of(tmp_path: Path, text: str) -> None:
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    config = tmp_path / "hedui.toml"
    config.write_text('inputs = ["x"]\n[extract]\nvocabulary = "own.toml"\n', encoding="utf-8")
    with pytest.raises(WrongCallError, match="vocabulary"):
        load_settings(config)


PACKAGE = """
import re
from decimal import Decimal
from tasks.extract.own_extractors import OwnFact

GRADE = re.compile(r"Grade ([A-D])")

def find_grades(text, lang):
    for match in GRADE.finditer(text):
        yield OwnFact(*match.span(), Decimal("ABCD".index(match[1]) + 1), "grade", "level", confidence=0.9)

def find_nonsense(text, lang):
    yield OwnFact(0, len(text) + 1)
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package with two extractors, as pip would have installed it."""
    (tmp_path / "own_grades.py").write_text(PACKAGE, encoding="utf-8")
    info = tmp_path / "own_grades-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: own-grades\nVersion: 1.2\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[hedui.extractors]\ngrades = own_grades:find_grades\nbad = own_grades:find_nonsense\n"
        "missing = own_grades:nothing\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    load_extractor.cache_clear()
    yield
    load_extractor.cache_clear()
    sys.modules.pop("own_grades", None)


@pytest.mark.usefixtures("installed")
def test_an_extractor_is_asked_only_where_it_is_named() -> None:
    text = "The dam is of Grade B."
    assert find(text, ExtractSettings()) == []
    settings = ExtractSettings(extractors=("grades",))
    assert settings.extractors == ("grades@1.2",)
    assert ExtractSettings(extractors=("grades@1.2",)) == settings
    assert find(text, settings) == [("Grade B", Decimal(2), "grade", "own-grades")]
    build = BuildSettings(inputs=("-",), extract=settings)
    facts = read_batch(load_sources([("a.txt", text.encode())], build), build).tables["facts"].to_pylist()
    assert [(fact["quote"], fact["value"], fact["rule"]) for fact in facts] == [("Grade B", 2.0, "own-grades")]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", ["unknown", "grades@9"])
def test_an_extractor_that_is_not_there_is_told_of(name: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(name.partition("@")[0])):
        ExtractSettings(extractors=(name,))


@pytest.mark.usefixtures("installed")
def test_a_wrong_extractor_rejects_the_document() -> None:
    build = BuildSettings(inputs=("-",), extract=ExtractSettings(extractors=("bad",)))
    batch = read_batch(load_sources([("a.txt", b"Nothing here.\n")], build), build)
    assert [reject.stage for reject in batch.rejects] == ["extract"]
    with pytest.raises(WrongCallError, match="missing"):
        load_extractor("missing")


def test_the_examples_of_the_readme_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The TOML and the Python of the section on one's own vocabulary are run as they stand."""
    section = README.read_text(encoding="utf-8").split("## Add your own words and extractors", 1)[1].split("\n## ")[0]
    settings_text, vocabulary_text = re.findall(r"```toml\n(.*?)```", section, re.DOTALL)[:2]
    code = re.findall(r"```python\n(.*?)```", section, re.DOTALL)[0]
    config = tmp_path / "hedui.toml"
    config.write_text(settings_text.replace('extractors = ["grades"]', ""), encoding="utf-8")
    (tmp_path / "own.toml").write_text(vocabulary_text, encoding="utf-8")
    extract = load_settings(config, inputs=("x",)).extract
    assert [fact[2] for fact in find("The market lets 60 pitches; 市场有70個攤位。", extract)] == ["stall", "stall"]
    assert find("See Rule 30 cases.", extract) == []
    text = "Silver Bay had 1,200 ferry trips. 银湾轮渡航次1200个。"
    build = BuildSettings(inputs=("x",), extract=extract)
    facts = read_batch(load_sources([("a.txt", text.encode())], build), build).tables["facts"].to_pylist()
    assert [(fact["place_gbt2260"], fact["metric_key"]) for fact in facts] == [("350100", "ferry_trips")] * 2
    names: dict[str, object] = {}
    exec(code, names)  # our own README
    finder = names["find_grades"]
    assert callable(finder)
    found: Iterable[OwnFact] = finder("Grade A and Grade C", "en")
    assert [fact.value for fact in found] == [1, 3]
