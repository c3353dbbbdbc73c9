"""Lines that stand in several documents of a run, on the whole way: what they tell, and what a document more costs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.plan_run import plan_run
from flows.settings import BuildSettings
from tasks.store.versions import open_version

from .conftest import Run

pytestmark = pytest.mark.server
RunBuild = Callable[..., Run]
ONE_EACH = {"max_shard_bytes": 2_100}
"""So that every document is a shard."""
HEAD = ["溪口看板", "集市日历", "街坊来信", "摊主名录", "雨天安排"]
FOOT = ["溪口集市自治会", "会址在老邮局楼上", "摊位号写在门牌背面"]
TEXTS = [
    ("集市改时间", "本周六的集市改在清晨五点开始，一共有三十二个摊位。"),
    ("黄豆涨价了", "卖豆腐的老周说，今年黄豆每斤涨了八角钱，他只好也涨价。"),
    ("添了四盏灯", "东头夜里太暗，自治会添了四盏灯，每盏一百二十元。"),
    ("雨棚修好了", "上月刮破的雨棚已经修好，用去铁皮十一张，没有另外收费。"),
]


def write_page(folder: Path, number: int) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"page-{number}.txt").write_text("\n\n".join([*HEAD, *TEXTS[number], *FOOT]), encoding="utf-8")


def test_a_page_more_leaves_the_others_as_they_are(run_build: RunBuild, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for number in range(3):
        write_page(folder, number)
    (folder / "letter.txt").write_text("街坊来信选\n\n老街的路面去年铺了石板，一共两百米。\n", encoding="utf-8")
    first = run_build(folder, ingest=ONE_EACH)
    assert {name for name in first.states if name.startswith("count")} == {f"count[000{n}]" for n in range(4)}
    segments = open_version(tmp_path / "out").read("segments", ["text", "is_boilerplate"]).to_pylist()
    framed = {row["text"] for row in segments if row["is_boilerplate"]}
    assert framed == {*HEAD, *FOOT}

    write_page(folder, 3)
    settings = BuildSettings(inputs=(str(folder),), output=str(tmp_path / "out"), runner="thread", ingest=ONE_EACH)
    planned = {f"{step.stage}[{step.shard}]": step.why for step in plan_run(settings) if step.action == "run"}
    assert planned["segment[?]"] == planned["extract[?]"] == "repeat[all] has yet to run"
    again = run_build(folder, ingest=ONE_EACH).not_cached
    own = {f"{stage}[0004]" for stage in ("ingest", "repair", "count", "segment", "extract", "sign")}
    assert {name for name in again if "all" not in name} - {"crosscheck[0004]"} == own
    assert {name for name in planned if "?" not in name} <= again | {"pair[all]"}

    off = run_build(folder, ingest=ONE_EACH, repeat={"over_run": False})
    assert "segment[0000]" in off.not_cached
    segments = open_version(tmp_path / "out").read("segments", ["is_boilerplate"]).to_pylist()
    assert not any(row["is_boilerplate"] for row in segments)
