"""Turning structure into numbers: who runs what today, and what would be left if somebody left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from model.metrics.exit_game import exit_game
from model.metrics.marginal import outlook
from model.state import State
from model.supply import fill_produced, fill_resourcing
from model.survey import survey

Array = NDArray[np.float64]


def restructure(state: State) -> None:
    """Rebuild the arrays of supply from agreements, know-how and withheld inputs."""
    atlas, delivery = state.atlas, state.scenario.delivery
    fill_resourcing(
        state.know_how,
        atlas.weight,
        atlas.depth,
        state.portfolio.envelope_terms,
        delivery.resourcing_base,
        delivery.resourcing_gain,
        state.resourcing,
    )
    fill_produced(
        state.portfolio.rows,
        state.firms.rows["controller"],
        state.know_how,
        state.mobility,
        atlas.domestic,
        state.need_index,
        state.resourcing,
        state.scenario.bargaining.novice_cost,
        state.quarter,
        state.produced,
    )
    state.supplied = np.add.reduce(state.produced, axis=1)
    state.imports, state.input_share = atlas.imports, atlas.input_share
    state.importable = atlas.importable
    if any(state.withheld.tolist()):
        free = 1.0 - state.withheld
        state.imports, state.input_share = atlas.imports * free, atlas.input_share * free
        state.importable = state.imports.sum(axis=1)
    state.suppliers = state.firms.at_home()


def measure(state: State) -> None:
    """Play all exits on the state of today and keep what came out."""
    game = exit_game(
        state.imports,
        state.produced,
        state.input_share,
        state.atlas.bill,
        state.resourcing,
        state.atlas.weight,
        state.taus,
        state.atlas.lone,
        state.atlas.foreign,
    )
    state.game = game
    half = 0.5 * state.scenario.measures.horizon_years
    state.lost_midway = np.exp(-half * state.resourcing)
    state.met, state.exit_loss = game.met, game.exit_loss
    # At half the horizon instead of a mean over it: light enough for finite differences.
    technologies, states = state.produced.shape
    goods = len(state.resourcing)
    state.supply_after = np.empty((goods + technologies, states))
    state.met_after = np.empty((goods, states))
    _, state.autonomy_now = outlook(
        state.imports,
        state.produced,
        state.input_share,
        *state.atlas.bill,
        state.lost_midway,
        state.atlas.weight,
        state.atlas.lone,
        state.supply_after,
        state.met_after,
    )


def take_stock(state: State) -> None:
    """Gather the sums over agreements that measures and accounts need."""
    atlas = state.atlas
    state.sums = survey(
        state.portfolio.rows,
        state.quarter,
        len(state.firms.rows),
        atlas.foreign,
        state.scenario.bargaining.operating_return,
        state.know_how,
        state.mobility,
        atlas.weight,
        atlas.need_usd_m,
        state.need_index,
        atlas.jobs,
        atlas.domestic,
        state.imports,
        state.produced,
    )
    state.standing = state.sums.standing
