"""Our own format of a bargain: JSON, version 1, described in model/data/bargains/README.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from model.exchange.clauses import IN_TURN, TOGETHER, read_clause, read_talks
from model.exchange.faults import LONGEST_NUMBER, MOST_WORTH, BargainFileError, Faults
from model.exchange.homes import home_table, read_home
from model.exchange.interactions import check_merged, interactions_table, read_interactions
from model.exchange.source import read_bytes
from model.exchange.statement import Statement, issues_of
from model.exchange.tactics import read_style, style_table
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.meeting import MOST_SIDES, Meeting
from model.scenario.problems import ABSENT, Problem

FORMAT, VERSION = "convenio-bargain", 1
KEYS = ("format", "version", "title", "talks", "issues", "parties")
ISSUE_KEYS = ("name", "levels")
PARTY_KEYS = (
    *("name", "values", "interactions", "home", "most_favoured"),
    *("joint", "reservation", "discount", "style"),
)


def read_json(path: Path) -> Statement:
    """Return the bargain that a JSON file states.

    Raises
    ------
    BargainFileError
        With all that is wrong with the file.
    """
    return parse_json(read_bytes(path), str(path))


def write_json(statement: Statement) -> str:
    """Return a bargain as the text of a JSON file; reading it gives the same bargain.

    Examples
    --------
    >>> share = Issue("share", ("half", "all"))
    >>> talk = Bargain((share,), Party(((1.0, 2.0),)), Party(((2.0, 0.0),)))
    >>> parse_json(write_json(Statement(talk)).encode(), "x.json").talk == talk
    True
    """
    talk = statement.talk
    return _text(talk.issues, (talk.host, talk.partner), statement.title)


def write_meeting(meeting: Meeting, title: str = "") -> str:
    """Return a bargain of two or more parties as the text of a JSON file."""
    return _text(meeting.issues, meeting.parties, title, meeting.in_turn)


def _text(
    issues: tuple[Issue, ...],
    parties: tuple[Party, ...],
    title: str,
    in_turn: bool = False,
) -> str:
    """Return the text of a JSON file."""
    sides = []
    for party in parties:
        values = {
            issue.name: dict(zip(issue.levels, worth, strict=True))
            for issue, worth in zip(issues, party.values, strict=True)
        }
        sides.append(
            {
                "name": party.name,
                "reservation": party.reservation,
                "discount": party.discount,
                "style": style_table(party.style),
                "values": values,
            }
            | interactions_table(party)
            | home_table(party, issues)
            | ({"most_favoured": list(party.most_favoured)} if party.most_favoured else {})
        )
    content = {
        "format": FORMAT,
        "version": VERSION,
        "title": title,
        **({"talks": IN_TURN} if in_turn else {}),
        "issues": [{"name": each.name, "levels": list(each.levels)} for each in issues],
        "parties": sides,
    }
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def parse_json(raw: bytes, file: str) -> Statement:
    """Return the bargain that the bytes of a file state; ``file`` is its name in messages."""
    issues, (host, partner), title, _ = _parsed(raw, file, 2)
    return Statement(Bargain(issues, host, partner), title)


def parse_meeting(raw: bytes, file: str) -> tuple[Meeting, str]:
    """Return the bargain of two or more parties that the bytes of a file state, and its title.

    Examples
    --------
    >>> share = Issue("share", ("half", "all"))
    >>> meeting = Meeting((share,), (Party(((1.0, 2.0),), discount=0.5),) * 3)
    >>> parse_meeting(write_meeting(meeting).encode(), "x.json")[0] == meeting
    True
    """
    issues, parties, title, in_turn = _parsed(raw, file, MOST_SIDES)
    return Meeting(issues, tuple(parties), in_turn), title


def _parsed(raw: bytes, file: str, most: int) -> tuple[tuple[Issue, ...], list[Party], str, bool]:
    """Return issues, parties, title, whether they talk in turn."""
    faults = Faults(file)
    content = _object(faults, "", _decoded(raw, file), KEYS, ("format", "version", "issues"))
    if content.get("format", FORMAT) != FORMAT:
        faults.note("format", content["format"], f"{FORMAT!r}")
    if content.get("version", VERSION) != VERSION or content.get("version") is True:
        faults.note("version", content["version"], f"{VERSION}")
    faults.end()
    title = content.get("title", "")
    if title != "" and not faults.name("title", title):
        title = ""
    issues = _issues(faults, content["issues"])
    sides = content.get("parties", ABSENT)
    if not isinstance(sides, list) or not 2 <= len(sides) <= most:
        count = len(sides) if isinstance(sides, list) else sides
        wanted = "two" if most == 2 else f"2 to {most}"
        faults.note("parties", count, f"a list of {wanted} parties")
    faults.end()
    parties = [_party(faults, f"party {at}", each, issues) for at, each in enumerate(sides, 1)]
    faults.end()
    check_merged(faults, issues, parties)
    in_turn = read_talks(faults, content.get("talks", TOGETHER), parties)
    return tuple(issues), parties, title, in_turn


def _decoded(raw: bytes, file: str) -> Any:
    """Return what the JSON says, or raise BargainFileError where it is none."""

    def refuse(expected: str) -> NoReturn:
        raise BargainFileError([Problem(file, "", ABSENT, expected)]) from None

    def pairs(given: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in given:
            if name in found:
                raise BargainFileError([Problem(file, "", name, "each key once in its object")])
            found[name] = value
        return found

    def short(text: str) -> float | str:
        # Longer texts stay texts: whoever asks for a number then says which one is wrong.
        return text if len(text) > LONGEST_NUMBER else float(text)

    def whole(text: str) -> int | str:
        return text if len(text) > LONGEST_NUMBER else int(text)

    try:
        text = raw.decode("utf-8-sig")
        if "\0" in text:
            refuse("a text in JSON, not a binary file")
        return json.loads(
            text,
            object_pairs_hook=pairs,
            parse_float=short,
            parse_int=whole,
            parse_constant=float,  # NaN and both infinities, each to be refused where it stands
        )
    except UnicodeDecodeError:
        refuse("a text in UTF-8, not a binary file")
    except RecursionError:
        refuse("lists and objects nested less deeply")
    except json.JSONDecodeError as error:
        refuse(f"JSON ({error})")


def _object(
    faults: Faults, key: str, given: Any, known: tuple[str, ...], needed: tuple[str, ...]
) -> dict[str, Any]:
    """Return an object with known keys; what is missing or unknown joins the faults."""
    if not isinstance(given, dict):
        faults.note(key, given, f"an object with the keys {', '.join(known)}")
        return {}
    place = f"{key}: " if key else ""
    for name in given:
        if name not in known:
            faults.note(f"{place}key", name, f"one of {', '.join(known)}", known)
    for name in needed:
        if name not in given:
            faults.note(f"{place}{name}", ABSENT, "to be there")
    return given


def _issues(faults: Faults, given: Any) -> list[Issue]:
    """Return the issues of a file."""
    if not isinstance(given, list):
        faults.note("issues", given, "a list of objects with name and levels")
        return []
    read = []
    for at, each in enumerate(given, 1):
        key = f"issue {at}"
        issue = _object(faults, key, each, ISSUE_KEYS, ISSUE_KEYS)
        levels = issue.get("levels", [])
        if isinstance(levels, list):
            read.append((key, issue.get("name"), levels))
        else:
            faults.note(f"{key}: levels", levels, "a list of names")
    faults.end()
    return issues_of(faults, read)


def _party(faults: Faults, key: str, given: Any, issues: list[Issue]) -> Party:
    """Return a party."""
    party = _object(faults, key, given, PARTY_KEYS, ("values",))
    name = party.get("name", "")
    if name != "":
        faults.name(f"{key}: name", name)
    values = party.get("values", {})
    names = [issue.name for issue in issues]
    worth = []
    if not isinstance(values, dict):
        faults.note(f"{key}: values", values, "an object: issue, then level, then number")
    elif "values" in party and faults.same_names(f"{key}: values", names, values):
        worth = [
            _worth(faults, f"{key}: {issue.name}", issue, values[issue.name]) for issue in issues
        ]
    reservation = faults.number(
        f"{key}: reservation", party.get("reservation", 0.0), -MOST_WORTH, MOST_WORTH
    )
    discount = faults.number(f"{key}: discount", party.get("discount", 1.0), 0.0, 1.0)
    if discount == 0.0:
        faults.note(f"{key}: discount", discount, "a number above 0; 1 for none")
    style = read_style(faults, f"{key}: style", party.get("style", "linear"))
    pairs = read_interactions(faults, f"{key}: interactions", party.get("interactions", []), issues)
    home = read_home(faults, f"{key}: home", party["home"], issues) if "home" in party else None
    favoured = read_clause(faults, f"{key}: most_favoured", party.get("most_favoured", []), issues)
    joint = read_interactions(faults, f"{key}: joint", party.get("joint", []), issues, True)
    return Party(
        tuple(worth), reservation, style, str(name), pairs, home, favoured, joint, discount
    )


def _worth(faults: Faults, key: str, issue: Issue, given: Any) -> tuple[float, ...]:
    """Return what each level of an issue is worth."""
    if not isinstance(given, dict):
        faults.note(key, given, "an object: level, then number")
    elif faults.same_names(key, issue.levels, given):
        return tuple(
            faults.number(f"{key}: {level}", given[level], -MOST_WORTH, MOST_WORTH)
            for level in issue.levels
        )
    return ()
