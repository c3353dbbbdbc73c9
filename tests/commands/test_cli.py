import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.settings import BuildSettings, load_settings
from tasks.core.errors import WrongCallError
from tests.conftest import ROOT

SEEDS = ROOT / "seeds"
runner = CliRunner()


def call(*arguments: object, stdin: bytes | None = None) -> Result:
    return runner.invoke(app, [str(argument) for argument in arguments], input=stdin, catch_exceptions=False)


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("command", [command.name or command.callback.__name__ for command in app.registered_commands])
def test_every_command_teaches_and_is_in_the_readme(command: str) -> None:
    help_text = call(command, "--help").stdout
    assert "Usage" in help_text
    assert len(help_text.split("Usage")[1]) > 300
    assert f"`{command}`" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_help_does_not_wait_for_prefect() -> None:
    code = "import sys, flows.cli; print(sorted({'prefect', 'fastapi'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT).stdout.strip() == "[]"


def test_repair_gives_text_charset_and_edits() -> None:
    (row,) = rows(call("repair", SEEDS / "mediation.txt"))
    assert row["charset"] == "gb18030"
    assert "𧒽" in row["text"]
    assert row["file"] == str(SEEDS / "mediation.txt")


def test_segments_have_offsets_into_the_file() -> None:
    path = SEEDS / "pilot-cities.txt"
    content = path.read_bytes()
    found = rows(call("segments", path))
    assert len(found) > 5
    for row in found:
        assert content[row["byte_start"] : row["byte_end"]].decode() == row["text"]


def test_what_several_files_have_in_common_is_no_text_as_in_a_run(tmp_path: Path) -> None:
    menu = ["Elmsford fiddlers", "Tune of the week", "Borrow a bow", "Where we play", "Old programmes"]
    texts = [
        "Twelve fiddlers came on Monday, four of them new.",
        "We learned a reel in D.",
        "The hall was cold, so we danced.",
    ]
    paths = [tmp_path / f"{at}.txt" for at in range(3)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text("\n\n".join([*menu, f"Evening {path.stem}", f"{text} Nobody broke a string, which is rare."]))
    alone, together = rows(call("segments", paths[0])), rows(call("segments", *paths))
    assert {row["text"] for row in alone if row["is_boilerplate"]} == set()
    assert [row["text"] for row in together if row["is_boilerplate"]] == menu * 3
    assert [row["file"] for row in together] == sorted(row["file"] for row in together)


def test_facts_name_their_file() -> None:
    found = rows(call("facts", SEEDS / "customs-2023.en.txt", SEEDS / "customs-2023.zh.txt"))
    assert {Path(row["file"]).name for row in found} == {"customs-2023.en.txt", "customs-2023.zh.txt"}
    assert 33_140_000 in {row["value"] for row in found}


PILE = {
    "a": "麻油雞飯的做法\n糯米洗淨泡水兩小時，瀝乾備用；老薑切片，以小火用黑麻油煸至邊緣捲曲。\n放入雞腿肉拌炒到變色，沿鍋邊嗆入半碗"
    "米酒，等酒氣散去再加香菇和枸杞。\n把糯米倒進鍋裡翻炒三分鐘，加水蓋過食材，轉小火燜煮二十五分鐘。\n撒一點鹽調味。\n",
    "b": "Jalapeño and crème fraîche cornbread\nHeat the oven to 200 °C and butter a 23 cm tin.\nWhisk 180 g of cornmeal with"
    " ½ teaspoon of salt.\nFold in the crème fraîche, two eggs and the chopped jalapeños.\nBake for 25 minutes.\n",
    "c": "糖尿病患者的足部护理\n每天检查双脚，看看有没有水泡、红肿、裂口或颜色改变。\n用温水洗脚，水温不超过37度，洗后擦干。\n"
    "趾甲要平着剪，不要剪得太短。\n如果伤口两天没有好转，请马上去医院。\n",
    "d": "Foot care for people with diabetes\nLook at both feet every day for blisters, swelling, cracks or changes in colour.\n"
    "Wash your feet in warm water, no hotter than 37 degrees, and dry them well.\nCut your toenails straight across and"
    " not too short.\nSee a doctor at once if a wound is no better after two days.\n",
}
"""Two recipes, of which neither translates the other, and a leaflet in two languages."""


def test_files_of_one_subject_are_no_pair(tmp_path: Path) -> None:
    for name, text in PILE.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (pair,) = rows(call("pair", *(tmp_path / f"{name}.txt" for name in PILE)))
    assert (Path(pair["zh"]).name, Path(pair["en"]).name, pair["reason"]) == ("c.txt", "d.txt", "content")
    assert rows(call("pair", tmp_path / "a.txt", tmp_path / "b.txt")) == []


def test_pair_align_and_check() -> None:
    files = (SEEDS / "customs-2023.en.txt", SEEDS / "customs-2023.zh.txt")
    (pair,) = rows(call("pair", *files))
    assert (Path(pair["zh"]).name, Path(pair["en"]).name) == ("customs-2023.zh.txt", "customs-2023.en.txt")
    beads = rows(call("align", *files))
    assert len(beads) > 5
    found = rows(call("check", *files))
    assert {row["status"] for row in found} >= {"agree"}
    assert "conflict" not in {row["status"] for row in found}
    agreed = next(row for row in found if row["status"] == "agree")
    content = files[1].read_bytes()
    assert content[agreed["zh_byte_start"] : agreed["zh_byte_end"]].decode() == agreed["zh_quote"]


def test_copies_of_a_file_are_compared_once(tmp_path: Path) -> None:
    for name, seed in (("a", "customs-2023.en.txt"), ("b", "customs-2023.zh.txt"), ("c", "customs-2023.zh.txt")):
        (tmp_path / f"{name}.txt").write_bytes((SEEDS / seed).read_bytes())
    done = call("pair", *(tmp_path / f"{name}.txt" for name in "abc"))
    (pair,) = rows(done)
    assert (Path(pair["zh"]).name, Path(pair["en"]).name) == ("b.txt", "a.txt")
    assert "c.txt: the same bytes as" in done.stderr.replace("\n", "")


def test_a_seeded_conflict_is_found() -> None:
    found = rows(call("check", SEEDS / "pledge-2023.en.txt", SEEDS / "pledge-2023.zh.txt"))
    (conflict,) = [row for row in found if row["status"] == "conflict"]
    assert (conflict["zh_value"], conflict["en_value"], conflict["reason"]) == (33000, 3300, "scale")


def test_a_conflict_can_stop_a_release() -> None:
    files = (SEEDS / "pledge-2023.en.txt", SEEDS / "pledge-2023.zh.txt")
    assert call("check", *files).exit_code == 0
    assert call("check", *files, "--fail-on-conflict").exit_code == 3
    clean = (SEEDS / "customs-2023.en.txt", SEEDS / "customs-2023.zh.txt")
    assert call("check", *clean, "--fail-on-conflict").exit_code == 0


def test_verdicts_in_other_forms() -> None:
    files = (SEEDS / "pledge-2023.en.txt", SEEDS / "pledge-2023.zh.txt")
    (conflict,) = [row for row in rows(call("check", *files)) if row["status"] == "conflict"]
    line = files[0].read_text(encoding="utf-8").splitlines()[conflict["en_line"] - 1]
    assert conflict["en_quote"] in line
    text = call("check", *files, "--format", "text").stdout.splitlines()
    assert f"{files[0]}:{conflict['en_line']}: conflict (scale): zh 3.3萬項 / en 3,300 innovative achievements" in text
    assert "1 conflict" in text[-1]
    (annotation,) = call("check", *files, "--format", "github").stdout.splitlines()
    assert annotation.startswith(
        f"::error file={files[0]},line={conflict['en_line']},title=Figures disagree%3A scale::"
    )
    log = json.loads(call("check", *files, "--format", "sarif").stdout)
    (result,) = log["runs"][0]["results"]
    assert result["ruleId"] == "scale"
    assert {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]} >= {"scale"}
    region = result["relatedLocations"][0]["physicalLocation"]["region"]
    quoted = files[0].read_bytes()[region["byteOffset"] : region["byteOffset"] + region["byteLength"]]
    assert quoted.decode() == conflict["en_quote"]


def test_files_without_text_are_no_crash(tmp_path: Path) -> None:
    (tmp_path / "zh").write_text("")
    (tmp_path / "en").write_text("There were 35 people.\n")
    result = call("check", "--zh", tmp_path / "zh", "--en", tmp_path / "en", "--aligned")
    assert result.exit_code == 1
    assert "empty" in result.stderr


def test_given_lines(tmp_path: Path) -> None:
    (tmp_path / "zh").write_text("全省法院受理案件9.1万件。\n海关查扣货物15766批次。\n全年登记作品3293件。\n")
    (tmp_path / "en").write_text(
        "Courts accepted 91,000 cases.\nCustoms seized 15,776 batches.\nThere were 3,293 registrations.\n"
    )
    beads = rows(call("align", "--zh", tmp_path / "zh", "--en", tmp_path / "en"))
    assert [(bead["zh"], bead["en"]) for bead in beads] == [([0], [0]), ([1], [1]), ([2], [2])]
    found = rows(call("check", "--zh", tmp_path / "zh", "--en", tmp_path / "en", "--aligned"))
    assert [(row["status"], row["reason"]) for row in found] == [
        ("agree", None),
        ("conflict", "value"),
        ("agree", None),
    ]
    assert [row["status"] for row in rows(call("check", "--zh", tmp_path / "zh", "--en", tmp_path / "en"))] == [
        "agree", "conflict", "agree",
    ]  # fmt: skip


def test_numbers_that_are_no_facts_are_told_with_the_place_of_their_sentences(tmp_path: Path) -> None:
    (tmp_path / "zh").write_text("第一行。\n航班编号是 447。\n")
    (tmp_path / "en").write_text("The first line.\nThe flight is coded 474.\n")
    files = ("--zh", tmp_path / "zh", "--en", tmp_path / "en", "--aligned")
    [row] = rows(call("check", *files))
    assert (row["status"], row["reason"], row["zh_quote"], row["en_quote"]) == ("conflict", "value", "447", "474")
    for side in ("zh", "en"):
        sentence = (tmp_path / side).read_bytes()[row[f"{side}_byte_start"] : row[f"{side}_byte_end"]]
        assert row[f"{side}_line"] == 2 and row[f"{side}_quote"] in sentence.decode()
    [annotation] = call("check", *files, "--format", "github").stdout.splitlines()
    assert annotation.startswith(f"::error file={tmp_path / 'en'},line=2,")
    assert json.loads(call("check", *files, "--format", "sarif").stdout)["runs"][0]["results"][0]["ruleId"] == "value"


def test_aligned_files_of_different_length_are_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "zh").write_text("一。\n二。\n")
    (tmp_path / "en").write_text("One.\n")
    result = call("check", "--zh", tmp_path / "zh", "--en", tmp_path / "en", "--aligned")
    assert (result.exit_code, "2 and 1" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("repair", "missing.txt"),
        ("facts", "missing.txt"),
        ("align",),
        ("align", "--zh", "x"),
        ("check", "a.txt", "--zh", "x", "--en", "y"),
        ("check", SEEDS / "copyright.txt", "--aligned"),
        ("run", "missing-folder"),
        ("run",),
        ("run", "seeds", "--runner", "rocket"),
        ("run", "seeds", "--config", "missing.toml"),
        ("plan", "missing-folder"),
        ("path", "facts", "--output", "missing"),
        ("verify", "--output", "missing"),
        ("explain", "f0", "--output", "missing"),
        ("nonsense",),
    ],
    ids=str,
)
def test_a_wrong_call_is_exit_code_2(
    arguments: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "CRITICAL")
    monkeypatch.chdir(tmp_path)
    result = call(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_a_bad_document_does_not_end_a_command_for_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "zeros.bin"
    bad.write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty.txt").touch()
    result = call("facts", bad, tmp_path / "empty.txt", tmp_path, SEEDS / "pilot-cities.txt")
    assert {Path(row["file"]).name for row in rows(result)} == {"pilot-cities.txt"}
    assert "zeros.bin: looks like binary data" in result.stderr
    assert "empty.txt: the file is empty" in result.stderr
    assert f"{tmp_path}: cannot be read: a folder; name its files" in result.stderr
    assert f"{tmp_path}: cannot be read" in result.stderr


def test_only_bad_documents_are_a_failed_job(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert call("segments", tmp_path / "empty.txt").exit_code == 1


def test_standard_input() -> None:
    found = rows(call("facts", "-", stdin="全省法院受理案件9.1万件。".encode("gb18030")))
    assert [(row["file"], row["value"]) for row in found] == [("-", 91000)]


def test_output_is_utf8_whatever_the_locale() -> None:
    command = [sys.executable, "-m", "flows.cli", "repair", str(SEEDS / "customs-2023.zh.txt")]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}, capture_output=True)
    assert "海关" in json.loads(done.stdout.decode("utf-8"))["text"]


def test_settings_are_toml_that_the_config_option_takes(tmp_path: Path) -> None:
    import tomllib

    printed = call("settings").stdout
    (tmp_path / "all.toml").write_text(printed)
    assert load_settings(tmp_path / "all.toml", inputs=("seeds",)) == BuildSettings(inputs=("seeds",))
    assert tomllib.loads(printed)["ingest"]["max_document_bytes"] == 32 << 20


def test_wrong_settings_name_the_file_and_the_entry(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text("[ingest]\nmax_document_bytes = 0\nunknown = 1\n")
    with pytest.raises(WrongCallError, match=r"c\.toml.*ingest\.max_document_bytes.*ingest\.unknown"):
        load_settings(tmp_path / "c.toml", inputs=("seeds",))
    (tmp_path / "c.toml").write_text("[ingest")
    with pytest.raises(WrongCallError, match=r"c\.toml cannot be read"):
        load_settings(tmp_path / "c.toml", inputs=("seeds",))


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings(None, inputs=("a",)).output = "b"  # type: ignore[misc]
