"""The generated tables of the model description are those of the code as it stands."""

import pytest

from agents.schedule import schedule
from experiments.patterns import PATTERNS
from model.world import SCHEDULE
from view.blocks import with_block
from view.commands.docs import DESCRIPTION, described


def test_the_model_description_has_not_drifted():
    text = DESCRIPTION.read_text(encoding="utf-8")
    assert described(text) == text, "run `python run.py docs`"


def test_the_front_page_shows_every_pattern_with_its_effect():
    lines = (DESCRIPTION.parents[1] / "README.md").read_text(encoding="utf-8").splitlines()
    shown = [line.split("|")[1:3] for line in lines if line.startswith("|") and "±" in line]
    assert [[cell.strip() for cell in cells] for cells in shown] == [
        [pattern.says, pattern.unit] for pattern in PATTERNS
    ], "run `python run.py patterns` and set its table into the README"


def test_every_step_of_the_schedule_is_carried_out_and_explained():
    rows = [line.split("|")[1:-1] for line in schedule().splitlines()[2:]]
    assert {row[0].strip() for row in rows} == {phase for phase, _ in SCHEDULE}
    assert len(rows) >= sum(len(steps) for _, steps in SCHEDULE), "a verb that no agent has"
    assert all(row[2].strip() for row in rows), "a step without a docstring"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!-- generated:x -->",
        "<!-- /generated:x --> <!-- generated:x -->",
        "<!-- generated:x --><!-- /generated:x --><!-- generated:x --><!-- /generated:x -->",
    ],
)
def test_a_text_without_sound_marks_is_refused(text):
    with pytest.raises(ValueError, match="generated:x"):
        with_block(text, "x", "new")


def test_a_block_is_replaced_and_nothing_else():
    text = "a\n<!-- generated:x -->\n\nold \\1\n\n<!-- /generated:x -->\nb\n"
    once = with_block(text, "x", "new \\1 \\g<0>")
    assert once == text.replace("old \\1", "new \\1 \\g<0>")
    assert with_block(once, "x", "new \\1 \\g<0>") == once
