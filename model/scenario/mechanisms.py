"""The clock of a run, and a switch for each mechanism; their parameters stand beside this file."""

from __future__ import annotations

from model.scenario.declare import Declared, quantity


class Clock(Declared):
    """Time of the run."""

    start_year: int = quantity("year", 1900, 2200, "choice", "year of the first quarter")
    quarters: int = quantity("quarters", 4, 400, "choice", "length of the run")


class Mechanisms(Declared):
    """Switches: each mechanism can be turned off to see what it does."""

    rival_talks: bool
    leverage: bool
    win_set: bool
    ratification: bool
    export_control: bool
    overruns: bool
    shirking: bool
    renegotiation: bool
    follow_on: bool
    host_exit: bool
    partner_exit: bool
    absorption: bool
    forgetting: bool
    frontier: bool
    suppliers: bool
    firm_entry: bool
    staffing: bool
    joint_institutes: bool
    trust: bool
    culture: bool
    prominence: bool
    adaptation: bool
    elections: bool
    regions: bool
    fund: bool
    loans: bool
    distress: bool
    stress_bands: bool
    research: bool
    institutions: bool
    exports: bool
    crisis: bool
    commodity_cycle: bool
    currency: bool
    recessions: bool
    turnover: bool
