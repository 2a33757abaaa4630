"""Data that a picture is drawn from, handed over as one thing.

Reacton looks for components within all lists and mappings that a component is given, number by
number, at every drawing of the page: of a lever's move that was the larger part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

import solara

P = ParamSpec("P")


@dataclass(frozen=True)
class Sealed:
    """Data that hold no component."""

    data: Any


def unsealed(value: Any, _: Any = None) -> Any:
    """Return what is sent to the browser.

    Examples
    --------
    >>> unsealed(Sealed([1, 2])), unsealed(None)
    ([1, 2], None)
    """
    return value.data if isinstance(value, Sealed) else value


def drawn_by(
    file: str, *sealed: str
) -> Callable[[Callable[P, None]], Callable[P, solara.Element[Any]]]:
    """Return what makes a component of a Vue file beside the module that declares it.

    Parameters
    ----------
    file : str
        Name of the file.
    *sealed : str
        Arguments, given by name, that are data through and through.
    """

    def decorate(declared: Callable[P, None]) -> Callable[P, solara.Element[Any]]:
        sent: dict[str, Callable[[Any, Any], Any]] = dict.fromkeys(sealed, unsealed)
        made = solara.component_vue(file, vuetify=False, to_json=sent)(declared)

        @wraps(declared)
        def component(*given: P.args, **named: P.kwargs) -> solara.Element[Any]:
            for name in sealed:
                named[name] = Sealed(named[name])
            return made(*given, **named)

        return component

    return decorate
