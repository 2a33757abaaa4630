"""Declaring a number once: its unit, its bounds, who decides it and what it means."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import InitErrorDetails

Role = Literal["fact", "uncertainty", "lever", "choice"]
"""Who decides a number: the record, nobody yet, the host, or the modeller."""

_MARK = "convenio"  # key of our entry in a field's json_schema_extra


@dataclass(frozen=True)
class Declaration:
    """What is declared about one numeric leaf of a scenario.

    `path` is a pattern: `*` stands for the id of an entity or for a key of a table, a trailing
    `[]` for the elements of an array.
    """

    path: str
    unit: str
    low: float
    high: float
    role: Role
    meaning: str
    type: type[int | float]

    def matches(self, path: str) -> bool:
        """Whether a dotted path is one of those that the pattern stands for.

        Examples
        --------
        >>> one = Declaration("partners.*.trust", "share", 0, 1, "uncertainty", "trust", float)
        >>> one.matches("partners.korea.trust"), one.matches("partners.korea.name")
        (True, False)
        """
        pattern = self.path.removesuffix("[]").split(".")
        parts = path.split(".")
        return len(pattern) == len(parts) and all(
            want in ("*", part) for want, part in zip(pattern, parts, strict=True)
        )


def quantity(
    unit: str, low: float, high: float, role: Role, meaning: str, default: float | None = None
) -> Any:
    """Declare one number: a pydantic field that must lie in [low, high].

    Parameters
    ----------
    unit : str
        Unit in words, such as "USD m a year" or "share".
    low, high : float
        Bounds, both allowed, in the unit.
    role : {"fact", "uncertainty", "lever", "choice"}
        Who decides it.
    meaning : str
        What the number is, in a few words.
    default : float, optional
        Stands where nothing is given; without it the number must be given.

    Raises
    ------
    ValueError
        Where the declaration itself makes no sense.

    Examples
    --------
    >>> class Loan(Declared):
    ...     rate: float = quantity("1/year", 0, 0.3, "uncertainty", "interest on the loan")
    >>> Loan(rate=0.04).rate
    0.04
    >>> [(d.path, d.unit, d.high) for d in declarations(Loan)]
    [('rate', '1/year', 0.3)]
    """
    own: dict[str, Any] = {} if default is None else {"default": default}
    return Field(ge=low, le=high, **own, **_declared(unit, low, high, role, meaning))


def table_of(
    unit: str, low: float, high: float, role: Role, meaning: str, *, may_lack: bool = False
) -> Any:
    """Declare the numbers of a table or of an array: each element lies in [low, high].

    Parameters are those of `quantity`; the field is a `dict[str, float]` or a `tuple[float, ...]`.
    One that ``may_lack`` is an empty table where nothing is given.

    Examples
    --------
    >>> class Trade(Declared):
    ...     imports: dict[str, float] = table_of("share", 0, 1, "fact", "need met, by origin")
    >>> Trade(imports={"korea": 0.25}).imports["korea"]
    0.25
    >>> next(declarations(Trade)).path
    'imports.*'
    """
    own: dict[str, Any] = {"default_factory": dict} if may_lack else {}
    return Field(**own, **_declared(unit, low, high, role, meaning))


def _declared(unit: str, low: float, high: float, role: Role, meaning: str) -> dict[str, Any]:
    if not (unit.strip() and meaning.strip()):
        raise ValueError("a quantity needs a unit and a meaning")
    if not (isfinite(low) and isfinite(high) and low < high):
        raise ValueError(f"{meaning}: bounds must be finite and ordered, not {low} to {high}")
    if role not in get_args(Role):
        raise ValueError(f"{meaning}: role must be one of {get_args(Role)}, not {role!r}")
    entry = {"unit": unit, "low": low, "high": high, "role": role}
    return {"description": meaning, "json_schema_extra": {_MARK: entry}}


class Declared(BaseModel):
    """A branch of the scenario: frozen, without unknown keys, numbers that are numbers.

    An integer will do for a real number; a truth value, a text, NaN or infinity will not.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, validate_default=True
    )

    @field_validator("*", mode="after")
    @classmethod
    def _elements_within_bounds(cls, value: Any, info: ValidationInfo) -> Any:
        """Hold every element of a declared table or array to its bounds, naming each offender."""
        # Pydantic makes tables and arrays of these; the bounds of a single number it has looked at.
        entry = _entry(cls, str(info.field_name)) if isinstance(value, dict | tuple) else None
        if entry is None:
            return value
        low, high = entry["low"], entry["high"]
        items = value.items() if isinstance(value, dict) else enumerate(value)
        wrong = [
            InitErrorDetails(
                type="greater_than_equal" if number < low else "less_than_equal",
                loc=(key,),
                input=number,
                ctx={"ge": low} if number < low else {"le": high},
            )
            for key, number in items
            if not low <= number <= high
        ]
        if wrong:
            raise ValidationError.from_exception_data(cls.__name__, wrong)
        return value


def _entry(model: type[BaseModel], field: str) -> dict[str, Any] | None:
    extra = model.model_fields[field].json_schema_extra
    entry = extra.get(_MARK) if isinstance(extra, dict) else None
    return entry if isinstance(entry, dict) else None


def element_type(annotation: Any) -> tuple[Literal["one", "table", "array"], Any]:
    """How a field holds its values (one, by key, in a row) and the type of one of them.

    Examples
    --------
    >>> element_type(dict[str, float])
    ('table', <class 'float'>)
    >>> element_type(tuple[int, ...]), element_type(float | None)
    (('array', <class 'int'>), ('one', <class 'float'>))
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        kept = [each for each in arguments if each is not type(None)]
        return element_type(kept[0]) if len(kept) == 1 else ("one", annotation)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "table", arguments[1]
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return "array", arguments[0]
    return "one", annotation


def declarations(model: type[BaseModel], prefix: str = "") -> Iterator[Declaration]:
    """All declared numbers of a tree, in the order of their declaration.

    Examples
    --------
    >>> class Leaf(Declared):
    ...     size: float = quantity("m", 0, 9, "fact", "its length")
    >>> from pydantic import create_model
    >>> Tree = create_model("Tree", __base__=Declared, leaves=dict[str, Leaf])
    >>> [d.path for d in declarations(Tree)]
    ['leaves.*.size']
    """
    for name, field in model.model_fields.items():
        shape, kind = element_type(field.annotation)
        path = prefix + name + {"one": "", "table": ".*", "array": "[]"}[shape]
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from declarations(kind, path + ".")
        elif (one := declaration(model, name, path)) is not None:
            yield one


def declaration(model: type[BaseModel], field: str, path: str) -> Declaration | None:
    """Return what is declared about a field, under the path it has in its tree, or None.

    Examples
    --------
    >>> class Leaf(Declared):
    ...     size: float = quantity("m", 0, 9, "fact", "its length")
    >>> declaration(Leaf, "size", "leaves.*.size").meaning
    'its length'
    """
    entry = _entry(model, field)
    if entry is None:
        return None
    info = model.model_fields[field]
    return Declaration(
        path=path,
        unit=str(entry["unit"]),
        low=float(entry["low"]),
        high=float(entry["high"]),
        role=entry["role"],
        meaning=str(info.description),
        type=int if element_type(info.annotation)[1] is int else float,
    )
