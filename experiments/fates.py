"""What became of talks and agreements, counted from the log: by partner, and as shares."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from experiments.runner import Result
from model.scenario.tree import Scenario

#: Columns of :func:`fate_table`, in the order in which things happen.
FATES = (
    "talks", "talks_failed", "lost_to_rival", "not_ratified", "signed", "completed",
    "renegotiated", "left_by_host", "left_by_partner", "expired", "in_force",
)  # fmt: skip
_BY_EVENT = {
    "not ratified": "not_ratified",
    "signed": "signed",
    "completed": "completed",
    "renegotiated": "renegotiated",
    "left by host": "left_by_host",
    "left by partner": "left_by_partner",
    "expired": "expired",
}
LIVE = ("building", "running", "on notice")
#: Outside these a default run shows preferences that are wrong: nobody, or everybody, agrees.
PLAUSIBLE = (0.30, 0.95)


def in_key_order(scenario: Scenario) -> list[str]:
    """Return the ids of partners in the order of their keys, as everywhere."""
    return sorted(scenario.partners, key=lambda name: scenario.partners[name].key)


def fate_table(results: Sequence[Result]) -> pd.DataFrame:
    """Return how many talks and agreements met which fate, by partner.

    A talk is one partner at one table: two rivals at a table are two talks. Each has failed, was
    lost to a rival, was not ratified, or was signed. Talks about agreements reopened are left out,
    what they changed is counted as renegotiated.

    Parameters
    ----------
    results : sequence of Result
        Runs of one scenario, at least one.

    Returns
    -------
    DataFrame
        Index: partners in the order of their keys, then ``all``. Columns: ``FATES``, means over
        runs.

    Examples
    --------
    >>> from experiments.runner import simulate
    >>> from model.scenario.load import load
    >>> fate_table([simulate(load("classroom"), 1)]).index.tolist()
    ['borland', 'cassia', 'all']
    """
    partners = in_key_order(results[0].scenario)
    counts: Counter[tuple[str, str]] = Counter()
    for result in results:
        for event in result.events:
            counts.update(_fates(event))
        held = result.agreed[result.agreed["status"].isin(LIVE)]
        counts.update((str(partner), "in_force") for partner in held["partner"])
    rows = [[counts[partner, fate] / len(results) for fate in FATES] for partner in partners]
    table = pd.DataFrame(rows, index=partners, columns=list(FATES))
    table.loc["all"] = table.sum()
    return table


def _fates(event: dict[str, Any]) -> Iterable[tuple[str, str]]:
    kind = event["event"]
    if kind == "talk":
        for thread in event["threads"]:
            yield thread["partner"], "talks"
            if thread["end"] == "lost to rival":
                yield thread["partner"], "lost_to_rival"
            elif thread["end"] != "deal":
                yield thread["partner"], "talks_failed"
    elif kind == "not ratified" and "agreement" in event:
        return  # the change of an agreement, which stands as it was
    elif kind in _BY_EVENT:
        yield event["partner"], _BY_EVENT[kind]


@dataclass(frozen=True)
class Share:
    """A share with what it is a share of."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share; nan of nothing."""
        return self.hits / self.of if self.of else math.nan

    @property
    def plausible(self) -> bool:
        """Whether it lies where a default run should be; true of nothing."""
        return not self.of or PLAUSIBLE[0] <= self.value <= PLAUSIBLE[1]


@dataclass(frozen=True)
class Success:
    """How often bargaining succeeds.

    Attributes
    ----------
    texts : Share
        Tables (one topic, one or more partners) at which somebody came to a text.
    ratified : Share
        Texts that were ratified and came into force.
    signed : Share
        Tables that ended in an agreement in force.
    """

    texts: Share
    ratified: Share
    signed: Share


def success(results: Iterable[Result]) -> Success:
    """Return how often talks end in a text, and texts in an agreement, over all runs.

    Examples
    --------
    >>> from experiments.runner import simulate
    >>> from model.scenario.load import load
    >>> found = success([simulate(load("classroom"), 1)])
    >>> found.signed.hits == found.ratified.hits <= found.texts.hits <= found.texts.of
    True
    """
    tables = texts = signed = 0
    for result in results:
        for event in result.events:
            if event["event"] == "talk":
                tables += 1
                texts += any(thread["end"] == "deal" for thread in event["threads"])
            signed += event["event"] == "signed"
    return Success(Share(texts, tables), Share(signed, texts), Share(signed, tables))
