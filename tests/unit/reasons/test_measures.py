"""Why measures change: inputs give the record again, parts sum to the change, names are checked."""

from collections.abc import Sequence

import numpy as np
import pytest

from agents.population import settle
from experiments.questions import ALSO, asked, known, span_of, without_parts
from experiments.reasons import reasons, remembered, why
from experiments.recall import RecallError
from model.attribution import BY, split
from model.flow_parts import FLOWS
from model.metrics.declared import names
from model.metrics.indicator import SHEETS
from model.mixture import Mixture
from model.players import inputs_at
from model.scenario.load import load
from model.snapshot import History
from model.structure_parts import STRUCTURE, structure_reasons
from model.world import World

LAST = 39


@pytest.fixture(scope="module")
def told() -> tuple[World, History]:
    """A world of ten years that somebody has watched."""
    world, history = settle(load("peru2040"), 3), History()
    history(world)
    while world.quarter <= LAST:
        world.step()
        history(world)
    return world, history


@pytest.fixture(scope="module")
def history(told: tuple[World, History]) -> History:
    return told[1]


#: Something of every kind, so that what is worked out afterwards meets all of it.
DECIDED = (
    "2025Q4:refuse:computing-uae",
    "2026Q1:sign:nuclear-china",
    "2026Q3:policy.concession=0.5",
    "2027Q1:policy.discount_rate=0.02",
    "2027Q2:policy.tactic=micro",
    "2027Q3:council.budget_usd_m=9000",
    "2028Q1:exit:automation-korea",
    "2028Q2:exit:envelope-singapore",
    "2028Q3:expel:computing-china",
    "2029Q1:invite:transport-korea",
    "2030Q1:policy.research_target=0.02",
)


def recorded(world: World, sheet: str, name: str, quarter: int) -> list[float]:
    frame = {
        "host": world.series(),
        "partner": world.record.partners(),
        "technology": world.record.technologies(),
    }[sheet]
    return frame.loc[frame["quarter"] == quarter, name].astype(float).tolist()


def test_watching_changes_nothing(told: tuple[World, History]) -> None:
    blind = settle(load("peru2040"), 3)
    while blind.quarter <= LAST:
        blind.step()
    assert blind.series().equals(told[0].series())


@pytest.mark.parametrize("quarter", [0, 17, LAST])
@pytest.mark.parametrize("key", list(STRUCTURE), ids="-".join)
def test_inputs_of_one_date_give_what_was_recorded(
    told: tuple[World, History], key: tuple[str, str], quarter: int
) -> None:
    world, history = told
    was = recorded(world, *key, quarter)
    mixture = Mixture(history.state, inputs_at(history, quarter, quarter))
    now = [STRUCTURE[key](mixture, at) for at in range(len(was))]
    assert now == pytest.approx(was, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("key", list(FLOWS), ids="-".join)
def test_stocks_are_those_of_the_record(told: tuple[World, History], key: tuple[str, str]) -> None:
    world, history = told
    was = recorded(world, *key, LAST)
    places = [-1] if key[0] == "host" else range(len(was))
    now = [FLOWS[key][0](history, LAST, place) for place in places]
    assert now == pytest.approx(was, rel=1e-12, abs=1e-9)


@pytest.mark.parametrize("dates", ["start..2027", "2031", "2029Q2"])
@pytest.mark.parametrize("name", known("host"))
def test_parts_sum_to_the_change(history: History, name: str, dates: str) -> None:
    scenario = history.state.scenario
    found = reasons(history, asked(scenario, name), span_of(scenario, dates), 2)
    scale = max(1.0, abs(found.before), abs(found.after))
    assert abs(sum(part.amount for part in found.parts) - found.change) <= 1e-9 * scale
    for key in BY:
        assert float(found.by(key).sum()) == pytest.approx(found.change, abs=1e-9 * scale)


@pytest.mark.parametrize("of", ["China", "nuclear_operation"])
def test_parts_of_partners_and_technologies_sum_too(history: History, of: str) -> None:
    scenario = history.state.scenario
    sheet = asked(scenario, "dependence" if of == "China" else "met", of).sheet
    for name in known(sheet):
        found = reasons(history, asked(scenario, name, of), span_of(scenario, "2026..2033"), 2)
        scale = max(1.0, abs(found.before), abs(found.after))
        assert abs(sum(part.amount for part in found.parts) - found.change) <= 1e-9 * scale


@pytest.fixture(scope="module")
def decided() -> tuple[World, History]:
    """The same world, had somebody decided otherwise."""
    world, history = settle(load("peru2040"), 3, DECIDED), History()
    history(world)
    while world.quarter <= LAST:
        world.step()
        history(world)
    return world, history


@pytest.mark.parametrize("name", known("host"))
def test_parts_sum_where_somebody_decided_otherwise(
    decided: tuple[World, History], name: str
) -> None:
    world, history = decided
    scenario = load("peru2040")
    found = reasons(history, asked(scenario, name), span_of(scenario, "2025Q3..2034"), 2)
    scale = max(1.0, abs(found.before), abs(found.after))
    assert abs(sum(part.amount for part in found.parts) - found.change) <= 1e-9 * scale
    was = [recorded(world, "host", name, quarter)[0] for quarter in (2, LAST)]
    assert (found.before, found.after) == pytest.approx(was, rel=1e-9, abs=1e-9)


def test_an_additive_measure_needs_no_sampling(history: History) -> None:
    # Every plant has its jobs, whatever the others do: each order gives the same parts.
    found = structure_reasons(history, ("host", "jobs"), ("", 0), (7, 31), ("a", "b"), 4)
    rows = history.at(31).rows
    atlas = history.state.atlas
    for part in found.parts:
        row = int(part.agreement.rsplit("-", 1)[1])
        k = int(rows["technology"][row])
        used = float(rows["units"][row] * rows["in_use"][row])
        early = history.at(7).rows
        if row < len(early):
            used -= float(early["units"][row] * early["in_use"][row])
        assert part.amount == pytest.approx(used * atlas.need_usd_m[k] * atlas.jobs[k], rel=1e-9)
        assert part.error == pytest.approx(0.0, abs=1e-9)


def test_needs_that_grow_and_states_that_withhold_are_called_so(history: History) -> None:
    whole = structure_reasons(history, ("host", "capability"), ("", 0), (-1, LAST), ("a", "b"), 4)
    causes = whole.by("cause")
    assert causes["needs"] < 0.0 < causes["plant"]
    assert set(whole.by("partner").index) <= {*history.state.atlas.states, ""}


def test_exact_and_sampled_parts_agree_where_both_can_be_had() -> None:
    rate = np.arange(1.0, 9.0)

    def worth(some: Sequence[int]) -> float:
        return float(np.prod(1.0 + rate[list(some)]) ** 0.5)

    exact, none, orders = split(worth, lambda order: [], 8, 2)
    assert orders == 0
    assert not none.any()

    def walk(order: Sequence[int]) -> list[float]:
        return [worth(order[:count]) for count in range(len(order) + 1)]

    about, error, orders = split(worth, walk, 8, 400, exact=3)
    assert orders == 800
    assert (np.abs(about - exact) < 5.0 * error + 1e-9).all()
    assert about.sum() == pytest.approx(exact.sum(), abs=1e-9)


def test_every_measure_of_the_host_has_parts_or_a_reason_why_not() -> None:
    assert not set(known("host")) & set(without_parts())
    assert {*known("host"), *without_parts()} == set(names("host"))
    assert set(ALSO.values()) <= set(known("host"))
    for sheet in SHEETS:
        assert set(known(sheet)) <= set(names(sheet))


@pytest.mark.parametrize(
    ("measure", "of", "says"),
    [
        ("autonmy", "", "did you mean autonomy"),
        ("commodity", "", "drawn before the run"),
        ("exit_loss", "", "it is one of a partner: name it with --of"),
        ("autonomy", "China", "it is one of a host"),
        ("met", "chinna", "did you mean china"),
        ("", "", "expected one of capability"),
    ],
)
def test_a_measure_that_is_not_there(measure: str, of: str, says: str) -> None:
    with pytest.raises(RecallError, match=says):
        asked(load("peru2040"), measure, of)


@pytest.mark.parametrize(
    ("dates", "says"),
    [
        ("2024", "outside the run"),
        ("2031..2029", "an earlier date, two dots, a later one"),
        ("2031..2031", "an earlier date, two dots, a later one"),
        ("soon", "expected a year and a quarter"),
        ("", "expected a year and a quarter"),
        ("..2031", "expected a year and a quarter"),
        ("2030Q5..2031", "expected a year and a quarter"),
    ],
)
def test_dates_that_are_not_there(dates: str, says: str) -> None:
    with pytest.raises(RecallError, match=says):
        span_of(load("peru2040"), dates)


def test_the_first_year_begins_at_the_start() -> None:
    found = why("classroom", 1, "know-how", "2025")
    assert (found.start, found.end) == ("start", "2025Q4")
    assert remembered("classroom", 1, "2025Q1").at(-1).quarter == -1
