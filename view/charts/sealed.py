"""Data that a picture is drawn from, handed over as one text.

Reacton looks for components within all lists and mappings that a component is given, and the
browser copies, compares and watches them, number by number, at every drawing of the page: of a
lever's move that was the larger part. A text is one thing to both; the Vue file reads it once.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import solara

P = ParamSpec("P")


@dataclass(frozen=True)
class Sealed:
    """Data that hold no component."""

    data: Any


def unsealed(value: Any, _: Any = None) -> str:
    """Return what is sent to the browser.

    Examples
    --------
    >>> unsealed(Sealed({"é": [1, None]})), unsealed(None)
    ('{"é":[1,null]}', 'null')
    """
    data = value.data if isinstance(value, Sealed) else value
    # NaN is no JSON: the browser would fail over the whole picture.
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def sent_as(name: str) -> str:
    """Return under which name the browser is sent a sealed argument."""
    return f"{name}_json"


def drawn_by(
    file: str, *sealed: str
) -> Callable[[Callable[P, None]], Callable[P, solara.Element[Any]]]:
    """Return what makes a component of a Vue file beside the module that declares it.

    Parameters
    ----------
    file : str
        Name of the file; it reads a sealed ``chart`` out of ``chart_json``.
    *sealed : str
        Arguments, given by name, that are data through and through.
    """

    def decorate(declared: Callable[P, None]) -> Callable[P, solara.Element[Any]]:
        def drawn() -> None:
            """Stands for what is declared, under the names that are sent."""

        signature = inspect.signature(declared)
        renamed = [
            each.replace(name=sent_as(name)) if name in sealed else each
            for name, each in signature.parameters.items()
        ]
        drawn.__signature__ = signature.replace(parameters=renamed)  # type: ignore[attr-defined]
        path = Path(inspect.getfile(declared)).with_name(file)
        texts: dict[str, Callable[[Any, Any], Any]] = {sent_as(name): unsealed for name in sealed}
        made: Any = solara.component_vue(str(path), vuetify=False, to_json=texts)(drawn)

        @wraps(declared)
        def component(*given: P.args, **named: P.kwargs) -> solara.Element[Any]:
            sent: dict[str, Any] = dict(named)
            for name in sealed:
                sent[sent_as(name)] = Sealed(sent.pop(name))
            element: solara.Element[Any] = made(*given, **sent)
            return element

        return component

    return decorate
