"""Files of GENIUS mean what they say: weights, evaluations, ranges, what is absent."""

import pytest

from model.exchange.files import read_statement
from model.exchange.genius import domain_of, profile_of
from model.exchange.genius_writing import profile_xml
from model.exchange.safe_xml import xml_tree
from model.exchange.source import BARGAINS
from model.exchange.statement import Statement
from model.negotiation.domain import Bargain, Issue, Party

FERRY = [BARGAINS / f"ferry_{name}.xml" for name in ("domain", "line", "yard")]

# As another program writes it: evaluations of a whole-number issue as items, no items' end tags.
FOREIGN = b"""<utility_space number_of_issues="2">
<objective index="1" etype="objective" type="objective" description="" name="any">
<issue index="1" etype="discrete" type="discrete" vtype="discrete" name="price">
    <item index="1" value="a" evaluation="0.0" />
    <item index="2" value="b" evaluation="0.25" />
    <item index="3" value="c" evaluation="0.5" />
</issue>
<issue index="2" etype="discrete" type="discrete" vtype="integer" name="months">
    <item index="1" value="1" evaluation="4" />
    <item index="2" value="2" evaluation="1" />
</issue>
<weight index="1" value="0.3">
</weight>
<weight index="2" value="0.7">
</weight>
</objective>
<comparisons>20</comparisons>
</utility_space>"""


def worth(party, issues, deal):
    """Utility of a deal given by names."""
    return sum(
        values[issue.levels.index(deal[issue.name])]
        for issue, values in zip(issues, party.values, strict=True)
    )


def test_shipped_example_by_hand():
    talk = read_statement(FERRY).talk
    deal = {"hulls built at home": "every second", "warranty, years": "2", "drawings": "licensed"}
    assert talk.outcomes == 60
    # 0.35 × 6/8 + 0.15 × (0.2 + 0.2) + 0.5 × 8/10; 0.4 × 7/10 + 0.3 × (1 − 0.25) + 0.3 × 3/5
    assert worth(talk.host, talk.issues, deal) == pytest.approx(0.2625 + 0.06 + 0.4)
    assert worth(talk.partner, talk.issues, deal) == pytest.approx(0.28 + 0.225 + 0.18)
    assert (talk.host.reservation, talk.partner.reservation) == (0.4, 0.25)
    assert (talk.host.name, talk.partner.name) == ("ferry_line", "ferry_yard")


def test_order_of_files_decides_who_is_who_and_the_domain_may_stand_anywhere():
    domain, line, yard = FERRY
    usual, turned = read_statement([domain, line, yard]), read_statement([yard, domain, line])
    assert (turned.talk.host, turned.talk.partner) == (usual.talk.partner, usual.talk.host)
    assert read_statement([line, yard]).talk == usual.talk
    assert read_statement([*FERRY, line], sides=(2, 3)).talk.host == usual.talk.partner


def test_weights_and_evaluations_are_not_rescaled_and_what_is_absent_is_none():
    profile = profile_of(xml_tree(FOREIGN, "p.xml"), "p.xml")
    assert profile.party.values == (
        pytest.approx((0.0, 0.3 * 0.25 / 0.5, 0.3)),
        pytest.approx((0.7, 0.7 / 4)),
    )
    assert profile.party.reservation == 0.0
    assert profile.party.discount == 1.0


def test_reservation_and_discount_as_stated_and_a_discount_of_0_is_none():
    for text, expected in (("0.9", 0.9), ("0", 1.0), ("1.0", 1.0)):
        stated = f'<discount_factor value="{text}"/><reservation value="0.37"/></utility_space>'
        raw = FOREIGN.replace(b"</utility_space>", stated.encode())
        profile = profile_of(xml_tree(raw, "p.xml"), "p.xml")
        assert (profile.party.discount, profile.party.reservation) == (expected, 0.37)


def test_profile_in_another_order_than_its_domain():
    months, price = Issue("months", ("2", "1")), Issue("price", ("c", "a", "b"))
    profile = profile_of(xml_tree(FOREIGN, "p.xml"), "p.xml", (months, price))
    assert profile.party.values == (
        pytest.approx((0.7 / 4, 0.7)),
        pytest.approx((0.3, 0.0, 0.15)),
    )


def test_an_issue_that_is_worth_nothing_to_anyone():
    raw = FOREIGN.replace(b'"4"', b'"0"').replace(b'evaluation="1"', b'evaluation="0"')
    assert profile_of(xml_tree(raw, "p.xml"), "p.xml").party.values[1] == (0.0, 0.0)


@pytest.mark.parametrize(
    ("offset", "slope", "shares"), [(-0.5, 1, (0, 0.5, 1)), (2, -1, (1, 1, 0))]
)
def test_a_linear_evaluator_stays_within_0_and_1(offset, slope, shares):
    raw = f"""<utility_space><objective>
        <issue index="7" name="years" type="integer"><range lowerbound="-1" upperbound="1"/>
        <evaluator ftype="linear" offset="{offset}" slope="{slope}"/></issue>
        <weight index="7" value="1"/></objective></utility_space>"""
    profile = profile_of(xml_tree(raw.encode(), "p.xml"), "p.xml")
    assert profile.issues == (Issue("years", ("-1", "0", "1")),)
    assert profile.party.values == (shares,)


def test_names_are_kept_to_the_letter():
    raw = '<negotiation_template><issue index="1" name="a &amp; &lt;b&gt;"><item value=" é"/>'
    raw += '<item value="&quot;"/></issue></negotiation_template>'
    assert domain_of(xml_tree(raw.encode(), "d.xml"), "d.xml").issues == (
        Issue("a & <b>", (" é", '"')),
    )


@pytest.mark.parametrize(
    ("values", "reservation", "said"),
    [
        (((-1.0, 1.0),), 0.0, "at least 0"),
        (((0.0, 2.0),), 0.0, "best outcome = 2.0: expected 1"),
        (((0.0, 1.0),), -0.5, "reservation = -0.5: expected a number from 0 to 1"),
    ],
)
def test_what_genius_cannot_state_is_not_written(values, reservation, said):
    side = Party(values, reservation)
    talk = Bargain((Issue("x", ("a", "b")),), side, side)
    with pytest.raises(ValueError, match=said):
        profile_xml(Statement(talk), 0)
