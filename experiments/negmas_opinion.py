"""What NegMAS says of a bargain, and a seat for its negotiators; the only module that knows NegMAS.

NegMAS (Mohammad, Nakadai, Greenwald 2021, Recent Advances in Agent-based Negotiation) is under the
AGPL-3.0 and no part of Convenio: who wants its opinion installs it (`pip install
'negmas>=0.16,<0.17'`). It is imported when it is asked.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from experiments.negmas_seat import Situation, sit
from experiments.oracle import Played
from model.negotiation.bargain import Outcome
from model.negotiation.codes import HOST
from model.negotiation.domain import Bargain

WANTED = "negmas>=0.16,<0.17"
# Width of the band above the target in which its negotiators look for an offer; ours have none.
BAND = 1e-9


class NoNegMASError(RuntimeError):
    """NegMAS is not installed."""


def negmas_opinion(talk: Bargain, rounds: int) -> Played:
    """Play a bargain of two time-dependent sides with NegMAS's alternating offers.

    Its time in step s is (s + 1) / (rounds + 1), its target r + (1 − r)(1 − t^c) like ours.

    Raises
    ------
    NoNegMASError
        Where it is not installed.
    """
    mechanism, state = _run(talk, rounds)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frontier, _ = mechanism.pareto_frontier()
        nash = [worth for worth, _ in mechanism.nash_points()]
    return Played(
        deal=tuple(state.agreement or ()),
        round=int(state.step) if state.agreement else 0,
        frontier=np.array(sorted(map(tuple, frontier)), dtype=np.float64).reshape(-1, 2),
        nash=np.array(sorted(map(tuple, nash)), dtype=np.float64).reshape(-1, 2),
    )


def negmas_deal(talk: Bargain, rounds: int) -> tuple[str, ...]:
    """Return the deal that NegMAS comes to, level of each issue, empty without one; no yardsticks.

    Raises
    ------
    NoNegMASError
        Where it is not installed.
    """
    return tuple(_run(talk, rounds)[1].agreement or ())


def _run(talk: Bargain, rounds: int) -> tuple[Any, Any]:
    """Return a mechanism that has run, and its last state."""
    mechanism, utilities = _posed(talk, rounds)
    from negmas.sao.negotiators import AspirationNegotiator

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it says to its own users
        for party, utility in zip(talk.sides, utilities, strict=True):
            negotiator = AspirationNegotiator(aspiration_type=party.style.parameter, tolerance=BAND)
            mechanism.add(negotiator, ufun=utility)
        return mechanism, mechanism.run()


def seat_negmas(
    negotiator: Any, talk: Bargain, seated: int, rounds: int = 40, first: int = HOST
) -> Outcome:
    """Play a bargain in which a NegMAS negotiator, fresh and without preferences, holds one side.

    Raises
    ------
    NoNegMASError
        Where NegMAS is not installed.
    ValueError
        Where an argument is outside its bounds, or issues interact: they are not told to NegMAS.
    """
    if any(party.interactions for party in talk.sides):
        raise ValueError("a bargain for NegMAS must be without interactions")
    mechanism, utilities = _posed(talk, rounds)
    from negmas.sao import SAOState
    from negmas.sao.negotiators import AspirationNegotiator

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for side, utility in enumerate(utilities):
            # The other seat is there to be counted; it is never asked.
            sitting = negotiator if side == seated else AspirationNegotiator()
            mechanism.add(sitting, ufun=utility)
        other = mechanism.negotiators[1 - seated].id

        def state_of(now: Situation) -> Any:
            return SAOState(
                running=True,
                started=True,
                step=now.step,
                relative_time=now.relative_time,
                n_negotiators=2,
                current_offer=now.current_offer,
                current_proposer=other if now.current_offer else None,
            )

        def hear(state: Any, offer: tuple[str, ...]) -> None:
            negotiator.on_partner_proposal(state=state, partner_id=other, offer=offer)

        # The mechanism's own door: it tells the preferences before it tells of the start.
        negotiator._on_negotiation_start(state_of(Situation(0, 0.0, None)))
        return sit(negotiator, talk, seated, rounds, first, state_of, hear)


def _posed(talk: Bargain, rounds: int) -> tuple[Any, list[Any]]:
    """Return a mechanism of NegMAS for a bargain, and the utilities of both sides."""
    try:
        from negmas.outcomes import make_issue, make_os
        from negmas.preferences import LinearAdditiveUtilityFunction
        from negmas.preferences.value_fun import TableFun
        from negmas.sao import SAOMechanism
    except ImportError as error:
        raise NoNegMASError(
            f"NegMAS cannot be imported ({error}). It is optional and under the AGPL-3.0: "
            f"pip install '{WANTED}'"
        ) from error
    space = make_os([make_issue(list(issue.levels), issue.name) for issue in talk.issues])
    names = [issue.name for issue in talk.issues]
    utilities = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for party in talk.sides:
            tables = [
                TableFun(dict(zip(issue.levels, values, strict=True)))
                for issue, values in zip(talk.issues, party.values, strict=True)
            ]
            utilities.append(
                LinearAdditiveUtilityFunction(
                    dict(zip(names, tables, strict=True)),
                    weights=dict.fromkeys(names, 1.0),
                    outcome_space=space,
                    reserved_value=party.reservation,
                )
            )
    return SAOMechanism(outcome_space=space, n_steps=rounds), utilities
