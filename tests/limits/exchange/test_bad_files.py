"""Every way in which a bargain's file can be wrong is told: where, what, and what was due."""

import json
import os

import pytest

from model.exchange.faults import LONGEST_NAME, BargainFileError
from model.exchange.files import read_statement
from model.exchange.source import BARGAINS, MOST_BYTES

DOMAIN, LINE, YARD = (
    (BARGAINS / f"ferry_{name}.xml").read_text("utf-8") for name in ("domain", "line", "yard")
)
SOUND = json.loads((BARGAINS / "pilot_line.json").read_text("utf-8"))


def refused(*paths, **settings):
    """Return what is said of files that are refused; each fault is one printable line."""
    with pytest.raises(BargainFileError) as caught:
        read_statement(paths, **settings)
    assert all(str(problem).isprintable() for problem in caught.value.problems)
    assert caught.value.problems[0].file
    return str(caught.value)


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# --- any file ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["x.json", "x.xml"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "the file is empty"),
        (b"\x00\x01\x02\xff\xfe" * 100, "expected"),
        (b"\x89PNG\r\n\x1a\n\x00", "expected"),
        (b"price, months\n1, 2\n", "expected"),
        (b" " * (MOST_BYTES + 1), "at most 10,000,000 bytes"),
    ],
)
def test_what_is_no_bargain(tmp_path, name, content, said):
    path = written(tmp_path, name, content)
    told = refused(path) if name == "x.json" else refused(path, path)
    assert said in told
    assert str(path) in told


def test_what_is_no_file(tmp_path):
    assert "a file, not a folder" in refused(tmp_path)
    assert "a file that exists, or one of pilot_line" in refused(tmp_path / "absent.json")
    assert "expected a file" in refused(tmp_path / ("x" * 5000))
    assert "expected a file" in refused("a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "an ordinary file" in refused(tmp_path / "pipe")


# --- our JSON ----------------------------------------------------------------------------------


def changed(place, value):
    """The text of the shipped bargain with one value exchanged, or taken out (None)."""
    content = json.loads(json.dumps(SOUND))
    *above, last = place
    at = content
    for step in above:
        at = at[step]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return json.dumps(content)


HOST = ("parties", 0)
ROYALTY = (*HOST, "values", "royalty")


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("format",), "other", 'format = "other"'),
        (("version",), 2, "version = 2: expected 1"),
        (("version",), True, "version = true: expected 1"),
        (("version",), None, "version: expected to be there"),
        (("titel",), "x", "did you mean title?"),
        (("title",), "\x1b[31m", "printable characters"),
        (("issues",), [], "number of issues = 0: expected 1 to"),
        (("issues",), {}, "issues = {}"),
        (("issues",), None, "issues: expected to be there"),
        (("issues", 0), "x", 'issue 1 = "x": expected an object'),
        (("issues", 0, "levels"), ["one"], "issue 1: number of levels = 1: expected 2 to 50"),
        (("issues", 0, "levels"), [], "number of levels = 0"),
        (("issues", 0, "levels"), [str(n) for n in range(10**5)], "number of levels = 100000"),
        (
            ("issues", 0, "levels"),
            ["a", "a"],
            'issue 1: level = "a": expected a name that no other',
        ),
        (("issues", 0, "levels"), ["a", 3], "issue 1: level 2 = 3: expected a name"),
        (("issues", 0, "levels"), "ab", 'issue 1: levels = "ab"'),
        (("issues", 0, "name"), "royalty", 'issue 3: name = "royalty"'),
        (("issues", 0, "name"), " ", "issue 1: name"),
        (("issues", 0, "name"), "x" * (LONGEST_NAME + 1), "issue 1: name"),
        (("parties",), SOUND["parties"][:1], "parties = 1: expected a list of two parties"),
        (("parties",), SOUND["parties"] * 2, "parties = 4: expected a list of two parties"),
        (("parties",), None, "parties: expected a list of two parties"),
        ((*HOST, "values"), None, "party 1: values: expected to be there"),
        ((*HOST, "values"), [1, 2], "party 1: values = [1, 2]"),
        (ROYALTY, None, "party 1: values: 'royalty': expected to be there"),
        ((*HOST, "values", "royalti"), {}, "did you mean royalty?"),
        ((*ROYALTY, "2 %"), None, "party 1: royalty: '2 %': expected to be there"),
        ((*ROYALTY, "3 %"), 1, 'party 1: royalty = "3 %"'),
        (
            (*ROYALTY, "2 %"),
            "much",
            'party 1: royalty: 2 % = "much": expected a number from -1e+15',
        ),
        ((*ROYALTY, "2 %"), True, "party 1: royalty: 2 % = true"),
        ((*ROYALTY, "2 %"), [1], "party 1: royalty: 2 % = [1]"),
        ((*ROYALTY, "2 %"), float("nan"), "party 1: royalty: 2 % = nan: expected a number from"),
        ((*ROYALTY, "2 %"), float("-inf"), "party 1: royalty: 2 % = -inf: expected"),
        ((*ROYALTY, "2 %"), 1e300, "party 1: royalty: 2 % = 1e+300: expected a number from -1e+15"),
        ((*ROYALTY, "2 %"), 10**50, "party 1: royalty: 2 % = "),
        ((*HOST, "reservation"), float("inf"), "party 1: reservation = inf: expected a number"),
        ((*HOST, "discount"), 0, "party 1: discount = 0.0: expected a number above 0"),
        ((*HOST, "discount"), 1.5, "party 1: discount = 1.5: expected a number from 0 to 1"),
        ((*HOST, "style"), "bulware:3", "expected one of boulware"),
        ((*HOST, "style"), 3, "party 1: style = 3"),
        ((*HOST, "style"), {"tactik": "time"}, "did you mean tactic?"),
        ((*HOST, "style"), {"parameter": 0}, "parameter of TIME from 0.001 to"),
        ((*HOST, "style"), {"offer": "cheap"}, "did you mean cheapest?"),
        ((*HOST, "name"), "\n", "party 1: name"),
    ],
)
def test_each_fault_of_a_json_file(tmp_path, place, value, said):
    path = written(tmp_path, "x.json", changed(place, value))
    assert said in refused(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[" * 100_000, "nested less deeply"),
        ('{"a":' * 100_000, "nested less deeply"),
        ("1" * 100_000, "expected an object"),
        ("[1e999]", "expected an object"),
        ('{"a": 1, "a": 2}', "each key once"),
        ('{"a": 1', "expected JSON"),
        ("null", "expected an object"),
        ('"\\ud800"', "expected an object"),
        ("\ufeff{}", "format: expected to be there"),
    ],
)
def test_what_is_no_bargain_in_json(tmp_path, content, said):
    assert said in refused(written(tmp_path, "x.json", content))


def test_all_faults_of_a_json_file_at_once(tmp_path):
    content = json.loads(changed((*ROYALTY, "2 %"), "much"))
    content["parties"][1]["reservation"] = "none"
    content["parties"][1]["style"] = "gentle"
    told = refused(written(tmp_path, "x.json", json.dumps(content)))
    assert len(told.splitlines()) == 3


# --- GENIUS ------------------------------------------------------------------------------------

WEIGHT = '<weight index="1" value="0.35"/>'
ITEM = '<item index="1" value="none" evaluation="0"/>'
NUMBERED = 'index="3" name="drawings"'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (WEIGHT, "", "weight of issue 'hulls built at home': expected to be there"),
        (WEIGHT, WEIGHT * 2, "the index of an issue, each once"),
        (WEIGHT, '<weight index="9" value="0.35"/>', 'weight: index = "9"'),
        (WEIGHT, '<weight value="0.35"/>', "weight: index: expected"),
        (WEIGHT, '<weight index="1"/>', "weight of issue 'hulls built at home': expected a number"),
        ('value="0.35"', 'value="0.25"', "sum of the weights = 0.9: expected 1"),
        ('value="0.35"', 'value="0.9499999"', "sum of the weights = 1.5999999: expected 1"),
        ('value="0.35"', 'value="0.95"', "sum of the weights = 1.6: expected 1"),
        ('value="0.35"', 'value="-0.35"', '"-0.35": expected a number from 0 to 1'),
        ('value="0.35"', 'value="nan"', '"nan": expected a number from 0 to 1'),
        ('value="0.35"', 'value="1e999"', '"1e999": expected a number from 0 to 1'),
        ('evaluation="6"', 'evaluation="-6"', '= "-6": expected a finite number of at least 0'),
        ('evaluation="6"', 'evaluation="inf"', '= "inf": expected a finite number'),
        ('evaluation="6"', f'evaluation="{"1" * 1000}"', "expected a finite number"),
        ('evaluation="6"', 'evaluation="1_0"', "expected a finite number"),
        ('evaluation="6"', "", "'every second': evaluation: expected a finite number"),
        (ITEM, "", "item: 'none': expected to be there"),
        (ITEM, ITEM * 2, 'level = "none": expected a name that no other level has'),
        ('value="all"', 'value="al"', 'item = "al": expected a name that the bargain has; did you'),
        ('value="all"', "", "issue 1: level 3"),
        ('name="drawings"', 'name="drawing"', "did you mean drawings?"),
        ('name="drawings"', 'name="hulls built at home"', "a name that no other issue has"),
        (' name="drawings"', "", "issue 3: name: expected a name"),
        ('index="3" name', 'index="1" name', "issue 3: index"),
        ('index="3" name', "name", "issue 3: index: expected a number"),
        ('vtype="integer"', 'vtype="real"', 'type = "real": expected discrete or integer'),
        ('upperbound="5"', 'upperbound="1e9"', "number of levels = 1000000000: expected 2 to 50"),
        ('upperbound="5"', 'upperbound="100000"', "number of levels = 100000: expected 2 to 50"),
        ('upperbound="5"', 'upperbound="1"', "number of levels = 1"),
        ('upperbound="5"', 'upperbound="-3"', "number of levels = 0"),
        ('upperbound="5"', 'upperbound="4.5"', "a whole number"),
        ('upperbound="5"', "", "upperbound: expected a number"),
        ('upperbound="5"', 'upperbound="6"', 'item = "6"'),
        ('ftype="linear"', 'ftype="triangular"', "a linear evaluator"),
        ('slope="0.2"', "", "slope: expected a finite number"),
        (
            'reservation value="0.4"',
            'reservation value="1.4"',
            '"1.4": expected a number from 0 to 1',
        ),
        ('reservation value="0.4"', "reservation", "reservation: expected a number from 0 to 1"),
        ("</objective>", '</objective><reservation value="0"/>', "reservation = 2"),
        ('factor value="1.0"', 'factor value="-1"', "discount_factor"),
        ("<objective ", "<objective><objective ", "expected"),
        ("</objective>", "<objective/></objective>", "one objective"),
        ("</objective>", "<ufun/></objective>", "hyper-rectangles"),
    ],
)
def test_each_fault_of_a_profile(tmp_path, old, new, said):
    assert old in LINE
    domain = written(tmp_path, "domain.xml", DOMAIN)
    line = written(tmp_path, "line.xml", LINE.replace(old, new, 1))
    yard = written(tmp_path, "yard.xml", YARD)
    told = refused(domain, line, yard)
    assert said in told
    assert str(line) in told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('vtype="integer"', 'vtype="real"'),
        ('upperbound="5"', 'upperbound="many"'),
        ('upperbound="5"', 'upperbound="100000"'),
        ('upperbound="5"', ""),
    ],
)
def test_one_fault_of_a_range_is_told_once(tmp_path, old, new):
    domain = written(tmp_path, "domain.xml", DOMAIN.replace(old, new, 1))
    told = refused(domain, written(tmp_path, "l.xml", LINE), written(tmp_path, "y.xml", YARD))
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("bouleware:3", 'style = "bouleware:3": expected one of boulware'),
        ({"tactic": "time", "parameter": -1}, "expected parameter of TIME from 0.001 to 1000"),
        ({"tactic": "mixed", "mix": 2}, "expected mix from 0 to 1"),
    ],
)
def test_a_style_is_refused_in_one_breath(tmp_path, style, said):
    content = json.loads(changed((*ROYALTY, "2 %"), 1.0))
    content["parties"][1]["style"] = style
    told = refused(written(tmp_path, "x.json", json.dumps(content)))
    assert said in told
    assert told.count("expected") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<negotiation_template/>", "number of issues = 0: expected 1 to"),
        ("<html/>", 'root element = "html": expected <negotiation_template>'),
        ("<negotiation_template>", "well-formed XML"),
        ("{}", "well-formed XML"),
        (DOMAIN.replace("every second", "none"), 'level = "none"'),
        (DOMAIN.replace("all", "&#x1b;"), "well-formed XML"),
        (DOMAIN.replace("all", "a&#x85;"), "printable characters"),
        (DOMAIN.replace("<objective", "<objektive"), "well-formed XML"),
    ],
)
def test_each_fault_of_a_domain(tmp_path, content, said):
    domain = written(tmp_path, "domain.xml", content)
    assert said in refused(
        domain, written(tmp_path, "l.xml", LINE), written(tmp_path, "y.xml", YARD)
    )


def test_files_that_do_not_make_one_bargain(tmp_path):
    domain = written(tmp_path, "domain.xml", DOMAIN)
    line, yard = written(tmp_path, "line.xml", LINE), written(tmp_path, "yard.xml", YARD)
    assert "two profiles, not 0" in refused(domain)
    assert "two profiles, not 1" in refused(domain, line)
    assert "two profiles, not 1" in refused(line)
    assert "one domain at most" in refused(domain, domain, line, yard)
    assert "two profiles, not 3: choose two" in refused(domain, line, yard, yard)
    assert "numbers from 1 to 2" in refused(domain, line, yard, sides=(1, 3))
    assert "two different numbers" in refused(domain, line, yard, sides=(2, 2))
    assert "well-formed XML" in refused("pilot_line", "pilot_line")
    other = YARD.replace("licensed", "copied")
    told = refused(line, written(tmp_path, "other.xml", other))
    assert "'licensed': expected to be there" in told
    assert '"copied"' in told
