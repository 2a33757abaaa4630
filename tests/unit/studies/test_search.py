"""A search finds the front that is there, the same each time, and says how far to trust it."""

import random  # noqa: TID251  # to see that nobody else drew from it
import time

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.front import (
    AS_IS,
    Searched,
    convergence,
    found_policies,
    optimism,
    tried,
)
from experiments.analysis.rows import Rows
from experiments.study.again import only, recorded
from experiments.study.engine import Done
from experiments.study.plan import planned
from experiments.study.sweep import sweep
from experiments.study.verify import verify
from experiments.study.work import Answer
from tests.studies import searching

pytest.importorskip("pymoo")


def rows(opened, swept):
    """The plan of a search as it is recorded, with its runs."""
    plan = recorded(opened, swept.folder.parent)
    return Rows(plan, pd.read_parquet(swept.folder / "runs.parquet"))


def played(monkeypatch, function):
    """Let runs come to a function of their levers and seed."""

    def one(task):
        try:
            return Answer(task.run, function(*task.values, task.seed), "", 0.0)
        except ArithmeticError as error:
            return Answer(task.run, (), repr(error), 0.0)

    monkeypatch.setattr("experiments.study.engine.many", lambda _, tasks: list(map(one, tasks)))


def curved(cap, rivals, tactic, _):
    """Autonomy against needs met: the front is any cap with one rival who is not `micro`."""
    waste = 0.2 * (rivals - 1) + 0.2 * (tactic == "micro")
    return (cap - waste, 1.0 - cap**2 - waste, 2.0 + waste)


LONG = ("design.size=12", "design.generations=7")


def test_the_front_is_the_one_that_is_known(tmp_path, monkeypatch):
    played(monkeypatch, curved)
    opened = searching(*LONG)
    found = found_policies(rows(opened, sweep(opened, tmp_path)))
    found = found[found["policy"] != AS_IS]
    assert len(found) > 12
    assert set(found["rivals"]) == {1}
    assert set(found["tactic"]) == {"time"}
    assert np.allclose(found["met"], 1.0 - found["autonomy"] ** 2)
    assert found["cap"].min() < 0.1
    assert found["cap"].max() > 0.9
    assert np.diff(np.sort(found["cap"])).max() < 0.25, "the whole length of it"


def test_the_other_way_round_the_other_end_is_found(tmp_path, monkeypatch):
    played(monkeypatch, curved)
    turned = [f"objectives.{name}.better=smaller" for name in ("autonomy", "met")]
    opened = searching(*LONG, *turned, "objectives.paid.better=larger")
    found = found_policies(rows(opened, sweep(opened, tmp_path)))
    found = found[found["policy"] != AS_IS]
    assert set(found["rivals"]) == {2}
    assert set(found["tactic"]) == {"micro"}


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    return sweep(searching(), tmp_path_factory.mktemp("calm"))


def test_a_front_is_mutually_non_dominated_and_beats_what_else_was_tried(calm):
    found = rows(searching(), calm)
    names = ["autonomy", "met", "paid"]
    signs = np.array([-1.0, -1.0, 1.0])
    front = found_policies(found).query(f"policy != '{AS_IS}'")[names].to_numpy() * signs
    tried = found.runs[found.runs["luck"] == 0].groupby("row")[names].mean().to_numpy() * signs
    for one in front:
        worse = (front >= one).all(axis=1) & (front > one).any(axis=1)
        assert not worse.any()
    slack = np.array([0.0, 0.0, 0.5])  # the epsilon of the file
    for one in tried:
        assert (front <= one + slack).all(axis=1).any()


def test_a_search_goes_on_from_the_policy_as_it_is_and_ends_under_other_luck(calm):
    found = rows(searching(), calm)
    first = found.plan.design.values[0]
    assert first == (pytest.approx(0.6), 2, "time"), "as the classroom has it"
    seeds = found.runs.groupby("luck")["seed"].unique()
    assert (sorted(seeds[0]), sorted(seeds[1])) == ([1, 2], [3, 4, 5])
    again = found.runs[found.runs["luck"] == 1].groupby("row")["autonomy"].mean()
    table = found_policies(found)
    assert table["autonomy_fresh"].tolist() == pytest.approx(again.tolist(), abs=1e-12)
    assert table["policy"].tolist() == [AS_IS] + ["found"] * (len(table) - 1)
    fell = optimism(found).set_index("objective")
    found_now, as_is = table[1:], table.iloc[0]
    change = (found_now["paid_fresh"] - found_now["paid"]).mean()
    luck = as_is["paid_fresh"] - as_is["paid"]
    assert fell.loc["paid", "optimism"] == pytest.approx(change - luck)
    assert fell.loc["paid", "low"] < change - luck < fell.loc["paid", "high"]


def test_what_was_chosen_for_its_luck_falls_back_under_other_luck(tmp_path, monkeypatch):
    def lucky(cap, rivals, tactic, seed):  # no policy is better than another
        drawn = np.random.default_rng([seed, round(1e6 * cap), rivals, len(tactic)])
        return tuple(drawn.normal(size=3).tolist())

    played(monkeypatch, lucky)
    opened = searching(*LONG, "replicates.count=4", "design.fresh=40")
    table = optimism(rows(opened, sweep(opened, tmp_path))).set_index("objective")
    for name, worse in (("autonomy", -1.0), ("met", -1.0), ("paid", 1.0)):
        assert worse * table.loc[name, "change"] > 0.1
        assert abs(table.loc[name, "fresh"]) < 0.15


def test_all_that_was_tried_is_told_and_the_front_is_among_it(calm):
    found = rows(searching(), calm)
    table, front = tried(found), found_policies(found)
    assert len(table) == Searched(found).count > len(front)
    names = ["generation", *found.names("lever"), *searching().study.objectives]
    among = table.set_index("row").loc[front["row"], names]
    assert among.to_numpy().tolist() == front[names].to_numpy().tolist()


def test_the_hypervolume_never_falls_and_is_that_of_the_toy(tmp_path, monkeypatch, calm):
    assert (convergence(rows(searching(), calm))["hypervolume"].diff().dropna() >= 0.0).all()
    played(monkeypatch, lambda cap, *_: (cap, 1.0 - cap, 0.0))
    opened = searching(*LONG, "objectives.paid.epsilon=0")
    share = convergence(rows(opened, sweep(opened, tmp_path)))["hypervolume"].iloc[-1]
    assert 0.45 < share < 0.5, "a straight front halves the box"


class Shuffled:
    """An engine of three workers whose chunks come back late and in any order."""

    workers = 3

    def __init__(self, seed):
        self.waiting, self.any = [], np.random.default_rng(seed)

    def submit(self, chunk):
        self.waiting.append(chunk)

    def as_completed(self):
        while self.waiting:
            chunk = self.waiting.pop(int(self.any.integers(len(self.waiting))))
            time.sleep(0.002 * self.any.random())
            answers = [Answer(task.run, curved(*task.values, 0), "", 0.1) for task in chunk.tasks]
            yield Done(chunk, answers)

    def shutdown(self):
        self.waiting.clear()


@pytest.mark.parametrize(("seconds", "most"), [(0.0, 1000), (5.0, 2)])
def test_no_search_ends_before_its_last_run_is_recorded(tmp_path, monkeypatch, seconds, most):
    """However late answers come, and wherever rows are recorded: also in the middle of a stage."""
    monkeypatch.setattr("experiments.study.driver.MOST_SECONDS", seconds)
    monkeypatch.setattr("experiments.study.driver.MOST_ROWS", most)
    tables = set()
    for seed in range(2):
        monkeypatch.setattr("experiments.study.crew.engine", lambda *_, seed=seed: Shuffled(seed))
        swept = sweep(searching(), tmp_path / str(seed))
        runs = pd.read_parquet(swept.folder / "runs.parquet")
        assert swept.progress.state == "finished"
        assert swept.progress.done == swept.progress.total == runs["run"].nunique()
        assert runs["luck"].max() == 1, "to the front under other luck"
        tables.add((swept.folder / "runs.csv").read_bytes())
    assert len(tables) == 1


def test_nobody_draws_from_global_generators(tmp_path, monkeypatch):
    played(monkeypatch, curved)
    before = random.getstate(), np.random.get_state()[1].tolist()  # noqa: NPY002, TID251
    sweep(searching(), tmp_path)
    after = random.getstate(), np.random.get_state()[1].tolist()  # noqa: NPY002, TID251
    assert after == before


def test_another_seed_of_the_search_tries_other_policies():
    one, two, other = (planned(searching(f"design.seed={seed}")).design for seed in (1, 1, 2))
    assert one == two
    assert one.values[0] == other.values[0], "the policy as it is"
    assert set(one.values[1:]).isdisjoint(other.values[1:])


@pytest.mark.parametrize("says", [ZeroDivisionError, float("nan")])
def test_a_policy_without_a_value_ranks_last_and_the_search_goes_on(tmp_path, monkeypatch, says):
    def breaks(cap, rivals, tactic, seed):
        if cap > 0.5 and seed == 2:
            if says is ZeroDivisionError:
                raise says
            return (says, 9.0, 0.0)
        return (9.0, 9.0, 0.0) if cap > 0.5 else curved(cap, rivals, tactic, seed)

    played(monkeypatch, breaks)
    swept = sweep(searching(), tmp_path)
    found = rows(searching(), swept)
    assert bool(swept.failures) is (says is ZeroDivisionError)
    assert max(found.plan.design.generation) == 4, "four generations, then other luck"
    assert found_policies(found).query("policy == 'found'")["cap"].max() <= 0.5


def test_levers_that_allow_few_policies_end_a_search_early(tmp_path, monkeypatch):
    played(monkeypatch, curved)
    opened = searching("levers.cap.levels=[0.2,0.8]", "design.size=8", "design.generations=50")
    swept = sweep(opened, tmp_path)
    found = rows(opened, swept)
    assert len(set(found.plan.design.values)) <= 2 * 2 * 2
    assert len(found_policies(found)) == 2, "either cap; the classroom's own cannot be said"


def test_single_runs_of_a_search_are_found_by_name_where_it_is_recorded(calm):
    last = str(pd.read_parquet(calm.folder / "runs.parquet")["run"].iloc[-1])
    out = calm.folder.parent
    assert not only(searching(), last, out).error
    assert verify(searching(), out, sample=3, seed=2).different == ()
    with pytest.raises(KeyError):
        only(searching(), last, out / "elsewhere")
