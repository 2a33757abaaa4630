"""Kills, second drivers, damaged files, full disks: nothing recorded is lost or done again."""

import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from experiments.folders import DamageError, StorageError
from experiments.study import parts
from experiments.study.journal import JOURNAL, Journal
from experiments.study.parts import PARTS
from experiments.study.store import driving, folder_of
from experiments.study.sweep import sweep
from experiments.study.verify import verify
from tests.studies import tiny

ROOT = Path(__file__).resolve().parents[3]

DRIVEN = """
import sys
from pathlib import Path
from experiments.study import driver
from experiments.study.sweep import sweep
from tests.studies import tiny
driver.MOST_SECONDS = 0.0
sweep(tiny("design.size=30", "engine.chunk_seconds=0.05"), Path(sys.argv[1]))
"""


def large():
    return tiny("design.size=30", "engine.chunk_seconds=0.05")


def tables(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in ("runs.parquet", "runs.csv", "columns.csv")]


def many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.study.driver.MOST_SECONDS", 0.0)


def test_kill_9_then_resume_gives_the_tables_of_an_undisturbed_study(tmp_path):
    folder = folder_of(tmp_path / "killed", large())
    driver = subprocess.Popen([sys.executable, "-c", DRIVEN, str(tmp_path / "killed")], cwd=ROOT)
    until = time.monotonic() + 60
    while len(list(folder.glob(f"{PARTS}/*.parquet"))) < 5:
        assert driver.poll() is None
        assert time.monotonic() < until
        time.sleep(0.002)
    os.kill(driver.pid, signal.SIGKILL)
    driver.wait()
    whole = {run for part in folder.glob(f"{PARTS}/*.parquet") for run in runs_of(part)}
    journal = Journal(folder)
    recorded = journal.done()
    journal.close()
    assert 0 < len(recorded) < 60
    assert recorded <= whole

    swept = sweep(large(), tmp_path / "killed")
    assert swept.progress.before == len(whole), "a part that had its name is kept"
    assert swept.progress.done == 60 - len(whole), "no run is done twice that was recorded"
    calm = sweep(large(), tmp_path / "calm")
    assert tables(swept.folder) == tables(calm.folder)
    assert not list(swept.folder.rglob("*.new"))


def test_what_a_killed_driver_leaves_is_cleared_away(tmp_path):
    calm = sweep(tiny(), tmp_path)
    before = tables(calm.folder)
    (calm.folder / PARTS / "00000007.new").write_bytes(b"half")
    orphan = calm.folder / PARTS / "00000099.parquet"
    orphan.write_bytes((calm.folder / PARTS / "00000000.parquet").read_bytes())
    swept = sweep(tiny(), tmp_path)
    assert swept.progress.done == 0
    assert not orphan.exists()
    assert tables(swept.folder) == before


def test_a_stop_is_gone_on_with(tmp_path):
    asked = iter([False, True])
    small = tiny("engine.chunk_seconds=0.01", "design.size=20")
    first = sweep(small, tmp_path / "stopped", stop=lambda: next(asked, True))
    assert first.progress.state == "stopped"
    assert 0 < first.progress.done < 40
    second = sweep(small, tmp_path / "stopped")
    assert second.progress.state == "finished"
    assert first.progress.done + second.progress.done == 40
    assert tables(second.folder) == tables(sweep(small, tmp_path / "calm").folder)


def test_a_second_driver_is_refused(tmp_path):
    folder = folder_of(tmp_path, tiny())
    with (
        driving(folder, tiny()),
        pytest.raises(StorageError, match="another process"),
    ):
        sweep(tiny(), tmp_path)


@pytest.mark.parametrize("harm", ["truncated", "missing", "rubbish", "page"])
def test_a_damaged_part_is_named_and_can_be_mended(tmp_path, monkeypatch, harm):
    many_parts(monkeypatch)
    calm = sweep(tiny("engine.chunk_seconds=0.01"), tmp_path)
    before = tables(calm.folder)
    part = sorted((calm.folder / PARTS).iterdir())[2]
    content = part.read_bytes()
    if harm == "missing":
        part.unlink()
    elif harm == "page":  # size and footer as recorded: only who reads the rows stumbles
        part.write_bytes(content[:4] + bytes(40) + content[44:])
    else:
        part.write_bytes(content[:-9] if harm == "truncated" else bytes(len(content)))
    with pytest.raises(DamageError, match=rf"{part.name}.*--mend") as caught:
        sweep(tiny("engine.chunk_seconds=0.01"), tmp_path)
    assert "are whole" in str(caught.value)
    mended = sweep(tiny("engine.chunk_seconds=0.01"), tmp_path, mend=True)
    assert 0 < mended.progress.done < 6, "only its own runs are done again"
    assert tables(mended.folder) == before


@pytest.mark.parametrize("harm", ["rubbish", "empty", "missing"])
def test_a_damaged_journal_is_told_and_written_anew_without_a_run(tmp_path, monkeypatch, harm):
    many_parts(monkeypatch)
    calm = sweep(tiny("engine.chunk_seconds=0.01"), tmp_path)
    before = tables(calm.folder)
    journal = calm.folder / JOURNAL
    if harm == "missing":
        journal.unlink()
    else:
        journal.write_bytes(b"not a journal" * 999 if harm == "rubbish" else b"")
    with pytest.raises(StorageError, match=r"--mend"):
        sweep(tiny("engine.chunk_seconds=0.01"), tmp_path)
    mended = sweep(tiny("engine.chunk_seconds=0.01"), tmp_path, mend=True)
    assert mended.progress.done == 0, "the rows stand in the parts"
    assert tables(mended.folder) == before


def test_the_only_part_outlives_its_journal(tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.study.driver.MOST_SECONDS", 1e9)
    calm = sweep(tiny(), tmp_path)
    before = tables(calm.folder)
    (part,) = (calm.folder / PARTS).iterdir()
    (calm.folder / JOURNAL).unlink()
    again = sweep(tiny(), tmp_path)
    assert again.progress.done == 0
    assert part.exists()
    assert tables(again.folder) == before


def test_a_disk_too_full_for_the_status_is_told_by_the_rows(tmp_path, monkeypatch):
    many_parts(monkeypatch)
    small = tiny("engine.chunk_seconds=0.01")
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr("experiments.study.driver.STATUS_SECONDS", 0.0)
    with monkeypatch.context() as disk:
        disk.setattr("experiments.study.progress.Progress.write", thrown(full))
        disk.setattr("experiments.study.sweep.write_tables", thrown(full))
        with pytest.raises(StorageError, match="the disk is full; what was recorded stands"):
            sweep(small, tmp_path)
    assert sweep(small, tmp_path).progress.done == 0, "all rows were recorded"


def test_tables_that_cannot_be_written_leave_the_study_broken(tmp_path, monkeypatch):
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr("experiments.study.sweep.write_tables", thrown(full))
    with pytest.raises(StorageError, match="what was recorded stands"):
        sweep(tiny(), tmp_path)
    said = json.loads((folder_of(tmp_path, tiny()) / "status.json").read_bytes())
    assert (said["state"], "disk is full" in said["note"]) == ("broken", True)


def thrown(error: OSError):
    def throw(*_, **__):
        raise error

    return throw


def runs_of(part: Path) -> list[str]:
    return pd.read_parquet(part)["run"].tolist()


def test_a_full_disk_is_told_and_what_was_recorded_stands(tmp_path, monkeypatch):
    many_parts(monkeypatch)
    real, written = parts.durable, []

    def full(path: Path, content: bytes) -> None:
        if len(written) == 3:
            path.write_bytes(content[:7])
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        written.append(path)
        real(path, content)

    monkeypatch.setattr(parts, "durable", full)
    small = tiny("engine.chunk_seconds=0.01")
    with pytest.raises(StorageError, match="the disk is full; what was recorded stands"):
        sweep(small, tmp_path / "full")
    monkeypatch.setattr(parts, "durable", real)
    swept = sweep(small, tmp_path / "full")
    assert swept.progress.before >= 3
    assert swept.progress.before + swept.progress.done == 12
    assert tables(swept.folder) == tables(sweep(small, tmp_path / "calm").folder)


def test_a_journal_that_cannot_grow_is_told(tmp_path, monkeypatch):
    folder = folder_of(tmp_path, tiny())
    with driving(folder, tiny()) as store:
        base = store.journal._base
        monkeypatch.setattr(store.journal, "_base", Full(base))
        with pytest.raises(StorageError, match=r"disk is full.*stands"):
            store.journal.forget(["a"])
        monkeypatch.setattr(store.journal, "_base", base)


class Full:
    """A journal on a disk that is full."""

    in_transaction = False

    def __init__(self, base):
        self.base = base

    def execute(self, *words):
        raise sqlite3.OperationalError("database or disk is full")


def test_verify_finds_a_row_that_is_not_what_the_run_says(tmp_path, monkeypatch):
    calm = sweep(tiny(), tmp_path)
    found = verify(tiny(), tmp_path, sample=4, seed=1)
    assert (found.checked, found.different) == (4, ())
    monkeypatch.setattr("experiments.study.verify.one", changed)
    assert len(verify(tiny(), tmp_path, sample=4, seed=1).different) == 4
    part = next((calm.folder / PARTS).iterdir())
    content = bytearray(part.read_bytes())
    content[40] ^= 1
    part.write_bytes(bytes(content))
    with pytest.raises(StorageError, match=r"not what was recorded"):
        verify(tiny(), tmp_path, sample=1, seed=1)


def changed(bench, task):
    from experiments.study.work import one

    answer = one(bench, task)
    return answer._replace(outcomes=tuple(x * (1 + 2e-16) + 5e-324 for x in answer.outcomes))
