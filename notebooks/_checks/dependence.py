"""Checks of lesson 4: what still works when somebody leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from _checks.verdict import Verdict, compared, number, unanswered, verdict
from model.metrics.bill import bill_of_materials
from model.metrics.exit_game import ExitGame, exit_game

Array = NDArray[np.float64]
Play = Callable[..., ExitGame]


def check_by_hand(answer: object) -> Verdict:
    """Lesson 4: the autonomy of the country of the first exercise."""
    game = exit_game(
        np.array([[0.0, 0.5, 0.3], [0.0, 0.2, 0.3]]),
        np.array([[0.2, 0.0, 0.0], [0.4, 0.0, 0.0]]),
        np.zeros((0, 3)),
        bill_of_materials(np.zeros((2, 2))),
        np.zeros(2),
        np.array([0.5, 0.5]),
        np.zeros(1),
        np.array([False, True, True]),
        2,
    )
    return compared(
        answer,
        game.autonomy,
        0.001,
        {"en": "so much is met after the worst exit.",
         "es": "eso es lo que queda tras la peor salida."},
        {"en": "work out what is left without Borland, then without Cassia; the worse one counts.",
         "es": "calcula lo que queda sin Borland y luego sin Cassia; cuenta lo peor."},
    )  # fmt: skip


def check_spread(answer: Any, play: Play, imports: Array) -> Verdict:
    """Lesson 4: as much bought as before, so that the worst exit costs as little as can be."""
    if answer is None:
        return unanswered()
    try:
        table = np.array(answer, dtype=np.float64)
    except (TypeError, ValueError):
        table = np.zeros(0)
    if table.shape != imports.shape or not bool(np.all(table >= 0.0)):
        no = {"en": "two rows of four shares, none below 0, are asked for.",
              "es": "se piden dos filas de cuatro números, ninguno menor que 0."}  # fmt: skip
        return Verdict("wrong", no)
    partners = table[:, 1:3].sum(axis=1)
    if not np.allclose(partners, imports.sum(axis=1)) or bool(np.any(table[:, [0, 3]])):
        no = {"en": "Borland and Cassia together bring 0.60 of the power and 0.50 of the grids.",
              "es": "Borland y Cassia aportan 0.60 de la energía y 0.50 de las redes."}  # fmt: skip
        return Verdict("wrong", no)
    halves = imports.copy()
    halves[:, 1:3] = imports.sum(axis=1, keepdims=True) / 2  # no split beats equal parts
    got, best = play(imports=table).autonomy, play(imports=halves).autonomy
    return verdict(
        got >= best - 1e-6,
        {"en": f"autonomy is {got:.3f}, and cannot be higher.",
         "es": f"la autonomía es {got:.3f} y no puede ser mayor."},
        {"en": f"autonomy is {got:.3f}; it can be higher.",
         "es": f"la autonomía es {got:.3f}; puede ser mayor."},
    )  # fmt: skip


def check_rate(answer: object, play: Play, inputs: Array, essential: Array) -> Verdict:
    """Lesson 4: the rate of re-sourcing at which autonomy is four fifths."""
    if answer is None:
        return unanswered()
    if not number(answer) >= 0.0:
        no = {"en": "a rate a year, 0 or more, is asked for.",
              "es": "se pide una tasa anual, 0 o mayor."}  # fmt: skip
        return Verdict("wrong", no)
    got = play(inputs=inputs, essential=essential, rate=number(answer)).autonomy
    return verdict(
        abs(got - 0.8) < 0.003,
        {"en": f"with it autonomy is {got:.3f}.", "es": f"con ella la autonomía es {got:.3f}."},
        {"en": f"with it autonomy is {got:.3f}; 0.80 is asked for.",
         "es": f"con ella la autonomía es {got:.3f}; se pide 0.80."},
    )  # fmt: skip
