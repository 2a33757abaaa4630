"""Bodies at home of a party, as a file states them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from model.exchange.faults import MOST_WORTH, Faults
from model.negotiation.domain import Issue, Party
from model.negotiation.home import Body, Group, Home, check_home

HOME_KEYS = ("known", "later", "bodies")
BODY_KEYS = ("name", "quorum", "spread", "groups")
GROUP_KEYS = ("name", "weight", "approval", "veto_below", "stakes")
MOST_BODIES = 100  # assumption: of bodies, and of groups in each


def home_table(party: Party, issues: Sequence[Issue]) -> dict[str, Any]:
    """Return the bodies at home of a party as a file states them; nothing where there are none.

    Examples
    --------
    >>> home_table(Party(((0.0, 1.0),)), [Issue("x", ("a", "b"))])
    {}
    """
    home = party.home
    if home is None:
        return {}
    bodies = [
        {
            "name": body.name,
            "quorum": body.quorum,
            "spread": body.spread,
            "groups": [
                {
                    "name": group.name,
                    "weight": group.weight,
                    "approval": group.approval,
                    "veto_below": group.veto_below,
                    "stakes": {
                        issue.name: dict(zip(issue.levels, row, strict=True))
                        for issue, row in zip(issues, group.stakes, strict=True)
                    },
                }
                for group in body.groups
            ],
        }
        for body in home.bodies
    ]
    later = {} if home.later is None else {"later": home.later}
    return {"home": {"known": home.known, **later, "bodies": bodies}}


def read_home(faults: Faults, key: str, given: object, issues: Sequence[Issue]) -> Home | None:
    """Return the bodies at home that a file states; what is wrong with them joins the faults."""
    before = len(faults.problems)
    home = _object(faults, key, given, HOME_KEYS)
    later = home.get("later")
    read = Home(
        tuple(
            _body(faults, f"{key}: body {at}", each, issues)
            for at, each in enumerate(_list(faults, f"{key}: bodies", home.get("bodies")), 1)
        ),
        faults.number(f"{key}: known", home.get("known", 1.0), 0.0, 1.0),
        None if later is None else faults.number(f"{key}: later", later, -MOST_WORTH, MOST_WORTH),
    )
    if len(faults.problems) > before:
        return None
    try:
        check_home("home", read, [len(issue.levels) for issue in issues])
    except ValueError as error:
        faults.note(key, len(read.bodies), str(error))
        return None
    return read


def _body(faults: Faults, key: str, given: object, issues: Sequence[Issue]) -> Body:
    """Return one body."""
    body = _object(faults, key, given, BODY_KEYS)
    groups = _list(faults, f"{key}: groups", body.get("groups"))
    return Body(
        tuple(
            _group(faults, f"{key}: group {at}", each, issues) for at, each in enumerate(groups, 1)
        ),
        faults.number(f"{key}: quorum", body.get("quorum", 0.5), 0.0, 1.0),
        faults.number(f"{key}: spread", body.get("spread", 0.0), 0.0, 1.0),
        _name(faults, key, body),
    )


def _group(faults: Faults, key: str, given: object, issues: Sequence[Issue]) -> Group:
    """Return one group; levels that it does not name leave it cold."""
    group = _object(faults, key, given, GROUP_KEYS)
    stakes = _object(
        faults, f"{key}: stakes", group.get("stakes", {}), [issue.name for issue in issues]
    )
    rows = []
    for issue in issues:
        here = f"{key}: stakes: {issue.name}"
        row = _object(faults, here, stakes.get(issue.name, {}), issue.levels)
        rows.append(
            tuple(
                faults.number(f"{here}: {level}", row.get(level, 0.0), -1.0, 1.0)
                for level in issue.levels
            )
        )
    return Group(
        faults.number(f"{key}: weight", group.get("weight", 1.0), 0.0, 1.0),
        faults.number(f"{key}: approval", group.get("approval"), 0.0, 1.0),
        tuple(rows),
        faults.number(f"{key}: veto_below", group.get("veto_below", 0.0), 0.0, 1.0),
        _name(faults, key, group),
    )


def _object(faults: Faults, key: str, given: object, known: Sequence[str]) -> dict[str, Any]:
    """Return an object; what is no object, or an unknown key, joins the faults."""
    if not isinstance(given, dict):
        faults.note(key, given, "an object")
        return {}
    for name in given:
        if name not in known:
            faults.note(f"{key}: key", name, f"one of {', '.join(known)}", known)
    return given


def _list(faults: Faults, key: str, given: object) -> list[Any]:
    """Return a list of one or more; else note it."""
    if isinstance(given, list) and 1 <= len(given) <= MOST_BODIES:
        return given
    faults.note(key, given, f"a list of 1 to {MOST_BODIES} objects")
    return []


def _name(faults: Faults, key: str, given: dict[str, Any]) -> str:
    """Return the name of a body or group; empty where it has none."""
    name = given.get("name", "")
    return name if name == "" or faults.name(f"{key}: name", name) else ""
