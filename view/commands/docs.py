"""The command `docs`: write the generated tables of the model description, or look for drift."""

from __future__ import annotations

from pathlib import Path

import click

from agents.schedule import schedule
from model.scenario.load import load_with_provenance
from model.scenario.tables import parameters
from view.blocks import with_block

DESCRIPTION = Path(__file__).resolve().parents[2] / "model" / "ODD.md"
DESCRIBED = "peru2040"


def described(text: str) -> str:
    """Return the model description with its generated tables as they should be today."""
    text = with_block(text, "schedule", schedule())
    return with_block(text, "parameters", parameters(load_with_provenance(DESCRIBED)))


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail where a table has drifted.")
def docs(check: bool) -> None:
    """Write the tables of model/ODD.md from the code and the default scenario."""
    text = DESCRIPTION.read_text(encoding="utf-8")
    today = described(text)
    if check and today != text:
        raise click.ClickException("model/ODD.md has drifted from the code: run `run.py docs`")
    if not check and today != text:
        DESCRIPTION.write_text(today, encoding="utf-8", newline="\n")
    click.echo("model/ODD.md is as the code says.")
