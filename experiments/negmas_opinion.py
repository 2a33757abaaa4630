"""What NegMAS says of a bargain; the only module that knows NegMAS.

NegMAS (Mohammad, Nakadai, Greenwald 2021, Recent Advances in Agent-based Negotiation) is under the
AGPL-3.0 and no part of Convenio: who wants its opinion installs it (`pip install
'negmas>=0.16,<0.17'`). It is imported when it is asked.
"""

from __future__ import annotations

import warnings

import numpy as np

from experiments.oracle import Played
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
    try:
        from negmas.outcomes import make_issue, make_os
        from negmas.preferences import LinearAdditiveUtilityFunction
        from negmas.preferences.value_fun import TableFun
        from negmas.sao import SAOMechanism
        from negmas.sao.negotiators import AspirationNegotiator
    except ImportError as error:
        raise NoNegMASError(
            f"NegMAS cannot be imported ({error}). It is optional and under the AGPL-3.0: "
            f"pip install '{WANTED}'"
        ) from error
    space = make_os([make_issue(list(issue.levels), issue.name) for issue in talk.issues])
    mechanism = SAOMechanism(outcome_space=space, n_steps=rounds)
    names = [issue.name for issue in talk.issues]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it says to its own users
        for party in (talk.host, talk.partner):
            tables = [
                TableFun(dict(zip(issue.levels, values, strict=True)))
                for issue, values in zip(talk.issues, party.values, strict=True)
            ]
            utility = LinearAdditiveUtilityFunction(
                dict(zip(names, tables, strict=True)),
                weights=dict.fromkeys(names, 1.0),
                outcome_space=space,
                reserved_value=party.reservation,
            )
            negotiator = AspirationNegotiator(aspiration_type=party.style.parameter, tolerance=BAND)
            mechanism.add(negotiator, ufun=utility)
        state = mechanism.run()
        frontier, _ = mechanism.pareto_frontier()
        nash = [worth for worth, _ in mechanism.nash_points()]
    return Played(
        deal=tuple(state.agreement or ()),
        round=int(state.step) if state.agreement else 0,
        frontier=np.array(sorted(map(tuple, frontier)), dtype=np.float64).reshape(-1, 2),
        nash=np.array(sorted(map(tuple, nash)), dtype=np.float64).reshape(-1, 2),
    )
