"""A bargain to files: one of our JSON, or a folder of GENIUS XML, a profile for each party."""

from __future__ import annotations

import re
from pathlib import Path

from model.exchange.faults import BargainFileError
from model.exchange.genius_writing import domain_xml, profile_xml
from model.exchange.own_json import write_meeting
from model.exchange.statement import Statement
from model.negotiation.domain import Bargain
from model.negotiation.meeting import Meeting
from model.scenario.problems import ABSENT, Problem

DOMAIN = "domain"  # stem of the domain's file
LONGEST_STEM = 60  # characters of a file's name that come from a party's


def write_bargain(meeting: Meeting, title: str, path: Path) -> tuple[Path, ...]:
    """Write a bargain where nothing stands yet, and return the files written.

    JSON keeps all that a bargain states. GENIUS knows neither tactics nor who acts first: what it
    cannot state at all, such as interactions, is refused.

    Parameters
    ----------
    meeting : Meeting
        The bargain.
    title : str
        Its title.
    path : Path
        A name that ends with ``.json``: our JSON. Any other: the folder for GENIUS XML, a domain
        and a profile for each party.

    Raises
    ------
    BargainFileError
        Where GENIUS cannot state the bargain, a file is there already or cannot be written.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> from model.exchange.files import read_meeting
    >>> file = Path(mkdtemp()) / "mine.json"
    >>> meeting, title = read_meeting(["pilot_line"])
    >>> written = write_bargain(meeting, title, file)
    >>> written == (file,), read_meeting([file]) == (meeting, title)
    (True, True)
    """
    if path.suffix.lower() == ".json":
        texts = {path: write_meeting(meeting, title)}
    else:
        texts = {path / f"{name}.xml": text for name, text in _genius(meeting, title).items()}
    for file in texts:
        if file.exists():
            raise _refused(file, "a file that is not there yet: none is written over")
    for file, text in texts.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise _refused(file, f"a file that can be written ({reason})") from None
    return tuple(texts)


def _genius(meeting: Meeting, title: str) -> dict[str, str]:
    """Return the texts of the domain and of each party's profile, by the stem of the file."""
    if meeting.in_turn:
        raise _refused(title, "parties at one table: GENIUS knows no talks in turn")
    host, *others = meeting.parties
    pairs = [Statement(Bargain(meeting.issues, host, other), title) for other in others]
    profiles = [profile_xml(pairs[0], 0), *(profile_xml(pair, 1) for pair in pairs)]
    texts = {DOMAIN: domain_xml(pairs[0])}
    for at, (party, text) in enumerate(zip(meeting.parties, profiles, strict=True), 1):
        stem = re.sub(r"\W+", "_", party.name)[:LONGEST_STEM].strip("_") or f"party_{at}"
        texts[stem if stem not in texts else f"{stem}_{at}"] = text
    return texts


def _refused(file: Path | str, expected: str) -> BargainFileError:
    return BargainFileError([Problem(str(file), "", ABSENT, expected)])
