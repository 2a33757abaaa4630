"""What a run leaves behind, quarter by quarter, in arrays made beforehand.

Three sheets: of the host (one column a measure), of partners, and of technologies. The faces of a
Mesa ``DataCollector`` are here too, so that Mesa users find what they expect.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.indicators import host_measures, partner_measures, technology_measures
from model.negotiation.certificate import (
    EGALITARIAN_DISTANCE,
    FRONTIER_DISTANCE,
    HOST_SHARE,
    KALAI_SMORODINSKY_DISTANCE,
    MISSED_HOST_USD_M,
    MISSED_PARTNER_USD_M,
    NASH_DISTANCE,
    UTILITARIAN_DISTANCE,
    certificate,
)
from model.portfolio import Status
from model.state import QUARTER, State

Array = NDArray[np.float64]

#: Columns of a certificate that the table of agreements shows.
CERTIFIED = {
    "host_share_utility": HOST_SHARE,
    "frontier_distance": FRONTIER_DISTANCE,
    "nash_distance": NASH_DISTANCE,
    "kalai_smorodinsky_distance": KALAI_SMORODINSKY_DISTANCE,
    "egalitarian_distance": EGALITARIAN_DISTANCE,
    "utilitarian_distance": UTILITARIAN_DISTANCE,
    "missed_host_usd_m": MISSED_HOST_USD_M,
    "missed_partner_usd_m": MISSED_PARTNER_USD_M,
}


class Record:
    """Series of a run.

    Parameters
    ----------
    state : State
        The world at its start; sets the shape.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.quarters = state.scenario.clock.quarters
        self.start_year = state.scenario.clock.start_year
        self.written = 0
        self._host: dict[str, Array] = {}
        self._partner: dict[str, Array] = {}
        self._technology: dict[str, Array] = {}

    def write(self, state: State) -> None:
        """Measure the quarter that has just passed and keep the numbers."""
        at = self.written
        sheets = (
            (self._host, host_measures(state)),
            (self._partner, partner_measures(state)),
            (self._technology, technology_measures(state)),
        )
        for sheet, values in sheets:
            for name, value in values.items():
                if at == 0:
                    sheet[name] = np.full((self.quarters, *np.shape(value)), np.nan)
                sheet[name][at] = value
        self.written += 1

    def clock(self) -> pd.DataFrame:
        """Return quarter (from 0), calendar year and label of each quarter written."""
        quarter = np.arange(self.written)
        return pd.DataFrame(
            {
                "quarter": quarter,
                "year": self.start_year + QUARTER * quarter,
                "label": [f"{self.start_year + q // 4}Q{q % 4 + 1}" for q in quarter],
            }
        )

    def get_model_vars_dataframe(self) -> pd.DataFrame:
        """Return the measures of the host, a row a quarter (Mesa's name for it)."""
        columns = {name: values[: self.written] for name, values in self._host.items()}
        return pd.concat([self.clock(), pd.DataFrame(columns)], axis=1)

    def get_agent_vars_dataframe(self) -> pd.DataFrame:
        """Return the measures of partners indexed by quarter and partner (Mesa's name for it)."""
        return self.partners().set_index(["quarter", "partner"])

    def partners(self) -> pd.DataFrame:
        """Return the measures of partners in long form, a row a quarter and partner."""
        return self._long("partner", self.state.atlas.partners, self._partner)

    def technologies(self) -> pd.DataFrame:
        """Return the measures of technologies in long form, a row a quarter and technology."""
        return self._long("technology", self.state.atlas.technologies, self._technology)

    def agreements(self) -> pd.DataFrame:
        """Return all agreements, a row each, with names for numbers and terms as columns."""
        state, rows = self.state, self.state.portfolio.rows
        frame = pd.DataFrame(
            {n: np.array(rows[n]) for n in rows.dtype.names if n not in ("terms", "partner")}
        )
        kinds = np.where(rows["technology"] < 0, "comprehensive", "protocol")
        names = [*state.atlas.technologies, ""]
        frame["technology"] = [names[k] for k in rows["technology"]]
        frame.insert(1, "tier", kinds)
        frame.insert(2, "partner", [state.atlas.partners[p] for p in rows["partner"]])
        from_status = {s.value: s.name.lower().replace("_", " ") for s in Status}
        frame["status"] = [from_status[s] for s in rows["status"]]
        for table, mask in (
            (state.comprehensive_table, rows["technology"] < 0),
            (state.protocol_table, rows["technology"] >= 0),
        ):
            for place, name in enumerate(table.names):
                frame[name] = np.where(mask, rows["terms"][:, place], np.nan)
        return pd.concat([frame, self.certificates()], axis=1)

    def certificates(self) -> pd.DataFrame:
        """Return how good each deal was beside what it could have been, a row an agreement.

        Worked out when asked for, from the table at which the agreement was last struck: see
        :mod:`model.negotiation.certificate`. Distances are in the plane of normalised utilities.
        """
        bargains = self.state.bargains
        made = np.full((len(self.state.portfolio), len(CERTIFIED)), np.nan)
        for row, (tables, counts, reservation, chosen) in bargains.items():
            whole = certificate(tables, counts, reservation, chosen, 0.0)
            made[row] = whole[list(CERTIFIED.values())]
        return pd.DataFrame(made, columns=list(CERTIFIED))

    def _long(self, kind: str, names: tuple[str, ...], sheet: dict[str, Array]) -> pd.DataFrame:
        clock = self.clock()
        index: dict[str, Any] = {
            "quarter": np.repeat(clock["quarter"].to_numpy(), len(names)),
            "year": np.repeat(clock["year"].to_numpy(), len(names)),
            kind: np.tile(np.array(names, dtype=object), self.written),
        }
        columns = {name: values[: self.written].reshape(-1) for name, values in sheet.items()}
        return pd.DataFrame({**index, **columns})
