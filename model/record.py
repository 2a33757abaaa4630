"""What a run leaves behind, quarter by quarter, in arrays made beforehand.

Three sheets: of the host (one column a measure), of partners, and of technologies. The faces of a
Mesa ``DataCollector`` are here too, so that Mesa users find what they expect.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.bargains import certificates
from model.declared import QUARTER
from model.indicators import host_measures, partner_measures, technology_measures
from model.portfolio import Status
from model.sheets import PARTNER, TECHNOLOGY
from model.state import State

Array = NDArray[np.float64]


class Sheet:
    """Measures of one kind of thing, by quarter, in one array.

    Parameters
    ----------
    names : sequence of str
        Measures.
    quarters : int
        Rows to make room for.
    *things : int
        How many things are measured; left out where there is but one.

    Examples
    --------
    >>> sheet = Sheet(["autonomy", "debt_share"], 4)
    >>> sheet.cells[0] = [0.25, 0.5]
    >>> sheet.columns(1)["debt_share"].tolist()
    [0.5]
    """

    def __init__(self, names: Iterable[str], quarters: int, *things: int) -> None:
        self.names = tuple(names)
        self.cells: Array = np.full((quarters, len(self.names), *things), np.nan)

    def columns(self, written: int) -> dict[str, Array]:
        """Return each measure up to the quarter written last."""
        return {name: self.cells[:written, place] for place, name in enumerate(self.names)}


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
        self._host = Sheet((), self.quarters)  # the first quarter tells its columns
        self._partners = Sheet(PARTNER, self.quarters, state.atlas.foreign)
        self._technologies = Sheet(TECHNOLOGY, self.quarters, len(state.atlas.technologies))

    def write(self, state: State) -> None:
        """Measure the quarter that has just passed and keep the numbers."""
        now, measured = self.written, host_measures(state)
        if not now:
            self._host = Sheet(measured, self.quarters)
        self._host.cells[now] = list(measured.values())
        partner_measures(state, self._partners.cells[now])
        technology_measures(state, self._technologies.cells[now])
        self.written = now + 1

    def clock(self) -> dict[str, Any]:
        """Return quarter (from 0), calendar year and label of each quarter written."""
        quarter = np.arange(self.written)
        return {
            "quarter": quarter,
            "year": self.start_year + QUARTER * quarter,
            "label": [f"{self.start_year + q // 4}Q{q % 4 + 1}" for q in range(self.written)],
        }

    def get_model_vars_dataframe(self) -> pd.DataFrame:
        """Return the measures of the host, a row a quarter (Mesa's name for it)."""
        return pd.DataFrame({**self.clock(), **self._host.columns(self.written)})

    def get_agent_vars_dataframe(self) -> pd.DataFrame:
        """Return the measures of partners indexed by quarter and partner (Mesa's name for it)."""
        return self.partners().set_index(["quarter", "partner"])

    def partners(self) -> pd.DataFrame:
        """Return the measures of partners in long form, a row a quarter and partner."""
        return self._long("partner", self.state.atlas.partners, self._partners)

    def technologies(self) -> pd.DataFrame:
        """Return the measures of technologies in long form, a row a quarter and technology."""
        return self._long("technology", self.state.atlas.technologies, self._technologies)

    def agreements(self) -> pd.DataFrame:
        """Return all agreements and how good each deal was, see :meth:`agreed`."""
        agreed = self.agreed()
        return agreed.assign(**certificates(self.state.bargains, len(agreed)))

    def agreed(self) -> pd.DataFrame:
        """Return all agreements, a row each, with names for numbers and terms as columns."""
        state, rows = self.state, self.state.portfolio.rows
        technologies, partners = [*state.atlas.technologies, ""], state.atlas.partners
        comprehensive = rows["technology"] < 0
        status = {s.value: s.name.lower().replace("_", " ") for s in Status}
        named: dict[str, Any] = {
            "number": rows["number"],
            "tier": np.where(comprehensive, "comprehensive", "protocol"),
            "partner": [partners[p] for p in rows["partner"].tolist()],
            "technology": [technologies[k] for k in rows["technology"].tolist()],
            "firm": rows["firm"],
            "status": [status[s] for s in rows["status"].tolist()],
        }
        plain = (name for name in rows.dtype.names if name != "terms")
        columns = named | {name: rows[name] for name in plain if name not in named}
        for table, mask in (
            (state.comprehensive_table, comprehensive),
            (state.protocol_table, ~comprehensive),
        ):
            for place, name in enumerate(table.names):
                columns[name] = np.where(mask, rows["terms"][:, place], np.nan)
        return pd.DataFrame(columns)

    def _long(self, kind: str, names: tuple[str, ...], sheet: Sheet) -> pd.DataFrame:
        clock = self.clock()
        index: dict[str, Any] = {
            "quarter": np.repeat(clock["quarter"], len(names)),
            "year": np.repeat(clock["year"], len(names)),
            kind: np.tile(np.array(names, dtype=object), self.written),
        }
        columns = {name: value.reshape(-1) for name, value in sheet.columns(self.written).items()}
        return pd.DataFrame({**index, **columns})
