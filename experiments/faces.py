"""How a run shows itself in a notebook: plain HTML, no picture."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from model.metrics.declared import declared

if TYPE_CHECKING:
    from experiments.runner import Result

#: Measures of the host that a run is summed up by, and what they are called there.
SHOWN: Mapping[str, str] = {
    "capability": "needs met",
    "autonomy": "autonomy: met after the worst exit",
    "autonomy_alone": "met after all foreign states have left",
    "dependence": "dependence",
    "know_how": "know-how at home",
    "debt_share": "public debt, share of GDP",
}


def face(result: Result) -> str:
    """Return a run as a small HTML table: where the host stood at the start and at the end.

    Parameters
    ----------
    result : Result
        A run; its name, by which it can be repeated, stands at the foot.

    Examples
    --------
    >>> from experiments.runner import simulate
    >>> from model.scenario.load import load
    >>> "needs met" in face(simulate(load("classroom"), seed=1))
    True
    """
    series = result.series
    first, last = (escape(str(series["label"].iloc[at])) for at in (0, -1))
    rows = "".join(
        f'<tr title="{escape(declared(name).meaning)}"><td style="text-align:left">{label}</td>'
        f"<td>{series[name].iloc[0]:.2f}</td><td>{series[name].iloc[-1]:.2f}</td></tr>"
        for name, label in SHOWN.items()
    )
    states = result.scenario
    signed, left = int(series["signed"].sum()), int(series["left"].sum())
    partners = ", ".join(escape(each.name) for each in states.partners.values())
    return (
        f"<p><b>{escape(states.host.name)}</b> with {partners}: {signed} agreements in force at "
        f"some time, {left} of them left early.</p>"
        f"<table><thead><tr><th></th><th>{first}</th><th>{last}</th></tr></thead>"
        f"<tbody>{rows}</tbody></table><p><small>{escape(result.name)}</small></p>"
    )
