"""The scenario as arrays: ids in a stable order, and what never changes in a run.

Everything is sorted by the declared ``key``, never by place in the file or by name, so that
renaming or reordering changes nothing but names. States are counted 0 for the host, then the
partners, then the upstream states.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from model.metrics.bill import Bill, bill_of_materials
from model.once import once
from model.scenario.tree import Scenario

Array = NDArray[np.float64]
CHANNELS = ("absorption", "entry", "fund_return", "finance", "innovation")


class Keyed(Protocol):
    """Anything with a stable identity."""

    @property
    def key(self) -> int:
        """The stable identity."""


K = TypeVar("K", bound=Keyed)


def by_key(entities: Mapping[str, K]) -> tuple[str, ...]:
    """Return the ids of entities in the order of their keys.

    Examples
    --------
    >>> from types import SimpleNamespace as N
    >>> by_key({"b": N(key=2), "a": N(key=9), "c": N(key=1)})
    ('c', 'b', 'a')
    """
    return tuple(sorted(entities, key=lambda name: entities[name].key))


@dataclass(frozen=True)
class Atlas:
    """Ids and constant arrays; K technologies, J inputs, S states, P partners, G classes."""

    partners: tuple[str, ...]
    states: tuple[str, ...]
    technologies: tuple[str, ...]
    inputs: tuple[str, ...]
    classes: tuple[str, ...]
    regions: tuple[str, ...]
    stakeholders: tuple[str, ...]
    slot: NDArray[np.int64]  # (K,) key of each technology: its place in the arrays of luck
    kind: NDArray[np.int64]  # (K,) class of each technology
    weight: Array  # (K,) strategic weight, sums to 1
    criticality: Array  # (K,)
    need_usd_m: Array  # (K,) worth a year of the whole need at the start
    need_growth: Array  # (K,) 1/year
    capital_usd_m: Array  # (K,) contract value of plants for the whole need
    jobs: Array  # (K,) jobs per USD m of yearly output
    people: Array  # (R,) share of people by region of the host; empty where regions do not matter
    sites: Array  # (K, R) share of jobs by region
    lead_years: Array  # (K,)
    know_how: Array  # (K,) at the start
    domestic: Array  # (K,) share of need met by the host's own plants
    imports: Array  # (K, S) share of need that finished imports can meet
    importable: Array  # (K,) the same, from all states together
    bill: Bill  # what each technology cannot run without
    depth: Array  # (K + J,) market depth
    input_share: Array  # (J, S) rows sum to 1
    capability: Array  # (P, K)
    export_potential: Array  # (K,)
    market_usd_m: Array  # (P,) exports that full access opens
    places: Array  # (P,) most training places a year
    partner_gdp_usd_m: Array  # (P,)
    reliability: Array  # (P,) effort without being watched
    channels: Array  # (channels, K) rows sum to 1, or are 0 where nothing feeds the channel
    side: Array  # (S,) side in a great-power crisis
    lone: NDArray[np.bool_]  # (S,) whether one hand can withdraw the state's supply

    def topic(self, technology: int) -> str:
        """Return what a talk or text is about: a technology's id, or ``envelope`` for -1."""
        return self.technologies[technology] if technology >= 0 else "envelope"

    @cached_property
    def foreign(self) -> int:
        """Number of partners."""
        return len(self.partners)


@once
def atlas(scenario: Scenario) -> Atlas:
    """Return the arrays of a scenario.

    Parameters
    ----------
    scenario : Scenario
        A loaded scenario.

    Returns
    -------
    Atlas
        Arrays in the order of keys; shared by all runs of the scenario, not to be written to.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> atlas(load("classroom")).states[0]
    'host'
    """
    partners, upstream = by_key(scenario.partners), by_key(scenario.upstream)
    technologies, inputs = by_key(scenario.technologies), by_key(scenario.inputs)
    classes = by_key(scenario.classes)
    states = ("host", *partners, *upstream)
    tech = [scenario.technologies[name] for name in technologies]

    def column(field: str) -> Array:
        return np.array([float(getattr(item, field)) for item in tech])

    def shares(rows: list[Mapping[str, float]], columns: tuple[str, ...]) -> Array:
        return np.array([[float(row.get(name, 0.0)) for name in columns] for row in rows]).reshape(
            len(rows), len(columns)
        )

    criticality = column("criticality")
    channels = np.array([[float(item.channels.get(c, 0.0)) for item in tech] for c in CHANNELS])  # type: ignore[call-overload]
    totals = channels.sum(axis=1, keepdims=True)
    imports = shares([item.imports for item in tech], states)
    regions = tuple(scenario.host.regions)
    people = np.array(list(scenario.host.regions.values()))
    people = people / people.sum() if people.size else people
    sites = shares([item.sites for item in tech], regions)
    return Atlas(
        partners=partners,
        states=states,
        technologies=technologies,
        inputs=inputs,
        classes=classes,
        regions=regions,
        stakeholders=by_key(scenario.stakeholders),
        slot=np.array([item.key for item in tech], dtype=np.int64),
        kind=np.array([classes.index(item.kind) for item in tech], dtype=np.int64),
        weight=criticality / criticality.sum(),
        criticality=criticality,
        need_usd_m=column("need_usd_m"),
        need_growth=column("need_growth"),
        capital_usd_m=column("need_usd_m") * column("capital_intensity"),
        jobs=column("jobs"),
        people=people,
        sites=sites + (1.0 - sites.sum(axis=1, keepdims=True)) * people,
        lead_years=column("lead_time_years"),
        know_how=column("know_how"),
        domestic=column("domestic"),
        imports=imports,
        importable=imports.sum(axis=1),
        bill=bill_of_materials(shares([item.requires for item in tech], (*technologies, *inputs))),
        depth=np.array(
            [item.market_depth for item in tech]
            + [scenario.inputs[name].market_depth for name in inputs]
        ),
        input_share=shares([scenario.inputs[name].suppliers for name in inputs], states),
        capability=shares([scenario.partners[name].capability for name in partners], technologies),
        export_potential=column("export_potential"),
        market_usd_m=np.array([scenario.partners[name].market_usd_m for name in partners]),
        places=np.array([scenario.partners[name].training_max for name in partners]),
        partner_gdp_usd_m=np.array([scenario.partners[name].gdp_usd_m for name in partners]),
        reliability=np.array([scenario.partners[name].reliability for name in partners]),
        channels=np.divide(channels, totals, out=np.zeros_like(channels), where=totals > 0),
        side=np.array(
            [0.0]
            + [scenario.partners[name].crisis_side for name in partners]
            + [scenario.upstream[name].crisis_side for name in upstream]
        ),
        lone=np.array(
            [False]
            + [True] * len(partners)
            + [not scenario.upstream[n].scattered for n in upstream]
        ),
    )
