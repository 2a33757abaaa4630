"""Plain HTML elements."""

from __future__ import annotations

from typing import Any

import reacton
import reacton.ipyvuetify as v


def tag(
    name: str, *children: object, cls: str = "", **attributes: Any
) -> reacton.core.Element[Any]:
    """Return an HTML element; texts among the children are escaped.

    Parameters
    ----------
    name : str
        Such as ``p`` or ``section``.
    *children : str or Element
        What stands in it.
    cls : str
        CSS classes.
    **attributes
        Others; ``_`` stands for ``-``, a last one falls away (``for_``).
    """
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    return v.Html(tag=name, children=list(children), class_=cls, attributes=given)
