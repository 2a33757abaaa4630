"""Tables are whole at any moment, and say what holds now."""

import errno
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from experiments.files import put
from experiments.folders import StorageError
from experiments.shipped import keep
from experiments.study.sweep import sweep
from experiments.study.work import Bench
from tests.studies import tiny


def full(path, content):
    """Write half of it, as a disk that fills up does."""
    with path.open("wb") as file:
        file.write(content[: len(content) // 2])
    raise OSError(errno.ENOSPC, "ENOSPC")


def test_a_table_that_cannot_be_written_leaves_the_one_before(tmp_path, monkeypatch):
    small = tiny("design.size=2")
    folder = sweep(small, tmp_path).folder
    before = (folder / "runs.csv").read_bytes()
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StorageError, match="the disk is full"):
        sweep(small, tmp_path)
    assert (folder / "runs.csv").read_bytes() == before
    assert not list(folder.glob("*.new"))


def test_a_file_takes_the_place_of_the_one_before_and_a_link_stays_one(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "file")
    for content in (b"one", b"other"):
        put(tmp_path / "link", content)
        assert (tmp_path / "file").read_bytes() == content
    put(Path("/dev/null"), b"gone")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "link"]


def test_stored_tables_that_a_study_has_no_more_are_removed(tmp_path):
    small = tiny("design.size=2")
    sweep(small, tmp_path / "out")
    stored = keep(small, tmp_path / "out", tmp_path / "results")
    before = sorted(stored.iterdir())
    for name in ("boxes.csv", "robustness.png"):
        (stored / name).write_bytes(b"of another code")
    keep(small, tmp_path / "out", tmp_path / "results")
    assert sorted(stored.iterdir()) == before


def test_failures_that_were_done_since_are_no_longer_told(tmp_path, monkeypatch):
    def raises(*_):
        raise ZeroDivisionError

    small = tiny("design.size=2")
    with monkeypatch.context() as patch:
        patch.setattr(Bench, "scenario", raises)
        folder = sweep(small, tmp_path).folder
    assert "ZeroDivisionError" in (folder / "failures.csv").read_text()
    assert sweep(small, tmp_path, retry=True).failures == ()
    assert not (folder / "failures.csv").exists()


def test_parquet_stays_within_what_small_readers_take(tmp_path):
    """Those of R take flat tables of plain or dictionary pages, in Zstandard or Snappy."""
    folder = sweep(tiny("design.size=1", 'series=["autonomy"]'), tmp_path).folder
    files = [folder / "runs.parquet", *folder.glob("series/*/*/*.parquet")]
    assert len(files) > 1
    for file in files:
        table = pq.read_metadata(file)
        assert table.schema.to_arrow_schema().names == [c.name for c in table.schema]
        for column in (table.row_group(0).column(at) for at in range(table.num_columns)):
            assert column.physical_type in {"DOUBLE", "INT64", "INT32", "BYTE_ARRAY", "BOOLEAN"}
            assert column.compression in {"ZSTD", "SNAPPY"}
            assert set(column.encodings) <= {"PLAIN", "RLE", "RLE_DICTIONARY"}
