"""Results are whole or not there: kills, second writers, truncated files, places that cannot be."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from experiments.folders import StorageError, new_folder
from experiments.manifest import manifest, seal
from experiments.runner import simulate
from experiments.storage import read_run, write_run
from model.scenario.load import load

ROOT = Path(__file__).resolve().parents[2]

KILLED = """
import sys, time
from pathlib import Path
from experiments.folders import new_folder
with new_folder(Path(sys.argv[1]), "run") as folder:
    (folder / "half.csv").write_text("half")
    print("writing", flush=True)
    time.sleep(60)
"""


def stored(out: Path, seed: int = 1) -> Path:
    result = simulate(load("classroom"), seed)
    with new_folder(out, result.name) as folder:
        write_run(folder, [result])
        seal(folder, manifest(result.scenario, [seed], "test"))
    return out / result.name


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("results"))


def visible(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir() if not path.name.startswith("."))


def test_a_kill_leaves_no_half_result_and_the_next_run_cleans_up(tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "writing\n"
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    assert visible(tmp_path) == []
    with new_folder(tmp_path, "run") as folder:
        assert list(folder.iterdir()) == []
        (folder / "whole.csv").write_text("whole")
    assert visible(tmp_path) == ["run"]
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["whole.csv"]


def spoil(out: Path, name: str) -> None:
    with new_folder(out, name) as folder:
        (folder / "series.csv").write_text("nonsense")
        raise ZeroDivisionError


def test_an_error_while_writing_keeps_what_stood_there(tmp_path: Path) -> None:
    place = stored(tmp_path)
    before = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    with pytest.raises(ZeroDivisionError):
        spoil(tmp_path, place.name)
    assert {p.name: p.read_bytes() for p in place.iterdir() if p.is_file()} == before


def test_a_second_writer_waits_and_is_refused(tmp_path: Path) -> None:
    begun = time.monotonic()
    with (
        new_folder(tmp_path, "run"),
        pytest.raises(StorageError),
        new_folder(tmp_path, "run", patience=0.2),
    ):
        pass
    assert time.monotonic() - begun < 30


def test_what_was_written_is_read_back(written: Path) -> None:
    result, back = simulate(load("classroom"), 1), read_run(written)
    assert back.name == result.name
    assert back.series["autonomy"].tolist() == result.series["autonomy"].tolist()
    assert len(back.agreements) == len(result.agreements)
    assert back.graph.number_of_edges() == result.graph().number_of_edges()
    assert back.scenario() == result.scenario


@pytest.mark.parametrize("name", ["series.parquet", "events.jsonl", "graph.json", "manifest.json"])
def test_a_truncated_file_is_named(tmp_path: Path, name: str) -> None:
    place = stored(tmp_path)
    path = place / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(StorageError, match=name):
        read_run(place)


@pytest.mark.parametrize("seed", ["7", -1, 1.5, None])
def test_a_seed_that_is_none_is_named(tmp_path: Path, seed: object) -> None:
    path = stored(tmp_path) / "manifest.json"
    said = json.loads(path.read_bytes()) | {"seed": seed}
    path.write_text(json.dumps(said))
    with pytest.raises(StorageError, match=r"manifest\.json: seed = .*: expected a whole number"):
        read_run(path.parent)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    place = stored(tmp_path)
    (place / "partners.parquet").unlink()
    with pytest.raises(StorageError, match=r"partners\.parquet"):
        read_run(place)


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=str(tmp_path)):
        read_run(tmp_path)
