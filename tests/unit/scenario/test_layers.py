"""Files over files: extends, what-if differences, removal, overrides."""

import os

import pytest

from model.scenario.files import DEEPEST_CHAIN
from model.scenario.problems import COMMAND_LINE, ScenarioError
from tests.tiny import BASE, made, write


def what_if(tmp_path, text, name="my.toml"):
    write(tmp_path, BASE)
    return write(tmp_path, text, name)


def refused(path, *overrides):
    with pytest.raises(ScenarioError) as caught:
        made(path, *overrides)
    return {each.key: each for each in caught.value.problems}


def test_a_what_if_states_only_its_differences(tmp_path):
    path = what_if(tmp_path, 'extends = "base.toml"\n[partners.korea]\ntrust = 0.1\n')
    base, mine = made(tmp_path / "base.toml").tree, made(path).tree
    assert mine.partners["korea"].trust == 0.1
    assert mine.partners["korea"].capability == base.partners["korea"].capability
    assert mine.technologies == base.technologies


def test_the_files_are_listed_from_the_most_basic(tmp_path):
    path = what_if(tmp_path, 'extends = "base"\nname = "mine"\n')
    assert [each.name for each in made(path).files] == ["base.toml", "my.toml"]


def test_an_array_replaces_and_a_table_is_merged(tmp_path):
    text = 'extends = "base"\nhost.election_years = [2040]\ntechnologies.grid.imports.korea = 0.2\n'
    tree = made(what_if(tmp_path, text)).tree
    assert tree.host.election_years == (2040,)
    assert tree.technologies["grid"].imports == {"korea": 0.2, "china": 0.6}


def test_several_bases_are_laid_in_order_each_once(tmp_path):
    write(tmp_path, BASE)
    write(tmp_path, 'extends = "base"\npartners.korea.trust = 0.1\nloans = false\n', "a.toml")
    write(tmp_path, 'extends = "base"\npartners.korea.trust = 0.2\n', "b.toml")
    made_of_both = made(write(tmp_path, 'extends = ["a", "b"]\n', "both.toml"))
    assert made_of_both.tree.partners["korea"].trust == 0.2
    assert not made_of_both.tree.loans, "base.toml is not laid a second time over a.toml"
    assert len(made_of_both.files) == 4


def test_a_base_is_looked_for_beside_the_file_not_where_one_stands(tmp_path, monkeypatch):
    path = what_if(tmp_path, 'extends = "base.toml"\n')
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert made(path).tree.name == "tiny"
    assert made(os.path.relpath(path)).tree.name == "tiny"


def test_an_entity_is_removed_with_its_provenance(tmp_path):
    text = 'extends = "base"\nremove = ["partners.korea", "technologies.grid.imports.korea"]\n'
    removed = made(what_if(tmp_path, text))
    assert set(removed.tree.partners) == {"china"}
    assert not [each for each in removed.provenance if each.startswith("partners.korea")]


def test_a_table_is_replaced_by_removing_it_first(tmp_path):
    text = 'extends = "base"\nremove = ["technologies.grid.imports"]\n'
    text += "[technologies.grid]\nimports = {china = 0.1}\n"
    assert made(what_if(tmp_path, text)).tree.technologies["grid"].imports == {"china": 0.1}


def test_removing_what_is_not_there_names_the_nearest(tmp_path):
    text = 'extends = "base"\nremove = ["partners.koera", "host.name"]\n'
    found = refused(what_if(tmp_path, text))
    assert found["remove[0]"].hint == "partners.korea"
    assert "nothing is given" not in str(found["remove[0]"])
    assert "host.name" in found, "what is required cannot be removed"


@pytest.mark.parametrize("value", ['"partners.korea"', "[3]", "true"])
def test_removal_wants_an_array_of_paths(tmp_path, value):
    assert "an array of dotted paths" in str(
        refused(what_if(tmp_path, f'extends = "base"\nremove = {value}\n'))["remove"]
    )


def test_a_problem_is_laid_at_the_file_that_set_the_key(tmp_path):
    base = BASE.replace("fund_usd_m = {value = 500,", "fund_usd_m = {value = -5,")
    write(tmp_path, base)
    path = write(tmp_path, 'extends = "base"\npartners.korea.trust = 7\n', "my.toml")
    found = refused(path)
    assert found["host.fund_usd_m"].file.endswith("base.toml")
    assert found["partners.korea.trust"].file.endswith("my.toml")


def test_a_misspelled_entity_of_a_what_if_is_one_problem_with_the_nearest(tmp_path):
    found = refused(what_if(tmp_path, 'extends = "base"\npartners.koera.trust = 0.2\n'))
    assert set(found) == {"partners.koera"}
    assert found["partners.koera"].hint == "partners.korea"
    assert found["partners.koera"].file.endswith("my.toml")


def test_a_new_and_complete_entity_is_welcome(tmp_path):
    text = 'extends = "base"\n[classes.chips]\nkey = 7\n'
    assert made(what_if(tmp_path, text)).tree.classes["chips"].key == 7


def test_a_cycle_is_named_in_full(tmp_path):
    write(tmp_path, 'extends = "b"\n', "a.toml")
    write(tmp_path, 'extends = "c"\n', "b.toml")
    write(tmp_path, 'extends = "a.toml"\n', "c.toml")
    message = str(refused(tmp_path / "a.toml")["extends"])
    places = [message.index(name) for name in ("a.toml →", "b.toml →", "c.toml →")]
    assert places == sorted(places)
    assert message.rstrip().endswith("a.toml")


def test_a_file_that_extends_itself(tmp_path):
    assert "no cycle" in str(refused(write(tmp_path, 'extends = "base"\n'))["extends"])


def test_a_chain_without_end_is_refused(tmp_path):
    for number in range(DEEPEST_CHAIN + 2):
        write(tmp_path, f'extends = "f{number + 1}"\n', f"f{number}.toml")
    assert f"at most {DEEPEST_CHAIN}" in str(refused(tmp_path / "f0.toml")["extends"])


@pytest.mark.parametrize("value", ["3", "[]", '[""]', "[3]", '{a = "b"}', "true"])
def test_extends_wants_names(tmp_path, value):
    path = write(tmp_path, f"extends = {value}\n" + BASE)
    if value == "[]":
        assert made(path).tree.name == "tiny"
    else:
        assert "shipped scenario" in str(refused(path)["extends"])


def test_a_missing_base_names_the_nearest(tmp_path):
    found = refused(what_if(tmp_path, 'extends = "bsae"\n'))["extends"]
    assert (found.hint, found.value) == ("base", "bsae")


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("host.fund_usd_m=3000", "fund_usd_m", 3000.0),
        (" host.fund_usd_m = 1e3 # more", "fund_usd_m", 1000.0),
        ("host.fund_usd_m=.5", "fund_usd_m", 0.5),
        ("host.name=New Land", "name", "New Land"),
        ('host.name="quoted"', "name", "quoted"),
        ("host.election_years=[2030, 2035]", "election_years", (2030, 2035)),
        ("host.fund_usd_m={value=4, source='me', mark='derived'}", "fund_usd_m", 4.0),
    ],
)
def test_an_override_has_the_last_word(tmp_path, text, path, value):
    assert getattr(made(write(tmp_path, BASE), text).tree.host, path) == value


def test_of_two_overrides_the_later_counts(tmp_path):
    tree = made(write(tmp_path, BASE), "loans=true", "loans=false").tree
    assert tree.loans is False


def test_an_override_adds_to_a_table_of_values(tmp_path):
    tree = made(write(tmp_path, BASE), "partners.china.capability.rail=0.4").tree
    assert tree.partners["china"].capability == {"rail": 0.4}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("partners.koera.trust=0.2", "partners.korea.trust"),
        ("partner.korea.trusst=0.2", "partners.korea.trust"),
        ("fund_usd_m=3", "host.fund_usd_m"),
        ("host.fund_usd=3", "host.fund_usd_m"),
        ("zzz.qqq=3", None),
        ("host.name.first=3", "host.name"),
    ],
)
def test_an_unknown_path_names_the_nearest(tmp_path, text, hint):
    problem = refused(write(tmp_path, BASE), text)[text.partition("=")[0]]
    assert (problem.file, problem.hint) == (COMMAND_LINE, hint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("partners.korea.trust=high", "a number from 0 to 1 (share)"),
        ("partners.korea.trust=", "a number from 0 to 1 (share)"),
        ("partners.korea.trust=1.5", "a number from 0 to 1 (share)"),
        ("partners.korea.trust=nan", "a number from 0 to 1 (share)"),
        ("partners.korea.trust='0.5'", "a number from 0 to 1 (share)"),
        ("partners.korea.rounds=2.5", "a whole number from 1 to 50 (rounds)"),
        ("partners.korea.tactic=tit", "one of time, micro"),
        ("loans=maybe", "true or false"),
        ("partners.korea=3", "a table"),
        ("host.name=\udc80", "a text"),
        ("host.name='\udc80'", "a text"),
        ("host.fund_usd_m=1\nloans=false", "a number from 0 to 1e+06 (USD m)"),
        ("host.fund_usd_m=" + "[" * 5000, "a number from 0 to 1e+06 (USD m)"),
        ("host.fund_usd_m=" + "9" * 5000, "a number from 0 to 1e+06 (USD m)"),
    ],
)
def test_a_wrong_value_is_refused_at_its_key(tmp_path, text, expected):
    problem = refused(write(tmp_path, BASE), text)[text.partition("=")[0]]
    assert (problem.file, problem.expected) == (COMMAND_LINE, expected)


@pytest.mark.parametrize("text", ["", "loans", "=3", " = "])
def test_an_override_wants_key_and_value(tmp_path, text):
    (problem,) = refused(write(tmp_path, BASE), text).values()
    assert "KEY=VALUE" in problem.expected


def test_all_overrides_and_files_complain_at_once(tmp_path):
    path = write(tmp_path, BASE.replace("rounds = 3", "rounds = 0"))
    found = refused(path, "partners.korea.trust=2", "hots.fund_usd_m=3", "loans=3")
    assert set(found) == {
        "partners.korea.rounds",
        "partners.korea.trust",
        "hots.fund_usd_m",
        "loans",
    }
