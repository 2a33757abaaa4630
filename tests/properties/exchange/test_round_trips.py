"""What is written is what is read; what is read is sound or refused."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from model.exchange.faults import BargainFileError
from model.exchange.files import read_statement
from model.exchange.genius import domain_of, profile_of
from model.exchange.genius_writing import domain_xml, profile_xml
from model.exchange.own_json import parse_json, write_json
from model.exchange.safe_xml import xml_tree
from model.exchange.source import BARGAINS
from model.exchange.statement import normalised
from model.negotiation.domain import Party
from tests.statements import statements


@given(statements())
def test_json_gives_the_same_statement(statement):
    assert parse_json(write_json(statement).encode(), "x.json") == statement


@given(statements(st.floats(0.0, 1e6)), st.floats(0.0, 1.0))
def test_genius_gives_the_same_utilities(statement, reservation):
    talk = statement.normalised().talk
    spread = [sum(max(v) - min(v) for v in side.values) for side in (talk.host, talk.partner)]
    assume(min(spread) > 0.5)  # a side to whom all is one has no profile
    talk = replace(talk, host=replace(talk.host, reservation=reservation))
    statement = replace(statement, talk=talk)
    domain = domain_of(xml_tree(domain_xml(statement).encode(), "d.xml"), "d.xml")
    assert domain.issues == talk.issues
    text = profile_xml(statement, 0).encode()
    profile = profile_of(xml_tree(text, "p.xml"), "p.xml", domain.issues)
    assert profile.issues == talk.issues
    assert profile.party.reservation == reservation
    assert profile.party.discount == talk.host.discount
    for read, written in zip(profile.party.values, talk.host.values, strict=True):
        assert read == pytest.approx(written, abs=1e-12)


@given(statements())
def test_normalised_worst_is_0_best_is_1_and_the_order_of_outcomes_stays(statement):
    scaled = statement.normalised()
    for before, after in (
        (statement.talk.host, scaled.talk.host),
        (statement.talk.partner, scaled.talk.partner),
    ):
        span = sum(max(values) - min(values) for values in before.values)
        assert all(min(values) == 0.0 for values in after.values)
        if span > 0.0:
            assert sum(max(values) for values in after.values) == pytest.approx(1.0)
        for old, new in zip(before.values, after.values, strict=True):
            for a in range(len(old)):
                for b in range(len(old)):
                    assert new[a] <= new[b] or old[a] > old[b]


@pytest.mark.parametrize("reservation", [-1e9, 1e9])
def test_a_reservation_value_beyond_any_scale_stays_a_number(reservation):
    party = normalised(Party(((0.0, 5e-324),), reservation))
    assert party.values == ((0.0, 1.0),)
    assert math.isfinite(party.reservation)
    assert party.reservation * reservation > 0.0


def sound_or_refused(read):
    """Either all numbers are finite, or each problem is one printable line."""
    statement, problems = None, ()
    try:
        statement = read()
    except BargainFileError as error:
        problems = error.problems
    assert (statement is None) == bool(problems)
    assert all(str(problem).isprintable() for problem in problems)
    if statement is None:
        return
    for party in (statement.talk.host, statement.talk.partner):
        assert all(math.isfinite(value) for values in party.values for value in values)
        assert math.isfinite(party.reservation)


@given(st.binary(max_size=300))
def test_any_bytes(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(content)
    sound_or_refused(lambda: read_statement([path]))
    sound_or_refused(lambda: read_statement([path, path]))


def mangled(name):
    """A sound file with a piece of it exchanged, doubled or cut out."""
    sound = (BARGAINS / name).read_bytes()
    place = st.integers(0, len(sound))
    pieces = st.sampled_from(
        [b"", b'"', b"-", b"nan", b"1e999", b"<issue>", b"</objective>", b"0.5", b"[]", b"{}", b","]
    )

    def cut(start, length, piece):
        return sound[:start] + piece + sound[start + length :]

    return st.builds(cut, place, st.integers(0, 60), pieces | st.just(sound[200:260]))


@given(mangled("pilot_line.json"))
def test_any_mangled_json(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "mangled.json"
    path.write_bytes(content)
    sound_or_refused(lambda: read_statement([path]))


@given(mangled("ferry_line.xml"))
def test_any_mangled_profile(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "mangled.xml"
    path.write_bytes(content)
    others = [BARGAINS / "ferry_domain.xml", BARGAINS / "ferry_yard.xml"]
    sound_or_refused(lambda: read_statement([*others, path]))
    sound_or_refused(lambda: read_statement([path, others[1]]))
