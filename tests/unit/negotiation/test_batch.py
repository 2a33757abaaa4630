"""Many bargains in one call: the same as one by one, on any number of cores."""

import threading

import numpy as np
import pytest

from experiments.bench_bargain import floors_of, opposed_tables, styles_of
from model.negotiation import batch
from model.negotiation.play import play

pytestmark = pytest.mark.core

TABLES = opposed_tables(450, 2, 3, 4)
FLOORS = floors_of(TABLES, 0.3)
LEVELS = np.array([4, 3, 4])
STYLES = np.repeat(styles_of(2, 2.0, 0.5)[None], 450, axis=0)


def played(cores, talks=450):
    """Return the bytes of the first talks."""
    some = slice(talks)
    ends, worth = batch.play_many(
        TABLES[some], LEVELS, FLOORS[some], STYLES[some], 25, 0, True, cores
    )
    assert ends.shape == (talks, 2, 6)
    assert worth.shape == (talks, 2, 4)
    return ends.tobytes(), worth.tobytes()


def test_a_batch_is_its_bargains_one_by_one_on_any_number_of_cores():
    ends, worth = [], []
    for table, floor, style in zip(TABLES, FLOORS, STYLES, strict=True):
        end, value = play(
            *(table, LEVELS, floor, style, 25, 0, True, 0.0, np.zeros((0, 0, 2))),
            np.zeros((0, 0, 2, 0), dtype=np.int64),
        )
        ends.append(end.tobytes())
        worth.append(value.tobytes())
    singly = b"".join(ends), b"".join(worth)
    assert [played(cores) == singly for cores in (0, 1, 2, 3, 4)] == [True] * 5


@pytest.mark.parametrize("talks", [0, 1, 99, 201])
def test_a_batch_may_be_small(talks):
    ends, worth = played(3, talks)
    whole = played(1)
    assert whole[0].startswith(ends)
    assert whole[1].startswith(worth)


def test_a_large_batch_is_shared_out_and_a_small_one_is_not(monkeypatch):
    threads = set()
    play_each = batch._play_each

    def watched(*arguments):
        threads.add(threading.current_thread())
        play_each(*arguments)

    monkeypatch.setattr(batch, "_play_each", watched)
    played(1)
    played(4, 199)
    assert threads == {threading.main_thread()}
    played(4)
    assert threads > {threading.main_thread()}


def test_an_error_in_a_thread_comes_out(monkeypatch):
    def broken(*arguments):
        raise RuntimeError("no more memory")

    monkeypatch.setattr(batch, "_play_each", broken)
    with pytest.raises(RuntimeError, match="no more memory"):
        played(2)
