"""XML that is meant to harm is refused, and soon."""

import time

import pytest

from model.exchange.faults import BargainFileError
from model.exchange.files import read_statement
from model.exchange.safe_xml import DEEPEST, MOST_ELEMENTS, xml_tree

LOL = (
    '<!DOCTYPE lolz [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
TOO_MUCH = 10.0  # seconds on a slow machine; read in the naive way some of these take minutes

HOSTILE = {
    "billion laughs": LOL + "<utility_space>&l9;</utility_space>",
    "quadratic blow-up": f'<!DOCTYPE a [<!ENTITY a "{"x" * 50_000}">]><a>{"&a;" * 50_000}</a>',
    "a file of the machine": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "a file of the net": '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><a>&x;</a>',
    "parameter entity": '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><a/>',
    "a document type from elsewhere": '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>',
    "defaults by a document type": '<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>',
    "an entity that is not declared": "<utility_space>&x;</utility_space>",
    "depth": "<a>" * 1_000_000,
    "depth that is closed": "<a>" * 500_000 + "</a>" * 500_000,
    "a flood of elements": "<a>" + "<b/>" * 1_000_000 + "</a>",
    "one long attribute": '<utility_space a="' + "x" * 9_000_000 + '"/>',
    "one long comment": "<utility_space><!-- " + ">" * 9_000_000 + " --></utility_space>",
    "one long name": "<" + "x" * 9_000_000 + "/>",
    "many attributes": "<a " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>",
    "many issues": "<utility_space>"
    + "".join(f'<issue index="{n}" name="n{n}"/>' for n in range(100_000))
    + "</utility_space>",
    "an encoding that is none": '<?xml version="1.0" encoding="base64"?><utility_space/>',
    "an unknown encoding": '<?xml version="1.0" encoding="klingon"?><utility_space/>',
    "an encoding of long ago": '<?xml version="1.0" encoding="utf-7"?><utility_space/>',
    "two roots": "<utility_space/><utility_space/>",
    "inclusion": '<a xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="/etc/passwd"/></a>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_soon_and_in_one_line(tmp_path, name):
    path = tmp_path / "hostile.xml"
    path.write_text(HOSTILE[name], "utf-8")
    began = time.perf_counter()
    with pytest.raises(BargainFileError) as caught:
        read_statement([path, path])
    assert time.perf_counter() - began < TOO_MUCH
    assert len(caught.value.problems) == 1
    assert "root:" not in str(caught.value)
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("name", [name for name in HOSTILE if "<!ENTITY" in HOSTILE[name]])
def test_entities_are_refused_as_such(name):
    with pytest.raises(BargainFileError, match="without document type and entities"):
        xml_tree(HOSTILE[name].encode(), "x.xml")


def test_the_limits_themselves_are_allowed():
    deep = "<a>" * DEEPEST + "</a>" * DEEPEST
    assert xml_tree(deep.encode(), "x.xml").tag == "a"
    wide = "<a>" + "<b/>" * (MOST_ELEMENTS - 1) + "</a>"
    assert len(xml_tree(wide.encode(), "x.xml")) == MOST_ELEMENTS - 1
