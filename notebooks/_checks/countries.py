"""Checks of lesson 10: countries, partners and policies of one's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from _checks.verdict import Verdict, unanswered, verdict
from experiments.runner import simulate
from model.scenario.load import Loaded, load, load_with_provenance

KNOWN_HOSTS = ("Arenia", "Costaguana", "Peru")
KNOWN_PARTNERS = ("borland", "cassia", "doria")


def opened(answer: object) -> Loaded | Verdict:
    """Return the scenario of a file, or what is wrong with it."""
    if not isinstance(answer, str | Path):
        return Verdict("wrong", "the path of a scenario file is asked for.")
    try:
        return load_with_provenance(answer)
    except ValueError as error:
        return Verdict("wrong", f"the file cannot be read: {error}")


def check_country(answer: object) -> Verdict:
    """Lesson 10: a host with facts of its own, each with a source."""
    if answer is None:
        return unanswered()
    loaded = opened(answer)
    if isinstance(loaded, Verdict):
        return loaded
    host, base = loaded.scenario.host, load("classroom").host
    if host.name in KNOWN_HOSTS:
        return Verdict("wrong", f"the host is still called {host.name}.")
    for name in ("gdp_usd_m", "research_share"):
        if getattr(host, name) == getattr(base, name):
            return Verdict("wrong", f"host.{name} is still that of Arenia.")
        known = loaded.provenance.get(f"host.{name}")
        if known is None or not known.source or known.source.startswith("teaching example"):
            return Verdict("wrong", f"host.{name} has no source of its own.")
    ends = simulate(loaded.scenario, 1).series["autonomy"].iloc[-1]
    return Verdict("right", f"{host.name} ends with an autonomy of {ends:.2f} under seed 1.")


def check_partner(answer: object) -> Verdict:
    """Lesson 10: a new partner that signs a protocol."""
    if answer is None:
        return unanswered()
    loaded = opened(answer)
    if isinstance(loaded, Verdict):
        return loaded
    new = [name for name in loaded.scenario.partners if name not in KNOWN_PARTNERS]
    if not new or len(loaded.scenario.partners) < 3:
        return Verdict("wrong", "a third partner with a name of its own is asked for.")
    deals = simulate(loaded.scenario, 1).agreements
    signed = deals.loc[deals["tier"] == "protocol", "partner"].isin(new).sum()
    return verdict(
        signed > 0,
        f"{signed} protocols with {', '.join(new)}.",
        f"{', '.join(new)} signs no protocol under seed 1: what does it ask for?",
    )


def check_thrift(answer: object) -> Verdict:
    """Lesson 10: high autonomy with half the budget, by policy alone."""
    if answer is None:
        return unanswered()
    loaded = opened(answer)
    if isinstance(loaded, Verdict):
        return loaded
    ours, base = loaded.scenario.model_dump(), load("classroom").model_dump()
    free = ("name", "title", "council", "policy")
    other = [key for key in base if key not in free and ours[key] != base[key]]
    if other:
        return Verdict("wrong", f"only council and policy may differ, not {', '.join(other)}.")
    if loaded.scenario.council.budget_usd_m > 300.0:
        return Verdict("wrong", "the budget is above 300 million a year.")
    runs = [simulate(loaded.scenario, seed).series["autonomy"].iloc[-1] for seed in range(1, 5)]
    got = float(np.mean(runs))
    return verdict(
        got >= 0.74,
        f"autonomy is {got:.3f}.",
        f"autonomy is {got:.3f}; 0.74 is asked for.",
    )
