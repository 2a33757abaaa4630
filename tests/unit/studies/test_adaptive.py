"""Adaptive replicates: more where the interval is wide, no more where it is narrow enough."""

import pandas as pd

from experiments.analysis.estimates import interval
from experiments.study.adaptive import grown
from experiments.study.again import only
from experiments.study.plan import planned
from experiments.study.sweep import sweep
from experiments.study.verify import verify
from tests.studies import tiny, tiny_with

WIDTH = 0.02
ASKED = (
    "design.size=3",
    f"replicates.half_width={WIDTH}",
    "replicates.outcome=autonomy",
    "replicates.cap=20",
    "engine.chunk_seconds=0.01",
)


def test_replicates_grow_until_the_interval_is_narrow_or_the_cap_is_reached(tmp_path):
    swept = sweep(tiny(*ASKED), tmp_path / "calm")
    runs = pd.read_parquet(swept.folder / "runs.parquet")
    counts = runs.groupby("row")["autonomy"].count()
    assert counts.max() > 2
    assert set(counts) <= {2, 4, 8, 16, 20}
    for row, values in runs.groupby("row")["autonomy"]:
        mean, low, _ = interval(values.to_numpy())
        assert mean - low <= WIDTH or counts[row] == 20
    assert (swept.progress.done, swept.progress.total) == (len(runs), len(runs))
    again = sweep(tiny(*ASKED), tmp_path / "calm")
    assert (again.progress.before, again.progress.done) == (len(runs), 0)
    assert verify(tiny(*ASKED), tmp_path / "calm", sample=2, seed=1).different == ()
    assert not only(tiny(*ASKED), str(runs["run"].iloc[-1]), tmp_path).error, (
        "a late replicate by its name"
    )

    asked = iter([False] * 9)
    stopped = sweep(tiny(*ASKED), tmp_path / "stopped", stop=lambda: next(asked, True))
    assert stopped.progress.state == "stopped"
    went_on = sweep(tiny(*ASKED), tmp_path / "stopped")
    assert stopped.progress.done + went_on.progress.done == len(runs)
    name = "runs.parquet"
    assert (went_on.folder / name).read_bytes() == (swept.folder / name).read_bytes()


def test_replicates_may_follow_the_difference_between_policies(tmp_path):
    three = "[policies.a]\n[policies.b]\n[policies.c]"
    small = ("design.size=1", "replicates.of=difference", "replicates.cap=4", *ASKED[1:3])
    plan = planned(tiny_with(tmp_path, three, *small))
    noisy, apart = [0.1, 0.9], [0.3, 0.3]
    runs = plan.frame().assign(autonomy=[*noisy, *(x + 0.2 for x in noisy), *apart])
    more = grown(plan, runs)
    assert more is not None
    assert more.counts == (4, 2, 4), "the first is held against the third, the second is known"
    assert grown(plan, runs[runs["policy"] != "c"].assign(autonomy=0.5)) is not None
    assert grown(plan, runs.assign(autonomy=[*noisy] * 3)) is None, "luck in common counts not"


def test_a_plan_grows_only_where_it_must():
    plan = planned(tiny(*ASKED))
    values = [0.5, 0.5, 0.2, 0.9, 0.5, 0.5]
    more = grown(plan, plan.frame().assign(autonomy=values))
    assert more is not None
    assert more.counts == (2, 4, 2)
    assert set(plan.tasks) < set(more.tasks), "what was done stays"
    assert grown(plan, plan.frame().assign(autonomy=0.5)) is None
