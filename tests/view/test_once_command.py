"""The command `once`, as a user meets it."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from experiments.storage import read_run
from model.scenario.load import load_with_provenance
from model.scenario.quantities import quantities
from view import folder as module
from view.commands.once import once


def run(*arguments: str) -> Result:
    return CliRunner().invoke(once, arguments)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("results")
    result = run("classroom", "--seed", "3", "--out", str(out))
    assert result.exit_code == 0, result.output
    (made,) = [path for path in out.iterdir() if not path.name.startswith(".")]
    return made


def test_a_run_leaves_data_figures_and_a_report(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    for stem in ("series", "partners", "technologies", "agreements"):
        assert {f"{stem}.csv", f"{stem}.parquet"} <= names
    assert {"events.jsonl", "graph.graphml", "graph.json", "manifest.json", "report.html"} <= names
    figures = {path.stem for path in (folder / "figures").glob("*.png")}
    assert figures == {
        "autonomy", "dependence", "graph", "capability", "benchmarks", "agreements", "money",
        "bargaining",
    }  # fmt: skip


def test_the_folder_is_named_after_the_run(folder: Path) -> None:
    said = json.loads((folder / "manifest.json").read_text())
    assert folder.name == said["run"]
    assert re.fullmatch(r"classroom-[0-9a-f]{12}-3", folder.name)
    assert read_run(folder).name == folder.name


def test_the_report_needs_nothing_from_elsewhere(folder: Path) -> None:
    page = (folder / "report.html").read_text()
    assert not re.search(r"""(src|href)=["'](?!data:)""", page)
    assert "http://" not in page
    assert "https://" not in page
    assert "Arenia" in page
    assert "python run.py once classroom --seed 3" in page


def test_the_report_counts_assumptions_and_their_ranges(folder: Path) -> None:
    loaded = load_with_provenance("classroom")
    known = [loaded.provenance[each.path] for each in quantities(loaded.scenario)]
    assumed = [each for each in known if each.mark == "assumption"]
    ranged = sum(each.range is not None for each in assumed)
    page = " ".join((folder / "report.html").read_text().split())
    assert ranged < len(assumed)
    assert f"{len(assumed)} are assumptions, {ranged} of them with a range" in page


def test_the_same_name_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    assert run("classroom", "--seed", "3", "--out", str(tmp_path)).exit_code == 0
    again = tmp_path / folder.name
    data = [path for path in folder.iterdir() if path.is_file()]
    assert len(data) > 10
    for path in data:
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name


def test_two_policies_meet_the_same_seeds(tmp_path: Path) -> None:
    other = tmp_path / "shy.toml"
    other.write_text('extends = "classroom"\nname = "shy"\n[policy]\nmax_partner_share = 0.2\n')
    result = run(
        "classroom", "--seeds", "2", "--workers", "1", "--policy", str(other), "--no-figures",
        "--out", str(tmp_path / "out"),
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    (made,) = [path for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")]
    # So that the run alone, written before or after, stands beside it.
    assert re.fullmatch(r"classroom-[0-9a-f]{12}-1-2seeds-vs-shy-[0-9a-f]{12}", made.name)
    stored = read_run(made)
    assert stored.comparison is not None
    assert stored.seeds is not None
    assert set(stored.seeds["seed"]) == {1, 2}
    assert (stored.comparison["seeds"] <= 2).all()
    assert "same seeds and shocks" in result.output
    assert "95\N{NO-BREAK SPACE}% interval" in result.output


def test_decisions_are_part_of_the_run_and_of_the_folder(folder: Path, tmp_path: Path) -> None:
    texts = ("2028Q1:policy.concession=0.5", "2025Q1:refuse:grids-cassia")
    words = [word for text in texts for word in ("--decide", text)]
    out = ("--no-figures", "--out", str(tmp_path))
    result = run("classroom", "--seed", "3", *words, *out)
    assert result.exit_code == 0, result.output
    (made,) = [path for path in tmp_path.iterdir() if not path.name.startswith(".")]
    assert re.fullmatch(rf"{folder.name}-d[0-9a-f]{{7}}", made.name)
    stored = read_run(made)
    assert stored.manifest["decisions"] == sorted(texts)
    assert [each.text for each in stored.decisions] == stored.manifest["decisions"]
    assert not stored.series.equals(read_run(folder).series)
    assert "without effect: no talk about it came to a text" in result.stderr
    again = shlex.split(stored.manifest["command"])[3:]
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    assert run(*again, *out).exit_code == 0
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


def test_in_spanish_the_data_are_the_same_and_the_rest_is_told_in_spanish(
    folder: Path, tmp_path: Path
) -> None:
    out = ("--no-figures", "--out", str(tmp_path))  # those and the report: see test_exports
    result = run("classroom", "--seed", "3", "--lang", "es", *out)
    assert result.exit_code == 0, result.output
    assert "seguiría cubierto" in result.output
    assert "Conversaciones y acuerdos" in result.output
    made = tmp_path / folder.name
    command = json.loads((made / "manifest.json").read_text())["command"]
    assert command == "python run.py once classroom --seed 3 --lang es"
    for path in folder.glob("*.csv"):
        assert path.read_bytes() == (made / path.name).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("classroom", "--lang", "qu"), "qu"),
        (("classroom", "--seed", "-1"), "--seed -1"),
        (("classroom", "--seeds", "0"), "--seeds 0"),
        (("classroom", "--workers", "-2"), "--workers -2"),
        (("classroom", "--seed", "one"), "one"),
        (("clasroom",), "classroom"),
        (("classroom", "--policy", "nowhere.toml"), "nowhere.toml"),
        (("classroom", "--policy", "peru2040"), "expected the host of classroom, Arenia, not Peru"),
        (("classroom", "--policy", "classroom"), "has the values of the scenario itself"),
        (("classroom", "--set", "council.budget_usd_m=-3"), "council.budget_usd_m"),
        (("classroom", "--decide", "2099Q1:policy.concession=2"), "outside the run"),
        (("classroom", "--decide", "2026Q1:policy.concesion=2"), "did you mean policy.concession"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], text: str
) -> None:
    result = run(*arguments, "--out", str(tmp_path / "out"))
    assert result.exit_code == 2
    assert text in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_where_the_folder_should_be_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "results"
    place.write_text("mine")
    result = run("classroom", "--out", str(place))
    assert result.exit_code == 1
    assert str(place) in result.stderr
    assert place.read_text() == "mine"


def test_an_interruption_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "draw", stop)
    result = run("classroom", "--out", str(tmp_path))
    assert result.exit_code == 130
    assert "nothing was written" in result.stderr
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == []
