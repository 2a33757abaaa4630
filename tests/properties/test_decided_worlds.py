"""What must hold in any world, whatever is decided in it from outside."""

from functools import cache

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.population import settle
from model.scenario.decisions import LEVERS, DecisionError, decision
from model.scenario.declare import Declaration, declarations
from model.scenario.load import load
from model.scenario.plan import planned, talks
from model.scenario.tree import Scenario
from model.world import World

SHORT = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
NAME = "classroom"
DECLARED = {each.path: each for each in declarations(Scenario) if each.path in LEVERS}
ISSUES = {"envelope": 11}  # of other talks 10


@cache
def classroom() -> Scenario:
    """Read once: a frozen scenario can be shared by all examples."""
    return load(NAME)


def value_of(declared: Declaration) -> st.SearchStrategy[str]:
    """Values of a lever over the lower part of its bounds, where they do something."""
    high = declared.low + 0.3 * (declared.high - declared.low)
    if declared.type is int:
        return st.integers(int(declared.low), max(int(declared.low), int(high))).map(str)
    return st.floats(declared.low, high).map(repr)


@st.composite
def moves(draw: st.DrawFn, issues: int) -> str:
    side = draw(st.sampled_from(["host", "partner"]))
    offer = st.lists(st.integers(0, 2), min_size=issues, max_size=issues)
    words = [".".join(map(str, each)) for each in draw(st.lists(offer, max_size=4))]
    last = draw(st.sampled_from(["", "accept", "leave"]))
    return f"{side}:{','.join([*words, *([last] if last or words else ['leave'])]).strip(',')}"


@st.composite
def texts(draw: st.DrawFn) -> str:
    quarter = f"{draw(st.integers(2025, 2034))}Q{draw(st.integers(1, 4))}"
    what = draw(st.sampled_from(["set", "now", "now", "seat"]))
    if what == "set":
        lever = draw(st.sampled_from(sorted(DECLARED)))
        return f"{quarter}:{lever}={draw(value_of(DECLARED[lever]))}"
    name = draw(st.sampled_from(sorted(talks(classroom()))))
    if what == "seat":
        return f"{quarter}:seat:{name}:{draw(moves(ISSUES.get(name.split('-')[0], 10)))}"
    verb = draw(st.sampled_from(["refuse", "call", "sign", "exit", "expel", "invite"]))
    return f"{quarter}:{verb}:{name}"


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Worlds in which up to a dozen things are decided; what gainsays another is left out."""
    wanted: list[str] = []
    for each in draw(st.lists(texts(), min_size=1, max_size=12)):
        try:
            planned(classroom(), [*wanted, each])
        except DecisionError:
            continue
        wanted.append(each)
    return settle(classroom(), draw(st.integers(0, 50)), wanted)


@SHORT
@given(world=worlds())
def test_decided_worlds_keep_their_books(world: World) -> None:
    while not world.over:
        world.step()
        ledger = world.state.ledger
        assert abs(ledger.total()) < 1e-6 * max(1.0, np.abs(ledger.balance).max())
    series, rows = world.series(), world.state.portfolio.rows
    for name in ("capability", "autonomy", "autonomy_alone", "know_how", "trust", "approval"):
        assert series[name].between(-1e-9, 1 + 1e-9).all(), name
    for side in ("host", "partner"):
        gain = rows[f"value_{side}_usd_m"] - rows[f"reservation_{side}_usd_m"]
        assert (gain >= -1e-5).all(), "a deal worth less than none"
    runs = [
        facts["agreement"]
        for _, _, facts in world.graph().edges(data=True)
        if facts["kind"] == "runs"
    ]
    standing = rows[(rows["technology"] >= 0) & ((rows["status"] < 4) | (rows["in_use"] > 0.0))]
    assert sorted(runs) == standing["number"].tolist()
    world.record.agreements()


@SHORT
@given(world=worlds())
def test_every_decision_is_told_once_and_what_is_void_with_its_reason(world: World) -> None:
    world.run()
    told = [each["decision"] for each in world.state.events if each["event"] == "decision"]
    assert sorted(told) == sorted(each.text for each in world.state.plan.decisions)
    void = [each for each in world.state.events if each["event"] == "decision void"]
    assert len({each["decision"] for each in void}) == len(void)
    assert {each["decision"] for each in void} <= set(told)
    assert all(each["because"] for each in void)
    orders = world.state.orders
    assert not any((orders.open, orders.seats, orders.why))


@SHORT
@given(text=texts())
def test_every_text_reads_back_to_the_same_decision(text: str) -> None:
    each = decision(text)
    assert decision(each.text) == each
