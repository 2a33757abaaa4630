"""Stocks that carry a run: money, loans, people, know-how, the portfolio."""

from typing import Any

import numpy as np
import pytest

from model.absorption import absorptive_capacity, pace
from model.capability import grow
from model.ledger import Account, Ledger
from model.loans import Loans, Outcome
from model.people import People
from model.portfolio import Portfolio, Status
from model.rules import rules
from model.scenario.load import load
from model.terms import ISSUES, Comprehensive

RULES = rules(load("classroom"))


def test_a_payment_of_less_than_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="'budget' of -1"):
        Ledger().pay(Account.TREASURY, Account.COUNCIL, -1.0, "budget")
    with pytest.raises(ValueError, match="nan"):
        Ledger().pay(Account.TREASURY, Account.COUNCIL, float("nan"), "budget")


def lent_at(rate: float, grace: float, collateral: list[float]) -> Any:
    """Return envelopes with loans over ten years after grace, one for each pledged share."""
    terms = np.zeros((len(collateral), ISSUES))
    terms[:, Comprehensive.RATE], terms[:, Comprehensive.GRACE_YEARS] = rate, grace
    terms[:, Comprehensive.MATURITY_YEARS] = 10.0
    terms[:, Comprehensive.COLLATERAL] = collateral
    return terms


@pytest.mark.core
def test_a_loan_is_repaid_in_full_after_grace_and_maturity() -> None:
    loans = Loans(partners=1)
    loans.draw(np.array([80.0]), lent_at(0.04, 2.0, [0.3]))
    for _ in range(8):
        interest, principal = loans.service(0.25)
        assert interest == pytest.approx(0.8)
        assert principal == 0.0
    paid = sum(loans.service(0.25)[1] for _ in range(40))
    assert paid == pytest.approx(80.0)
    assert loans.owed[0] == pytest.approx(0.0, abs=1e-9)
    assert loans.rows["principal"].tolist() == pytest.approx([0.0], abs=1e-9)


@pytest.mark.parametrize(
    ("outcome", "left", "forgiven"),
    [
        (Outcome.WRITE_OFF, 70.0, 30.0),
        (Outcome.DEFERRAL, 100.0, 0.0),
        (Outcome.REFINANCE, 100.0, 0.0),
        (Outcome.SEIZURE, 60.0, 40.0),
    ],
)
def test_how_distress_ends(outcome: Outcome, left: float, forgiven: float) -> None:
    loans = Loans(partners=2)
    loans.draw(np.array([100.0, 50.0]), lent_at(0.04, 1.0, [0.4, 0.0]))
    _, _, _, grace, maturity, _ = loans.rows[0].item()
    assert loans.restructure(0, outcome, cut=0.3, years=2.0) == pytest.approx(forgiven)
    assert loans.owed.tolist() == pytest.approx([left, 50.0])
    assert (loans.rows["grace"][0] > grace) == (outcome == Outcome.DEFERRAL)
    assert (loans.rows["maturity"][0] > maturity) == (outcome == Outcome.REFINANCE)


def test_no_more_are_sent_than_may_go() -> None:
    parameters = load("classroom").people
    people = People(free=10_000.0, cohorts=4, partners=2)
    sent = people.advance(RULES, 4000.0, np.array([1e6, 1e6]), 0.0, years=0.25)[0]
    assert sent.sum() == pytest.approx(4000.0 * parameters.abroad_cap * 0.25)
    assert sent[0] == sent[1]


def test_trainees_come_back_after_their_years_less_those_who_stay() -> None:
    parameters = load("classroom").people
    people = People(free=1000.0, cohorts=4, partners=1)
    people.advance(RULES, 4000.0, np.array([400.0]), 0.0, years=0.25)
    for _ in range(3):
        people.advance(RULES, 0.0, np.array([0.0]), 0.0, years=0.25)
        assert people.trained == 0.0
    people.advance(RULES, 0.0, np.array([0.0]), 0.0, years=0.25)
    home = 100.0 * parameters.completion * parameters.return_share
    assert people.trained == pytest.approx(home * np.exp(-parameters.attrition * 0.25))
    assert people.stayed > 0.0


def test_in_a_joint_institute_nobody_is_lost_and_the_cap_does_not_bind() -> None:
    parameters = load("classroom").people
    people = People(free=10_000.0, cohorts=2, partners=2)
    cap = 4000.0 * parameters.abroad_cap * 0.25
    begun = people.advance(RULES, 4000.0, np.array([8000.0, 8000.0]), 0.5, years=0.25)
    assert begun[0].sum() == pytest.approx(cap)
    assert begun[1].sum() == pytest.approx(2000.0)
    assert people.total() == pytest.approx(10_000.0 + people.graduated)
    alone = People(free=10_000.0, cohorts=1, partners=1)
    for _ in range(2):
        alone.advance(RULES, 0.0, np.array([400.0]), 1.0, years=0.25)
    assert alone.stayed == 0.0
    loss = 1.0 - np.exp(-parameters.attrition * 0.25)
    learned = 100.0 * parameters.completion * parameters.institute_quality * (1.0 - loss)
    assert alone.trained == pytest.approx(learned)


@pytest.mark.parametrize("free", [0.1 * n for n in range(1, 60)])
def test_where_all_who_are_free_begin_nobody_is_overdrawn(free: float) -> None:
    people = People(free=free, cohorts=4, partners=3)
    places = np.array([700.0, 1100.0, 1300.0])
    for _ in range(4):
        begun = people.advance(RULES, 1000.0, places, 0.2, years=0.25)
        assert min(people.free, begun[0].min(), begun[1].min()) >= 0.0


def test_absorptive_capacity_meets_the_recorded_range() -> None:
    response = load("peru2040").absorption.research_response
    assert 0.1 <= absorptive_capacity(0.0016, response, 1.0, 0.0) <= 0.2
    assert absorptive_capacity(0.02, response, 1.0, 0.0) >= 0.8
    assert absorptive_capacity(0.05, response, 1.0, 5.0) == 1.0


def grown(
    level: float, quality: float, absorptive: float, years: float, kept: float = 0.0
) -> float:
    know = np.array([level])
    rates = np.array([[0.5], [0.9], [0.05], [0.05], [0.2]])
    flags = np.array([[quality], [float(quality > 0)], [0.0]])
    for _ in range(int(years * 4)):
        grow(
            know, rates, flags, np.zeros((2, 1)), absorptive, 0.0, 0.0, 0.0, 0.0, True,
            np.array([kept]), 0.25,
        )  # fmt: skip
    return float(know[0])


@pytest.mark.core
def test_know_how_rises_towards_its_ceiling_and_no_further() -> None:
    assert 0.85 < grown(0.1, 1.0, 1.0, 30.0) <= 0.9


@pytest.mark.parametrize("name", ["modular", "complex", "design", "core"])
def test_a_host_like_the_one_observed_learns_at_the_rate_observed(name: str) -> None:
    scenario = load("peru2040")
    kind, response = scenario.classes[name], scenario.absorption.research_response
    observed = absorptive_capacity(kind.observed_research, response, 1.0, 0.0)
    assert 0.5 < observed < 0.95
    assert pace(kind, response) * observed == pytest.approx(kind.learning_rate)


def test_without_absorptive_capacity_nothing_is_absorbed() -> None:
    assert grown(0.1, 1.0, 0.0, 10.0) == pytest.approx(0.1)


def test_idle_know_how_is_forgotten_but_for_what_is_practised() -> None:
    assert grown(0.5, 0.0, 0.5, 20.0) < 0.05
    assert grown(0.5, 0.0, 0.5, 60.0, kept=0.3) == pytest.approx(0.3, abs=0.01)


def test_the_portfolio_grows_and_knows_its_envelopes() -> None:
    book = Portfolio(partners=2)
    for number in range(200):
        assert book.add(partner=0, technology=3, status=int(Status.BUILDING)) == number
    row = book.add(partner=1, technology=-1, status=int(Status.RUNNING), terms=np.full(11, 0.5))
    assert book.envelopes.tolist() == [-1, row]
    assert book.envelope_terms[:, 3].tolist() == [0.0, 0.5]
    book.close(row, int(Status.EXPIRED), quarter=40)
    assert book.envelopes.tolist() == [-1, -1]
    assert book.envelope_terms[:, 3].tolist() == [0.0, 0.0]
    assert (book.rows["number"] == np.arange(201)).all()
