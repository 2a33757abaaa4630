"""The command `oracle`: ask another program about bargains that the engine plays."""

from __future__ import annotations

import click
import numpy as np

from experiments.negmas_opinion import NoNegMASError, negmas_opinion
from experiments.oracle import agreement, random_talk

FAILED = 1


@click.command()
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Of the draws.")
@click.option(
    "--bargains", default=40, show_default=True, type=click.IntRange(1, 10_000), help="How many."
)
@click.option(
    "--rounds", default=40, show_default=True, type=click.IntRange(1, 10_000), help="Deadline."
)
def oracle(seed: int, bargains: int, rounds: int) -> None:
    """Play fresh random bargains here and in NegMAS, and count where both say the same.

    NegMAS is optional and under the AGPL-3.0. Exit codes: 0 asked, whatever it says; 1 NegMAS is
    not installed; 2 something wrong with what was asked for.
    """
    rng = np.random.default_rng(seed)
    talks = [random_talk(rng) for _ in range(bargains)]
    try:
        counts = agreement(talks, rounds, negmas_opinion)
    except NoNegMASError as error:
        click.echo(str(error), err=True)
        raise click.exceptions.Exit(FAILED) from None
    for name, count in counts.items():
        click.echo(f"{name:<18}{count:>5} of {bargains}")
