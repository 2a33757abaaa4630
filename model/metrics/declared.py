"""The register of indicators: every column that a world records, looked up by name.

Declared once, read by all: tables, charts, tooltips, the researcher's column names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from model.metrics.declared_finance import FINANCE
from model.metrics.declared_means import MEANS
from model.metrics.declared_outcomes import OUTCOMES
from model.metrics.declared_parts import PARTNER, TECHNOLOGY
from model.metrics.indicator import FAMILIES, SHEETS, Family, Indicator, Sheet


def registered(indicators: Iterable[Indicator]) -> Mapping[tuple[Sheet, str], Indicator]:
    """Return indicators by sheet and name.

    Raises
    ------
    ValueError
        If two on one sheet share a name.

    Examples
    --------
    >>> len(registered(OUTCOMES)) == len(OUTCOMES)
    True
    """
    register: dict[tuple[Sheet, str], Indicator] = {}
    for indicator in indicators:
        key = indicator.sheet, indicator.name
        if key in register:
            raise ValueError(f"{indicator.name!r} is declared twice on the sheet of the {key[0]}")
        register[key] = indicator
    return MappingProxyType(register)


INDICATORS = registered((*OUTCOMES, *FINANCE, *MEANS, *PARTNER, *TECHNOLOGY))


def names(sheet: Sheet = "host") -> tuple[str, ...]:
    """Return the names declared on a sheet, in the order of declaration.

    Examples
    --------
    >>> names("technology")[:2]
    ('met', 'met_domestic')
    """
    return tuple(name for at, name in INDICATORS if at == sheet)


def declared(name: str, sheet: Sheet = "host") -> Indicator:
    """Return the declaration of an indicator.

    Parameters
    ----------
    name : str
        Column name.
    sheet : str
        ``host``, ``partner`` or ``technology``.

    Returns
    -------
    Indicator
        Its declaration.

    Raises
    ------
    ValueError
        If there is none of that name; the message names the nearest, or the sheets that have it.

    Examples
    --------
    >>> declared("autonomy").unit
    'share'
    >>> declared("autonmy")
    Traceback (most recent call last):
    ...
    ValueError: no indicator 'autonmy' of the host; did you mean 'autonomy'?
    """
    if sheet not in SHEETS:
        raise ValueError(f"no sheet {sheet!r}; there are {', '.join(SHEETS)}")
    found = INDICATORS.get((sheet, name))
    if found is not None:
        return found
    elsewhere = [f"{other!r}" for other in SHEETS if (other, name) in INDICATORS]
    near = get_close_matches(name, names(sheet), n=1, cutoff=0.5)
    if elsewhere:
        hint = f"it is declared for {' and '.join(elsewhere)}"
    elif near:
        hint = f"did you mean {near[0]!r}?"
    else:
        hint = f"there are {', '.join(names(sheet))}"
    raise ValueError(f"no indicator {name!r} of the {sheet}; {hint}")


def of_family(family: Family, sheet: Sheet = "host") -> tuple[Indicator, ...]:
    """Return the indicators of one family on a sheet.

    Raises
    ------
    ValueError
        If there is no such family.

    Examples
    --------
    >>> [indicator.name for indicator in of_family("export development")]
    ['exports_usd_m', 'export_share']
    """
    if family not in FAMILIES:
        raise ValueError(f"no family {family!r}; there are {', '.join(FAMILIES)}")
    return tuple(i for i in INDICATORS.values() if i.family == family and i.sheet == sheet)


def undeclared(columns: Iterable[str], sheet: Sheet = "host") -> tuple[str, ...]:
    """Return which of some recorded columns nobody declared, in the order given.

    Examples
    --------
    >>> undeclared(["autonomy", "beauty"])
    ('beauty',)
    """
    return tuple(name for name in columns if (sheet, name) not in INDICATORS)
