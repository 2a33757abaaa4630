"""Single numbers read off a run, for comparisons over many seeds."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
from scipy import stats

from experiments.runner import Result
from model.replay import replayed


@cache
def at_end(column: str) -> Callable[[Result], float]:
    """Return a reader of the last value of a series of the host."""
    return lambda run: float(run.series[column].iloc[-1])


@cache
def at_quarter(column: str, quarter: int) -> Callable[[Result], float]:
    """Return a reader of one value of a series of the host; quarters are counted from 0."""
    return lambda run: float(run.series[column].iloc[quarter])


@cache
def learned_after(quarter: int) -> Callable[[Result], float]:
    """Return a reader of the know-how gained from a quarter to the end, share of tasks."""
    return lambda run: float(run.series["know_how"].iloc[-1] - run.series["know_how"].iloc[quarter])


@cache
def total(column: str) -> Callable[[Result], float]:
    """Return a reader of the sum of a series of the host."""
    return lambda run: float(run.series[column].sum())


def invested(run: Result) -> float:
    """Return what partners invested, USD bn."""
    return at_end("investment_usd_m")(run) / 1000.0


def worst_partner_loss(run: Result) -> float:
    """Return the needs lost at the end if the partner left that matters most, share."""
    last = run.partners[run.partners["quarter"] == run.partners["quarter"].max()]
    return float(last["exit_loss"].max())


def signing_share(run: Result) -> float:
    """Return the share of talks about protocols that came to a deal; nan where there were none."""
    talks = [e for e in run.events if e["event"] == "talk" and e["topic"] != "envelope"]
    deals = sum(any(t["end"] == "deal" for t in e["threads"]) for e in talks)
    return deals / len(talks) if talks else float("nan")


def ratified_share(run: Result) -> float:
    """Return the share of texts that passed both ratifications; nan where there were none."""
    refused = sum(event["event"] == "not ratified" for event in run.events)
    changed = sum(event["event"] == "renegotiated" for event in run.events)
    texts = refused + len(run.agreed) + changed
    return 1.0 - refused / texts if texts else float("nan")


def reopened_by_host(run: Result) -> float:
    """Return how often the host asked to talk again, by protocol signed; nan without any."""
    asked = sum(e["event"] == "reopened talk" and e["by"] == "host" for e in run.events)
    signed = int((run.agreed["tier"] == "protocol").sum()) if len(run.agreed) else 0
    return asked / signed if signed else float("nan")


def changed_share(run: Result) -> float:
    """Return the share of reopened talks that came to new terms; 0 where nothing was reopened."""
    reopened = [event for event in run.events if event["event"] == "reopened talk"]
    struck = sum(event["threads"][0]["end"] == "deal" for event in reopened)
    return struck / len(reopened) if reopened else 0.0


def partners_signed(run: Result) -> float:
    """Return with how many partners an agreement was signed."""
    return float(run.agreed["partner"].nunique()) if len(run.agreed) else 0.0


def _replays(run: Result, changed: Callable[[int], float | None]) -> list[float]:
    """Return by how much the host's worth moves, % of contract, when protocols are struck again.

    ``changed`` gives the host's reservation value of the second play by number of the agreement,
    None for those that are left out; the first play is as it was.
    """
    rounds = run.scenario.bargaining.rounds
    moved = []
    for row, deal in run.agreed.iterrows():
        limit = changed(int(str(row))) if deal["tier"] == "protocol" else None
        if limit is None:
            continue
        bargain = run.bargains[int(str(row))]
        was, _ = replayed(bargain, rounds)
        would, _ = replayed(bargain, rounds, limit)
        moved.append(100.0 * (was - would) / float(deal["contract_usd_m"]))
    return moved


def _mean(values: list[float]) -> float:
    kept = [value for value in values if np.isfinite(value)]
    return float(np.mean(kept)) if kept else float("nan")


def gain_from_rivals(run: Result) -> float:
    """Return what the host got more because rivals sat at the table, mean, % of contract.

    Every protocol that was signed before the eyes of rivals is struck again, in the same position,
    by the same partner alone; a second striking would hide the first, so those reopened are left
    out.
    """
    rounds = run.scenario.bargaining.rounds
    deals = run.agreed
    chosen = deals[(deals["tier"] == "protocol") & (deals["rivals"] > 0) & (deals["reopened"] == 0)]
    gains = []
    for row, deal in chosen.iterrows():
        alone, _ = replayed(run.bargains[int(str(row))], rounds)
        gains.append(100.0 * (deal["value_host_usd_m"] - alone) / deal["contract_usd_m"])
    return _mean(gains)


def loss_to_leverage(run: Result) -> float:
    """Return what partners' leverage cost the host in protocols, mean, % of contract."""

    def without(row: int) -> float | None:
        bargain = run.bargains[row]
        return float(bargain.reservation[0]) + bargain.leverage_usd_m

    return -_mean(_replays(run, without))


def gain_from_ability(run: Result) -> float:
    """Return what the host's ability to build alone got it in protocols, mean, % of contract."""

    def without(row: int) -> float | None:
        bargain = run.bargains[row]
        return float(bargain.reservation[0]) - bargain.alone_usd_m

    return _mean(_replays(run, without))


def lateness(run: Result) -> float:
    """Return by which share of the plan finished projects were late, mean."""
    late = _lateness(run)
    return float(np.mean(late)) if len(late) else float("nan")


def lateness_by_length(run: Result) -> float:
    """Return the rank correlation of lateness with the length of the plan over projects."""
    done = _finished(run)
    late = _lateness(run)
    if len(late) < 3 or np.ptp(late) == 0.0:
        return 0.0
    return float(stats.spearmanr(done["planned_quarters"], late).statistic)


def lateness_of_complex(run: Result) -> float:
    """Return the mean lateness of complex plants less that of modular ones; nan without either."""
    technologies, late = run.scenario.technologies, _lateness(run)
    kinds = _finished(run)["technology"].map(lambda name: technologies[name].kind)
    return float(late[kinds == "complex"].mean() - late[kinds == "modular"].mean())


def _finished(run: Result) -> pd.DataFrame:
    deals = run.agreed
    return deals[(deals["completed"] >= 0) & (deals["units"] > 0)]


def _lateness(run: Result) -> pd.Series[float]:
    done = _finished(run)
    return (done["completed"] + 1 - done["signed"]) / done["planned_quarters"] - 1.0


def renegotiated_not_seized(run: Result) -> float:
    """Return renegotiated less seized as a share of distressed loans; nan where there were none."""
    ends = [e["outcome"] for e in run.events if e["event"] == "loans renegotiated"]
    seized = sum(end == "seizure" for end in ends)
    return 1.0 - 2.0 * seized / len(ends) if ends else float("nan")


def control_gap(run: Result) -> float:
    """Return by how much concentration by controller exceeds that by firm, mean over quarters."""
    return float((run.series["hhi_controller"] - run.series["hhi_firm"]).mean())


def bought_at_home(run: Result) -> float:
    """Return what contracts bought from suppliers at home since the start, USD bn."""
    return total("local_spending_usd_m")(run) / 1000.0
