"""A scenario written out: the same values give the same text, and it reads back."""

import json
import pickle

from model.scenario.dump import canonical_json, digest, to_toml
from model.scenario.problems import ABSENT, Problem, ScenarioError, nearest, shortened
from tests.tiny import BASE, made, write


def test_order_and_spelling_of_numbers_do_not_enter_the_digest(tmp_path):
    one = made(write(tmp_path, BASE)).tree
    head, korea, rest = (
        BASE.partition("[partners.korea]")[0],
        BASE[BASE.index("[partners.korea]") : BASE.index("[partners.china]")],
        BASE[BASE.index("[partners.china]") :],
    )
    other = made(write(tmp_path, (head + rest + korea).replace("= 500,", "= 5e2,"))).tree
    assert list(one.partners) != list(other.partners)
    assert digest(one) == digest(other)


def test_sources_do_not_enter_the_digest(tmp_path):
    one = made(write(tmp_path, BASE))
    other = made(write(tmp_path, BASE.replace("its ministry", "hearsay")))
    assert digest(one.tree) == digest(other.tree)
    assert one.provenance != other.provenance


def test_any_value_enters_the_digest(tmp_path):
    path = write(tmp_path, BASE)
    changes = [
        "host.growth=0.031",
        "partners.korea.rounds=4",
        "loans=false",
        "host.election_years=[2026]",
        "technologies.rail.requires.grid=0.71",
        "host.name=Elsewhere",
    ]
    found = {digest(made(path, *texts).tree) for texts in ([], *([each] for each in changes))}
    assert len(found) == 1 + len(changes)


def test_canonical_json_is_json_with_sorted_keys(tmp_path):
    tree = made(write(tmp_path, BASE)).tree
    read = json.loads(canonical_json(tree))
    assert list(read) == sorted(read)
    assert read["host"]["election_years"] == [2026, 2031]


def test_toml_reads_back_to_the_same(tmp_path):
    text = BASE.replace('"Hostland"', r'"Ho\"st\\\u007f\n\tländ"')
    tree = made(write(tmp_path, text)).tree
    again = made(write(tmp_path, to_toml(tree), "again.toml")).tree
    assert again == tree
    assert to_toml(again) == to_toml(tree)


def test_an_error_survives_the_way_back_from_a_worker():
    error = ScenarioError([Problem("a.toml", "x", 3, "less"), Problem("a.toml", "y", ABSENT, "it")])
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) == "a.toml: x = 3: expected less\na.toml: y: expected it"


def test_a_long_value_is_cut():
    for value in ("x" * 10**6, [1] * 10**6, {str(i): i for i in range(10**5)}, 10**5000):
        assert len(shortened(value)) < 60


def test_control_characters_do_not_reach_the_terminal():
    assert "\x1b" not in shortened("\x1b[31mred\n")
    assert "\n" not in shortened("one\ntwo")


def test_nearest_ignores_case():
    assert nearest("KOREA", ["korea"]) == "korea"


def test_a_problem_is_one_printable_line_whatever_the_key():
    line = str(Problem("a\nb.toml", "x\x1b[31m", "\r", "it"))
    assert line.isprintable()
