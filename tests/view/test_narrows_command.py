"""The command `narrows`: tables, JSON, errors."""

import json
import re

from click.testing import CliRunner

from view.commands.narrows import narrow


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(narrow, words, catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def test_it_answers_in_json_and_in_tables() -> None:
    code, out, _ = run("classroom", "--at", "2034Q4", "--json")
    assert code == 0
    found = json.loads(out)
    met = [each[1] for each in found["in_turn"]]
    assert met == sorted(met, reverse=True)
    assert {each[0] for each in found["in_turn"]} == {"borland", "cassia", "upland"}
    assert all(0.0 <= share <= 1.0 for share in found["between"].values())
    code, out, _ = run("classroom", "--at", "2034Q4")
    assert code == 0
    assert "As they leave in turn, the worst first" in out
    assert "nobody yet" in out
    for name in ("Upland", "Arenia"):  # names, not ids
        assert name in out


def test_a_quarter_outside_is_told() -> None:
    code, _, err = run("classroom", "--at", "2099Q1")
    assert code == 2
    assert "2099Q1" in err


def test_it_speaks_spanish_with_spanish_names() -> None:
    code, out, _ = run("peru2040", "--at", "2034Q1", "--lang", "es")
    assert code == 0
    for text in ("Si salen uno tras otro", "Estados Unidos", "Perú", "aún nadie", "Incubación"):
        assert text in out
    for word in ("United", "Germany", "firm ", "nobody"):
        assert word not in out
    _, english, _ = run("peru2040", "--at", "2034Q1")
    numbers = r"\d+\.\d+%?"
    assert re.findall(numbers, out) == re.findall(numbers, english)


def test_what_hangs_on_few_is_told_with_a_smallest_cut() -> None:
    code, out, _ = run("peru2040", "--at", "2034Q1", "--json")
    assert code == 0
    found = json.loads(out)
    assert found["cut"]
    assert not set(found["cut"]) & set(found["alone"])
    assert all(len(some) > 1 for some in found["cut"].values())
