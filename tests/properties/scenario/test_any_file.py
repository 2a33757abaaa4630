"""Whatever stands in a file or on the command line: a sound tree or a ScenarioError."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.scenario.dump import digest, to_toml
from model.scenario.problems import ScenarioError
from model.scenario.quantities import quantities
from tests.tiny import BASE, made, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("any")


def sound_or_refused(path, *overrides):
    """Either every number lies within its bounds, or each problem is one printable line."""
    assembled, problems = None, ()
    try:
        assembled = made(path, *overrides)
    except ScenarioError as error:
        problems = error.problems
    assert (assembled is None) == bool(problems)
    assert all(str(problem).isprintable() for problem in problems)
    if assembled is None:
        return None
    for each in quantities(assembled.tree):
        values = each.value if isinstance(each.value, tuple) else (each.value,)
        assert all(math.isfinite(value) for value in values)
        assert all(each.declared.low <= value <= each.declared.high for value in values)
        known = assembled.provenance.get(each.path)
        if known is not None and known.range is not None:
            assert known.range[0] <= each.value <= known.range[1]
    return assembled.tree


@given(st.binary(max_size=300))
def test_any_bytes(folder, content):
    assert sound_or_refused(write(folder, content)) is None


PIECES = st.sampled_from(
    [
        *("", "nan", "-1", "1e400", "true", '"x"', "[]", "{}", "[1, 2]", "0.7"),
        *("{value = 3}", "=", "\n", "a.b", "[host]", "korea", "key"),
        *("remove = ['loans']\n", "extends = 'base'\n", "_basis = 3\n"),
    ]
)


@given(st.data())
def test_any_spoilt_file(folder, data):
    tokens = BASE.split(" ")
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(tokens) - 1))
        tokens[place] = data.draw(PIECES | st.text(max_size=8))
    sound_or_refused(write(folder, " ".join(tokens).encode(errors="replace")))


@given(st.text(max_size=40) | st.builds("{}={}".format, st.text(max_size=20), PIECES))
def test_any_override(folder, text):
    sound_or_refused(write(folder, BASE), text)


@given(
    st.sampled_from(["host.growth", "partners.korea.trust", "partners.china.capability.rail"]),
    st.floats() | st.integers(),
)
def test_a_number_is_taken_if_and_only_if_it_lies_within_its_bounds(folder, key, value):
    low, high = (-0.1, 0.2) if key == "host.growth" else (0.0, 1.0)
    text = f"{key}={value!r}"
    taken = sound_or_refused(write(folder, BASE), text) is not None
    assert taken == (low <= value <= high)


@given(st.permutations(BASE[BASE.index("[partners.korea]") :].split("\n\n")))
def test_the_order_of_tables_changes_nothing(folder, parts):
    head = BASE[: BASE.index("[partners.korea]")]
    usual = made(write(folder, BASE)).tree
    other = made(write(folder, head + "\n\n".join(parts))).tree
    assert digest(other) == digest(usual)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.floats(-0.1, 0.2))
def test_any_sound_tree_survives_being_written_out(folder, name, growth):
    tree = made(write(folder, BASE), f"host.growth={growth!r}").tree
    tree = tree.model_copy(update={"host": tree.host.model_copy(update={"name": name})})
    assert made(write(folder, to_toml(tree))).tree == tree
