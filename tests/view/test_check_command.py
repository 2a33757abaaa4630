"""`run.py check`: a summary of what is sound, everything that is not, and the exit code."""

import pytest
from click.testing import CliRunner

from model.scenario.dump import digest
from model.scenario.load import load
from run import main


def run(*arguments):
    return CliRunner().invoke(main, ["check", *arguments])


def test_a_sound_scenario_is_summed_up():
    result = run("classroom")
    assert result.exit_code == 0
    assert digest(load("classroom")) in result.stdout
    assert "2 partners" in result.stdout
    assert not result.stderr


def test_an_override_changes_the_digest():
    result = run("classroom", "--set", "clock.quarters=8", "--set", "policy.fund_saving=0.3")
    assert result.exit_code == 0
    assert "8 quarters" in result.stdout
    assert digest(load("classroom")) not in result.stdout


def test_a_number_without_source_is_listed(tmp_path):
    path = tmp_path / "new.toml"
    path.write_text('extends = "classroom"\n[upstream.newland]\nkey = 77\nname = "New"\n')
    with path.open("a") as file:
        file.write("crisis_side = 0.5\n")
    result = run(str(path), "--unsourced")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].strip() == "upstream.newland.crisis_side"


@pytest.mark.parametrize(
    "arguments",
    [
        ("nosuch",),
        ("classroom", "--set", "policy.fund_savings=0.3"),
        ("classroom", "--set", "policy.fund_saving=3"),
        ("classroom", "--set", "policy.fund_saving"),
        (".",),
    ],
)
def test_what_is_wrong_goes_to_stderr_with_exit_code_2(arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert not result.stdout
    assert "1 problem" in result.stderr


def test_the_nearest_key_is_named():
    result = run("classroom", "--set", "council.budget_usd=3000")
    assert "did you mean council.budget_usd_m?" in result.stderr


def test_it_speaks_spanish_and_its_keys_stay():
    result = run("classroom", "--lang", "es")
    assert result.exit_code == 0
    assert digest(load("classroom")) in result.stdout
    assert "2 socios" in result.stdout
    assert "partners" not in result.stdout
    result = run("classroom", "--lang", "es", "--set", "policy.autonomy_price_usd_m=-1")
    assert result.exit_code == 2
    told = "línea de comandos: policy.autonomy_price_usd_m = -1: se esperaba un número de 0 a"
    assert told in result.stderr
    assert result.stderr.rstrip().endswith("(M USD)"), "the number is in millions, not in billions"
