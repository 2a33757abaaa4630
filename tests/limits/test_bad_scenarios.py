"""Bad input: whatever stands in a file, the answer is a ScenarioError that says what is wrong."""

import os
import re
import sys

import pytest

from model.scenario.files import LARGEST
from model.scenario.load import load
from model.scenario.problems import MOST_LINES, ScenarioError
from tests.tiny import BASE, made, write
from view.problems import problem_texts


def refusal(path, *overrides):
    with pytest.raises(ScenarioError) as caught:
        made(path, *overrides)
    assert caught.value.problems
    assert all(line.isprintable() for line in str(caught.value).split("\n"))
    assert len(str(caught.value).split("\n")) == min(len(caught.value.problems), MOST_LINES + 1)
    for told in problem_texts(caught.value, "es"):
        told = re.sub("se da nada para «.+»", "", told)  # what a declaration means is in English
        assert not re.search("«|expected|did you mean", told), told
    return caught.value


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (b"# nothing but this\n", "nothing but comments"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"name = tiny\n", "TOML (Invalid value (at line 1, column 8))"),
        (b'name = "tiny\nloans = true', "at line 1"),
        (b'name = "tiny"\nname = "again"\n', "TOML (Cannot overwrite a value (at line 2"),
        (b"[a]\n[b]\n[a]\n", "TOML (Cannot declare ('a',) twice (at line 3"),
        (b"<html><body>", "TOML (Invalid statement (at line 1"),
        (b'{"name": "tiny"}', "TOML (Invalid statement (at line 1"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "line 1 has bytes that are none"),
        (b"\x00\x01\x02", "not a binary file"),
        ('name = "tiny"\n'.encode("utf-16"), "bytes that are none"),
        ('x = "ü"'.encode("latin-1"), "bytes that are none"),
        (b"x = " + b"[" * 100_000, "nested less deeply"),
        (b".".join([b"a"] * 50_000) + b" = 1", "tables within each other"),
        (b".".join([b"a"] * 50) + b" = 1", "tables within each other"),
        (b"[" + b" . ".join([b'"a"'] * 50_000) + b"]", "tables within each other"),
        (b"x = " + b"9" * 100_000, "TOML (Exceeds the limit"),
        (b"x = 2024-13-45", "TOML"),
    ],
)
def test_a_file_that_holds_no_scenario(tmp_path, content, expected):
    error = refusal(write(tmp_path, content))
    assert len(error.problems) == 1
    assert expected in str(error)


def test_ten_megabytes_are_refused_before_they_are_read(tmp_path, monkeypatch):
    path = write(tmp_path, b"x" * 10_000_000)
    monkeypatch.setattr(type(path), "open", lambda *_: pytest.fail("opened"))
    assert f"at most {LARGEST:,} bytes, not 10,000,000" in str(refusal(path))


def test_a_long_value_is_not_printed_in_full(tmp_path):
    path = write(tmp_path, BASE.replace("loans = true", f'loans = "{"x" * 900_000}"'))
    assert len(str(refusal(path))) < 500


def test_a_folder(tmp_path):
    assert "a file, not a folder" in str(refusal(tmp_path))


def test_a_missing_file_names_the_nearest(tmp_path, monkeypatch):
    write(tmp_path, BASE)
    monkeypatch.chdir(tmp_path)
    assert "did you mean base.toml?" in str(refusal("bsae.toml"))
    assert "did you mean base?" in str(refusal("bsae"))


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000, "~nobody-here/x", "no/such/file.toml"])
def test_a_name_that_can_be_no_file(name):
    assert len(refusal(name).problems) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_what_is_no_ordinary_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    assert "an ordinary file" in str(refusal(tmp_path / "pipe.toml"))
    (tmp_path / "lost.toml").symlink_to(tmp_path / "nowhere")
    assert refusal(tmp_path / "lost.toml")
    (tmp_path / "ring.toml").symlink_to(tmp_path / "ring.toml")
    assert refusal(tmp_path / "ring.toml")


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ("trust = 0.8", "trust = nan", "partners.korea.trust", "a number from 0 to 1 (share)"),
        ("trust = 0.8", "trust = inf", "partners.korea.trust", "a number from 0 to 1 (share)"),
        ("trust = 0.8", "trust = 1.8", "partners.korea.trust", "a number from 0 to 1 (share)"),
        ("trust = 0.8", "trust = true", "partners.korea.trust", "a number from 0 to 1 (share)"),
        ("trust = 0.8", 'trust = "0.8"', "partners.korea.trust", "a number from 0 to 1"),
        ("trust = 0.8", "trust = [0.8]", "partners.korea.trust", "a number from 0 to 1"),
        ("trust = 0.8", "trust = {a = 1}", "partners.korea.trust", "a number from 0 to 1"),
        ("trust = 0.8", "trust = 2025-01-01", "partners.korea.trust", "a number from 0 to 1"),
        ("value = 500", "value = -500", "host.fund_usd_m", "a number from 0 to 1e+06 (USD m)"),
        ("rounds = 3", "rounds = 3.5", "partners.korea.rounds", "a whole number from 1 to 50"),
        ('"micro"', '"mikro"', "partners.china.tactic", "one of time, micro"),
        ("grid = 0.5", "grid = 5", "partners.korea.capability.grid", "from 0 to 1 (share)"),
        ("[2026, 2031]", '[2026, "x"]', "host.election_years[1]", "a whole number from 1900"),
        ("[2026, 2031]", "2026", "host.election_years", "an array, each a whole number"),
        ("capability = {}", "capability = 3", "partners.china.capability", "a table, each entry"),
        ("loans = true", "loans = 1", "loans", "true or false"),
        ('name = "Hostland"', "name = 7", "host.name", "a text"),
        ("trust = 0.8", "turst = 0.8", "partners.korea.turst", "did you mean partners.korea.trust"),
        ("trust = 0.8", "", "partners.korea.trust", "nothing is given for trust at the start"),
        ("[host]", "[hots]", "hots", "did you mean host?"),
        ("korea = 0.3", "koera = 0.3", "technologies.grid.imports.koera", "imports.korea?"),
        ("korea = 0.3", "korea = 0.5", "technologies.grid.imports", "add up to at most 1"),
        ("grid = 0.7", "gird = 0.7", "technologies.rail.requires.gird", "requires.grid?"),
        ("grid = 0.7", "rail = 0.7", "technologies.rail.requires.rail", "rail → rail"),
        ("key = 2\nkind", "key = 1\nkind", "technologies.rail.key", "not taken by grid"),
        ('"tiny"', '"ti/ny"', "name", "the name of a folder"),
        (
            "[partners.korea]",
            '[partners."south korea"]',
            "partners.south korea",
            "a key of at most",
        ),
        ("[partners.korea]", '[partners."a.b"]', "partners.a.b", "a key of at most"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(tmp_path, old, new, key, expected):
    assert BASE.count(old) == 1
    error = refusal(write(tmp_path, BASE.replace(old, new)))
    lines = {each.key: str(each) for each in error.problems}
    assert expected in lines[key]
    assert lines[key].startswith(str(tmp_path / "base.toml"))


def test_a_cycle_of_inputs_is_printed(tmp_path):
    text = BASE.replace("requires = {}", "requires = {rail = 0.2}")
    assert re.search("grid → rail → grid|rail → grid → rail", str(refusal(write(tmp_path, text))))


def test_everything_wrong_is_said_at_once(tmp_path):
    text = BASE.replace("trust = 0.8", "trust = 7").replace("korea = 0.3", "mars = 0.3")
    text = text.replace("loans = true", "loans = 3\ncolour = 1").replace("key = 2\nkind", "kind")
    error = refusal(write(tmp_path, text), "host.fund_usd_m=-1", "hots.x=1")
    assert {each.key for each in error.problems} == {
        "partners.korea.trust",
        "technologies.grid.imports.mars",
        "loans",
        "colour",
        "technologies.rail.key",
        "host.fund_usd_m",
        "hots.x",
    }


def test_a_file_of_the_wrong_kind_does_not_flood_the_terminal(tmp_path):
    text = "".join(f"key{number} = {number}\n" for number in range(5_000))
    error = refusal(write(tmp_path, text))
    assert len(str(error)) < 20_000


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("host.gdp_usd_m = -1", "host.gdp_usd_m", "a number from 1 to 1e+09 (USD m a year)"),
        ("policy.fund_saving = 1.2", "policy.fund_saving", "(share of mining revenue)"),
        ("policy.fund_savings = 0.2", "policy.fund_savings", "did you mean policy.fund_saving?"),
        ("mechanisms.fund = 0", "mechanisms.fund", "true or false"),
        ("clock.quarters = 8.5", "clock.quarters", "a whole number"),
        ("terms.protocol.royalty.high = 0", "terms.protocol.royalty.high", "more than the lowest"),
        (
            "technologies.power.imports.bolrand = 0.1",
            "technologies.power.imports.bolrand",
            "borland",
        ),
        ("technologies.pwoer.jobs = 3", "technologies.pwoer", "did you mean technologies.power?"),
        ("technologies.power.kind = 'moduler'", "technologies.power.kind", "modular"),
        ("technologies.power.requires.power = 1", "technologies.power.requires.power", "→"),
        ("partners.cassia.key = 1", "partners.cassia.key", "not taken by borland"),
        ("finance.seizure = 0.9", "finance.write_off", "to add up to 1"),
        ("terms.protocol.volume.levels = 1", "terms.protocol.volume.levels", "from 2 to"),
        ("remove = ['classes.civil']\nname = 'x'", "", ""),
    ],
)
def test_the_shipped_tree_refuses_the_same(tmp_path, text, key, expected):
    path = write(tmp_path, f'extends = "classroom"\n{text}\n', "what_if.toml")
    if not key:
        assert load(path).name == "x", "a class that no technology is of may go"
        return
    with pytest.raises(ScenarioError) as caught:
        load(path)
    lines = {each.key: str(each) for each in caught.value.problems}
    assert expected in lines[key]
