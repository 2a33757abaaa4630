"""What-if exits: against the exit game, against each other, and from the command line."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from experiments.recall import RecallError, quarter_of, recalled
from model.departure import (
    Aftermath,
    Leavers,
    aftermath,
    foreign_part,
    single_and_pair_exits,
    supply_leaving,
)
from model.scenario.load import load
from model.state import State
from model.stoppage import stoppages
from view.commands.exit import leave
from view.commands.once import once


@pytest.fixture(scope="module")
def state() -> State:
    return recalled("peru2040", 3, "2037Q2").state


def after(state: State, *states: int, **more: float) -> Aftermath:
    return aftermath(state, Leavers(states=frozenset(states)), **more)


def test_single_exits_are_those_of_the_exit_game(state: State) -> None:
    assert state.game is not None
    loss = single_and_pair_exits(state)
    assert np.diag(loss) == pytest.approx(state.game.capability - state.game.single, abs=1e-12)
    assert np.array_equal(loss, loss.T)
    # Two who leave together cost at least as much as either of them.
    assert (loss >= np.maximum.outer(np.diag(loss), np.diag(loss)) - 1e-12).all()


def test_the_mean_over_the_path_is_the_loss_of_the_game(state: State) -> None:
    assert state.game is not None
    for s in range(1, 1 + state.atlas.foreign):
        lost = float(after(state, s).loss @ state.atlas.weight)
        assert lost == pytest.approx(state.game.capability - state.game.single[s - 1], abs=2e-3)


def test_what_is_lost_comes_back_and_never_without_others(state: State) -> None:
    path = after(state, 2).path
    assert (np.diff(path, axis=0) >= -1e-12).all()
    assert path[-1].sum() > path[0].sum()
    never = after(state, 2, resourcing=0.0).path
    assert np.array_equal(never[0], never[-1])
    assert np.array_equal(never[0], path[0])


def test_a_state_takes_its_firms_along_and_no_plant_is_counted_twice(state: State) -> None:
    rows, firms = state.portfolio.rows, state.firms.rows
    mine = frozenset(np.flatnonzero(firms["controller"] == 2).tolist())
    deals = frozenset(np.flatnonzero(np.isin(rows["firm"], list(mine))).tolist())
    by_firm = supply_leaving(state, Leavers(firms=mine))
    assert by_firm.sum() > 0.0
    assert np.array_equal(by_firm, supply_leaving(state, Leavers(firms=mine, agreements=deals)))
    alone = supply_leaving(state, Leavers(states=frozenset({2})))
    assert alone == pytest.approx(supply_leaving(state, Leavers(states=frozenset({2}), firms=mine)))
    # Plants that foreigners run are all that a state produces here.
    goods = len(state.resourcing)
    assert by_firm[goods:] == pytest.approx(state.produced[:, 2], abs=1e-12)


def test_what_the_host_runs_itself_stays(state: State) -> None:
    for row in range(len(state.portfolio.rows)):
        k, share = foreign_part(state, row)
        assert 0.0 <= share <= 1.0 + state.portfolio.rows["units"][row]
        if k < 0:
            assert share == 0.0


def test_reasons_lead_down_to_something_that_left(state: State) -> None:
    names = (*state.atlas.technologies, *state.atlas.inputs)
    chains = 0
    for s in range(1, len(state.atlas.states)):
        exit = after(state, s)
        for stop in stoppages(state.atlas, exit):
            assert stop.after < stop.before
            if not stop.chain:
                assert stop.imports + stop.plants > 0.0
                continue
            chains += 1
            end = names.index(stop.chain[-1])
            plants = exit.gone[len(names) + end] if end < len(exit.weight) else 0.0
            assert exit.gone[end] + plants > 0.0
    assert chains > 3


@pytest.mark.parametrize(
    ("leavers", "more", "says"),
    [
        (Leavers(), {}, "nobody leaves"),
        (Leavers(states=frozenset({0})), {}, "cannot leave itself"),
        (Leavers(states=frozenset({1})), {"years": -1.0}, "0 or more"),
        (Leavers(states=frozenset({1})), {"resourcing": float("nan")}, "0 or more"),
    ],
)
def test_an_exit_that_makes_no_sense(
    state: State, leavers: Leavers, more: dict[str, float], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        aftermath(state, leavers, **more)


@pytest.mark.parametrize("label", ["2024Q4", "2041Q1", "2032", "2032Q5", "", "Q1 2032"])
def test_a_quarter_that_is_not_there(label: str) -> None:
    with pytest.raises(RecallError, match="2025Q1 to 2040Q4"):
        quarter_of(load("peru2040"), label)


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(leave, words)
    return result.exit_code, result.output


def test_the_command_answers_in_words_in_json_and_in_a_picture(tmp_path: Path) -> None:
    picture = tmp_path / "exit.png"
    words = ("classroom", "--at", "2030Q4", "--leaves", "Borland")
    code, text = run(*words, "--figure", str(picture))
    assert code == 0
    assert "Borland gone at the end of 2030Q4, classroom, seed 1." in text
    assert "Needs met" in text
    assert "in 5 years" in text
    assert picture.read_bytes().startswith(b"\x89PNG")
    code, text = run(*words, "--json", "--horizon", "2")
    said = json.loads(text)
    assert said["years"][-1] == 2.0
    assert said["needs_met"][0] <= said["before"]
    assert set(said["technologies"]) == set(load("classroom").technologies)


def test_a_stored_run_is_recalled_by_its_folder(tmp_path: Path) -> None:
    made = CliRunner().invoke(
        once, ["classroom", "--seed", "4", "--out", str(tmp_path), "--no-figures"]
    )
    assert made.exit_code == 0
    [folder] = [path for path in tmp_path.iterdir() if path.is_dir()]
    here = run(str(folder), "--at", "2030Q4", "--leaves", "borland")
    assert here == run("classroom", "--seed", "4", "--at", "2030Q4", "--leaves", "borland")
    code, text = run(str(folder), "--at", "2030Q4", "--leaves", "borland", "--seed", "5")
    assert code == 2
    assert "is the run of seed 4" in text


def test_a_stored_run_is_recalled_with_its_decisions(tmp_path: Path) -> None:
    words = ("--decide", "2026Q1:policy.max_partner_share=0.05")
    made = CliRunner().invoke(
        once, ["classroom", "--seed", "4", *words, "--out", str(tmp_path), "--no-figures"]
    )
    assert made.exit_code == 0
    [folder] = [path for path in tmp_path.iterdir() if path.is_dir()]
    about = ("--at", "2030Q4", "--leaves", "borland", "--json")
    here = run(str(folder), *about)
    assert here == run("classroom", "--seed", "4", *words, *about)
    assert here != run("classroom", "--seed", "4", *about)
    more = ("--decide", "2027Q1:policy.max_partner_share=1")
    assert here != run(str(folder), *more, *about)


def test_an_unknown_name_is_answered_with_all_that_can_leave() -> None:
    _, text = run("classroom", "--at", "2030Q1", "--leaves", "zzz")
    for name in ("upland", "cassia-7", "power-cassia-2027-3", "grids-borland-2027-5"):
        assert name in text
    _, text = run("classroom", "--at", "2030Q1", "--leaves", "grids")
    assert "grids-borland-2027-5" in text
    assert "upland" not in text


def test_of_several_that_leave_each_is_named_for_what_stands_still() -> None:
    words = ("classroom", "--at", "2030Q1", "--leaves", "Borland", "--leaves", "upland")
    said = json.loads(run(*words, "--json")[1])["technologies"]["power"]
    assert said["for_want_of"] == ["controllers"]
    assert said["which_came_from"] == "Upland"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("classroom", "--at", "2030Q4", "--leaves", "Borlant"), "did you mean Borland"),
        (("classroom", "--at", "1999Q4", "--leaves", "borland"), "outside the run"),
        (("no_such_run", "--at", "2030Q4", "--leaves", "borland"), "no_such_run"),
        (("classroom", "--at", "2030Q4"), "--leaves"),
        (("classroom", "--at", "2030Q4", "--leaves", "host"), "expected one of"),
    ],
)
def test_what_cannot_be_asked(words: tuple[str, ...], says: str) -> None:
    code, text = run(*words)
    assert code == 2
    assert says in text


def test_an_exit_is_told_in_spanish_with_spanish_names(tmp_path: Path) -> None:
    asked = ("peru2040", "--at", "2034Q1", "--leaves", "china", "--leaves")
    picture = tmp_path / "exit.png"
    done = CliRunner().invoke(
        leave, [*asked, "Estados Unidos", "--lang", "es", "--figure", str(picture)]
    )
    assert done.exit_code == 0, done.output
    flat = " ".join(done.stdout.split())
    assert "China, Estados Unidos fuera al final de 2034Q1, peru2040, semilla 1." in flat
    assert "Aceleradores" in flat
    assert not {"United", "Germany", "technology", "want"} & set(flat.split())
    assert picture.read_bytes().startswith(b"\x89PNG")
    english = CliRunner().invoke(leave, [*asked, "United States"]).stdout
    assert re.findall(r"\d\.\d\d+", english) == re.findall(r"\d\.\d\d+", flat)


def test_an_exit_of_nobody_lists_who_could_leave() -> None:
    done = CliRunner().invoke(leave, ["classroom", "--at", "2030Q1"])
    assert done.exit_code == 2
    assert "--leaves '': expected one of borland, cassia, upland" in done.stderr
