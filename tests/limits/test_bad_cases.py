"""Case files that are wrong, and one that a stranger wrote for another country and class."""

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from model.scenario.case import load_case
from model.scenario.problems import ScenarioError
from view.commands.validate import validate

SOUND = """
extends = "classroom"
name = "stranger"
title = "Smart grids of Arenia"
[case]
asks = "Does it learn?"
note = "Invented."
[points.later]
measure = "know_how"
of = "grids"
when = "2030-2032"
read = "mean"
recorded = { value = 0.3, source = "invented", mark = "assumption" }
[points.money]
measure = "exports_usd_m"
of = "host"
when = "2031Q2"
recorded = { value = 400.0, source = "invented", mark = "assumption" }
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(validate, arguments)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "stranger.toml"
    file.write_text(SOUND, encoding="utf-8")
    return file


def test_a_new_case_runs_as_it_is(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "results"
    done = run(str(path), "--draws", "4", "--workers", "1", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert "Parameters fitted: none" in done.output
    (folder,) = [each for each in out.iterdir() if not each.name.startswith(".")]
    points = pd.read_csv(folder / "points.csv")
    assert list(points["point"]) == ["later", "money"]
    assert set(points["verdict"]) <= {"inside", "above", "below"}
    assert points["error"].to_numpy() == pytest.approx(points["median"] - points["recorded"])
    runs = pd.read_parquet(folder / "runs" / "stranger.parquet")
    assert list(runs["seed"]) == [1, 2, 3, 4]
    assert runs["absorption.own_learning"].between(0.005, 0.04).all()
    assert runs["points.later"].median() == pytest.approx(points["median"][0])
    report = json.loads((folder / "validation.json").read_text())
    assert report["fitted"] == []
    assert (folder / "cases.png").read_bytes().startswith(b"\x89PNG")
    assert set(json.loads((folder / "manifest.json").read_text())["files"]) == {
        "points.csv", "runs/stranger.parquet", "validation.json", "cases.png",
    }  # fmt: skip


def test_a_case_extends_the_base_of_the_folder_from_anywhere(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    mine = SOUND.replace("classroom", "korea_nuclear").replace("grids", "reactors")
    file.write_text(mine.replace("2030-2032", "1990").replace("2031Q2", "2001"), encoding="utf-8")
    read = [each.name for each in load_case(file).files]
    assert read[-3:] == ["frame.toml", "korea_nuclear.toml", "mine.toml"]
    file.write_text(SOUND.replace("classroom", "fram"), encoding="utf-8")
    with pytest.raises(ScenarioError, match="did you mean frame"):
        load_case(file)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"know_how"', '"know_hwo"', 'points.later.measure = "know_hwo": expected the name of an'),
        ('"grids"', '"gridz"', 'points.later.of = "gridz": expected host, loans, or the id of a'),
        ('"2030-2032"', '"2030-2045"', 'points.later.when = "2030-2045": expected a year, a'),
        ('"2031Q2"', '"spring"', 'points.money.when = "spring": expected a year, a quarter such'),
        ('"2031Q2"', "2024", "points.money.when = 2024: expected a year, a quarter such as 2025Q2"),
        ('read = "mean"', 'read = "sum"', 'points.later.read = "sum": expected'),
        ('read = "mean"', 'read = "share"', 'points.later.read = "share": expected last, mean or'),
        ("value = 0.3,", "value = nan,", "points.later.recorded = nan: expected"),
        (', source = "invented", mark', ", mark", "points.later.recorded.source: expected the so"),
        ("[case]", "[kase]", "case: expected a table; nothing is given"),
        ('asks = "Does it learn?"', "", "case.asks: expected"),
        ('note = "Invented."', 'note = ""\nrests_on = ["policy.x"]', 'case.rests_on = "policy.x":'),
        ('extends = "classroom"', 'extends = "clasroom"', 'extends = "clasroom": expected'),
        ('name = "stranger"', "name = ", "expected TOML"),
    ],
)
def test_what_is_wrong_is_named(path: Path, old: str, new: str, said: str) -> None:
    assert old in SOUND
    path.write_text(SOUND.replace(old, new, 1), encoding="utf-8")
    done = run(str(path), "--draws", "4")
    assert done.exit_code == 2
    assert said in done.stderr
    assert "stranger.toml" in done.stderr
    assert "Traceback" not in done.stderr


def test_all_that_is_wrong_is_told_at_once(path: Path) -> None:
    path.write_text(SOUND.replace('"know_how"', '"x"').replace('"host"', '"y"'), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_case(path)
    assert {each.key for each in caught.value.problems} == {
        "points.later.measure", "points.money.of",
    }  # fmt: skip


def test_a_scenario_without_points_is_no_case(tmp_path: Path) -> None:
    file = tmp_path / "plain.toml"
    file.write_text('extends = "classroom"\nname = "plain"\n', encoding="utf-8")
    done = run(str(file))
    assert done.exit_code == 2
    assert "points" in done.stderr
    file.write_text(SOUND.partition("[points.")[0] + "[points]\n", encoding="utf-8")
    done = run(str(file))
    assert done.exit_code == 2
    assert "at least one recorded point" in done.stderr


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    done = run("china_wnd", "nowhere.toml")
    assert done.exit_code == 2
    assert "did you mean china_wind?" in done.stderr
    assert "nowhere.toml" in done.stderr


def test_a_file_in_the_way_is_told_before_any_run(path: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    done = run(str(path), "--draws", "2", "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "a file stands where a folder should be" in done.stderr
    assert "running" not in done.output
