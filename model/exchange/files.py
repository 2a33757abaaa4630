"""One bargain from one or several files, whatever their format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from model.exchange.faults import BargainFileError
from model.exchange.genius import DOMAIN, domain_of, profile_of, read_root
from model.exchange.own_json import parse_meeting, read_json
from model.exchange.source import found, read_bytes
from model.exchange.statement import Statement
from model.negotiation.domain import Bargain
from model.negotiation.meeting import Meeting
from model.scenario.problems import ABSENT, Problem


def read_statement(files: Sequence[str | Path], sides: tuple[int, int] | None = None) -> Statement:
    """Return the bargain that files state.

    Parameters
    ----------
    files : sequence of str or Path
        One JSON file (or the name of a shipped one); or, in GENIUS XML, a domain and two or more
        profiles, in any order of domain and profiles; or two or more profiles.
    sides : tuple of int, optional
        Which two profiles sit at the table, counted from 1; needed where there are more than two.

    Raises
    ------
    BargainFileError
        Where a file is not sound or they do not fit together.

    Examples
    --------
    >>> read_statement(["pilot_line"]).talk.outcomes
    48
    """
    paths = [found(each) for each in files]
    if len(paths) == 1 and sides is None and paths[0].suffix.lower() != ".xml":
        return read_json(paths[0])
    roots = [(str(path), read_root(path)) for path in paths]
    domains = [each for each in roots if each[1].tag == DOMAIN]
    profiles = [each for each in roots if each[1].tag != DOMAIN]
    if len(domains) > 1:
        raise _refused(domains[1][0], "one domain at most")
    if len(profiles) < 2:
        raise _refused(roots[-1][0], f"two profiles, not {len(profiles)}")
    if sides is None and len(profiles) > 2:
        raise _refused(
            profiles[2][0], f"two profiles, not {len(profiles)}: choose two, as in --sides 1 2"
        )
    seats = sides or (1, 2)
    if len(set(seats)) < 2 or not all(1 <= seat <= len(profiles) for seat in seats):
        raise _refused("--sides", f"two different numbers from 1 to {len(profiles)}")
    domain = domain_of(domains[0][1], domains[0][0]) if domains else None
    issues = domain.issues if domain else ()
    (file, root), (other_file, other) = (profiles[seat - 1] for seat in seats)
    first = profile_of(root, file, issues)
    second = profile_of(other, other_file, first.issues)
    talk = Bargain(first.issues, first.party, second.party)
    title = domain.title if domain else f"{first.party.name}, {second.party.name}"
    return Statement(talk, title)


def read_meeting(
    files: Sequence[str | Path], sides: tuple[int, int] | None = None
) -> tuple[Meeting, str]:
    """Return the bargain of two or more parties that files state, and its title.

    Only a JSON file states more than two; all else is as for :func:`read_statement`.

    Examples
    --------
    >>> len(read_meeting(["pilot_line"])[0].parties)
    2
    """
    paths = [found(each) for each in files]
    if len(paths) == 1 and sides is None and paths[0].suffix.lower() != ".xml":
        return parse_meeting(read_bytes(paths[0]), str(paths[0]))
    statement = read_statement(files, sides)
    talk = statement.talk
    return Meeting(talk.issues, (talk.host, talk.partner)), statement.title


def _refused(file: str, expected: str) -> BargainFileError:
    return BargainFileError([Problem(file, "", ABSENT, expected)])
