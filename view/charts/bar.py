"""How far something is."""

from __future__ import annotations

from view.charts.tag import tag


def Bar(text: str, share: float, label: str) -> None:
    """Show a bar below what it says in numbers; it is told on request, not at each change.

    Parameters
    ----------
    text : str
        What is done, and what is left.
    share : float
        Of the whole, 0 to 1.
    label : str
        What it is about.
    """
    done = f"{100 * share:.0f}"
    tag("p", text)
    with tag("div", cls="cv-bar", role="progressbar", aria_label=label, aria_valuenow=done,
             aria_valuetext=text):  # fmt: skip
        tag("i", style=f"width: {done}%")
