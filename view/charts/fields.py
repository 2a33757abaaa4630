"""Small fields of the browser: one of a list, or a whole number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from view.charts.sealed import drawn_by


@drawn_by("fields.vue", "fields")
def Fields(
    fields: Sequence[Mapping[str, Any]],
    event_set: Callable[[Mapping[str, Any]], None] | None = None,
) -> None:
    """Draw fields.

    Parameters
    ----------
    fields : sequence of mapping
        From :func:`one_of` and :func:`whole_number`.
    event_set : callable, optional
        Called with ``key`` and ``value``.
    """


def one_of(
    key: str, label: str, value: str, options: Sequence[tuple[str, str]], title: str = ""
) -> dict[str, Any]:
    """Return a field for one of several values, given with their texts."""
    listed = [{"value": each, "text": text} for each, text in options]
    return {"key": key, "label": label, "title": title, "value": value, "options": listed}


def whole_number(
    key: str, label: str, value: int, low: int, high: int, title: str = ""
) -> dict[str, Any]:
    """Return a field for a whole number between two ends."""
    ends = {"low": low, "high": high}
    return {"key": key, "label": label, "title": title, "value": value} | ends
