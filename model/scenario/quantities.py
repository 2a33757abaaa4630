"""The declared numbers of a scenario, each with its value: for summaries, samplers and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from model.scenario.declare import Declaration, declaration, element_type
from model.scenario.provenance import KEY


@dataclass(frozen=True)
class Quantity:
    """One number of a scenario (or one array of numbers) and what is declared about it."""

    path: str
    value: float | tuple[float, ...]
    declared: Declaration


def quantities(tree: BaseModel, path: str = "", pattern: str = "") -> Iterator[Quantity]:
    """All declared numbers of a tree, by dotted path; identities (`key`) are left out.

    Parameters
    ----------
    tree : pydantic model
        A scenario or a branch of it.
    path, pattern : str
        Where the branch hangs, each with its closing dot; empty for a whole scenario.

    Examples
    --------
    >>> from model.scenario.mechanisms import Clock
    >>> [(q.path, q.value) for q in quantities(Clock(start_year=2025, quarters=64), "clock.")]
    [('clock.start_year', 2025), ('clock.quarters', 64)]
    """
    pattern = pattern or path
    for name, field in type(tree).model_fields.items():
        value = getattr(tree, name)
        shape, _ = element_type(field.annotation)
        each = pattern + name + {"one": "", "table": ".*", "array": "[]"}[shape]
        declared = declaration(type(tree), name, each)
        if isinstance(value, BaseModel):
            yield from quantities(value, f"{path}{name}.", f"{each}.")
        elif isinstance(value, Mapping):
            for key, inner in value.items():
                if isinstance(inner, BaseModel):
                    yield from quantities(inner, f"{path}{name}.{key}.", f"{each}.")
                elif declared is not None:
                    yield Quantity(f"{path}{name}.{key}", inner, declared)
        elif declared is not None and name != KEY:
            yield Quantity(path + name, value, declared)
