"""The measures of a world some of whose inputs are of one date and the rest of another.

:class:`Inputs` are what the measures of structure are worked out from; each of them can be taken
from an earlier or a later snapshot. :class:`Mixture` works the measures out by the functions that
the model itself uses.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.metrics.exit_game import ExitGame, exit_game
from model.portfolio import AGREEMENT, ENDED
from model.readings import averages, effectiveness, fill_exports
from model.snapshot import Snapshot
from model.state import State
from model.supply import fill_produced, fill_resourcing
from model.survey import Survey, survey

Array = NDArray[np.float64]


class Inputs:
    """Inputs of the measures of structure, free to be changed one by one.

    Parameters
    ----------
    taken : Snapshot
        Where they come from; copied.
    agreements : int
        Rows to make room for; those not signed yet are about no technology.
    now : int
        The quarter that counts as today. Agreements signed or ended before keep their age.
    """

    def __init__(self, taken: Snapshot, agreements: int, now: int) -> None:
        self.now = now
        self.rows: Any = np.zeros(agreements, dtype=AGREEMENT)
        self.rows["technology"], self.rows["status"] = -1, ENDED
        count = len(taken.rows)
        self.rows[:count] = taken.rows
        self.rows["signed"][:count] += now - taken.quarter
        self.rows["ended"][:count] += now - taken.quarter
        self.know_how = taken.know_how.copy()
        self.need_index = taken.need_index.copy()
        self.withheld = taken.withheld.copy()
        self.envelope_terms = taken.envelope_terms.copy()
        self.recession = taken.recession.copy()
        self.firms_usd_m = taken.firms_usd_m

    def copy(self) -> Inputs:
        """Return inputs that can be changed without changing these."""
        other = object.__new__(Inputs)
        for name, value in vars(self).items():
            setattr(other, name, value.copy() if isinstance(value, np.ndarray) else value)
        return other


class Mixture:
    """Measures of structure, each worked out when asked for.

    Parameters
    ----------
    state : State
        The run, for what never changes in it.
    inputs : Inputs
        What does.
    """

    def __init__(self, state: State, inputs: Inputs) -> None:
        self.state, self.inputs = state, inputs
        # On the way between two dates lessons may come before what was forgotten, or after.
        self.know_how: Array = np.clip(inputs.know_how, 0.0, 1.0)

    @cached_property
    def resourcing(self) -> Array:
        """Rates at which lost supply is found elsewhere, 1/year."""
        atlas, delivery = self.state.atlas, self.state.scenario.delivery
        rate = np.empty(len(atlas.technologies) + len(atlas.inputs))
        fill_resourcing(
            self.know_how,
            atlas.weight,
            atlas.depth,
            self.inputs.envelope_terms,
            delivery.resourcing_base,
            delivery.resourcing_gain,
            rate,
        )
        return rate

    @cached_property
    def produced(self) -> Array:
        """Share of each need met by plants in the host, by state."""
        state, inputs = self.state, self.inputs
        produced = np.empty((len(self.know_how), len(state.atlas.states)))
        fill_produced(
            inputs.rows,
            state.firms.rows["controller"],
            self.know_how,
            state.mobility,
            state.atlas.domestic,
            inputs.need_index,
            self.resourcing,
            state.scenario.bargaining.novice_cost,
            inputs.now,
            produced,
        )
        return produced

    @cached_property
    def imports(self) -> Array:
        """Share of each need that imports can meet, by state."""
        return self.state.atlas.imports * (1.0 - self.inputs.withheld)

    @cached_property
    def game(self) -> ExitGame:
        """All exits, played."""
        atlas = self.state.atlas
        return exit_game(
            self.imports,
            self.produced,
            atlas.input_share * (1.0 - self.inputs.withheld),
            atlas.bill,
            self.resourcing,
            atlas.weight,
            self.state.taus,
            atlas.lone,
            atlas.foreign,
        )

    @cached_property
    def sums(self) -> Survey:
        """Sums over agreements."""
        state, atlas = self.state, self.state.atlas
        return survey(
            self.inputs.rows,
            self.inputs.now,
            len(state.firms.rows),
            atlas.foreign,
            state.scenario.bargaining.operating_return,
            self.know_how,
            state.mobility,
            atlas.weight,
            atlas.need_usd_m,
            self.inputs.need_index,
            atlas.jobs,
            atlas.domestic,
            self.imports,
            self.produced,
        )

    @cached_property
    def means(self) -> tuple[float, float, float, float]:
        """Concentration by firm and controller, weight of what is concentrated, know-how."""
        sums, flag = self.sums, self.state.scenario.measures.concentration_flag
        weight = self.state.atlas.weight
        return averages(weight, sums.by_technology, self.know_how, flag)

    @cached_property
    def effectiveness(self) -> float:
        """Know-how absorbed over know-how promised."""
        atlas = self.state.atlas
        return effectiveness(
            atlas.weight, self.sums.promised, self.state.rates[1], atlas.know_how, self.know_how
        )

    @cached_property
    def exports(self) -> Array:
        """Technology exports a year by market, USD m, the rest of the world last."""
        state, atlas, inputs = self.state, self.state.atlas, self.inputs
        exports = np.zeros(atlas.foreign + 1)
        if not state.scenario.mechanisms.exports:
            return exports
        fill_exports(
            self.produced,
            self.know_how,
            atlas.export_potential,
            atlas.need_usd_m,
            inputs.need_index,
            atlas.market_usd_m,
            inputs.envelope_terms,
            state.scenario.shocks.recession_cut,
            inputs.recession,
            0,
            state.scenario.exports.access_base,
            inputs.firms_usd_m,
            exports,
        )
        return exports

    @cached_property
    def supply_share(self) -> Array:
        """Weighted share of needs that each partner meets."""
        foreign = slice(1, 1 + self.state.atlas.foreign)
        weight = self.state.atlas.weight
        return weight @ (self.produced[:, foreign] + self.imports[:, foreign])
