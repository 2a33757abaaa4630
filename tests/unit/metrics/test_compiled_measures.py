"""The code that is read is the code that runs: the same numbers with compilation off."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from experiments.bench_measures import sample
from model.metrics.exit_game import exit_game, horizon_points
from model.metrics.marginal import capability_after
from model.metrics.needs import lost_share

STORY = """
import json
from tests.unit.metrics.test_compiled_measures import numbers
print(json.dumps(numbers()))
"""


def numbers() -> list[float]:
    """Return all that the compiled measures say of two made-up worlds, one of them sampled."""
    result: list[float] = []
    for partners, states in ((3, 6), (11, 13)):
        world, lone = sample(5, 3, states), np.arange(states) > 0
        game = exit_game(*world, horizon_points(9.0, 3), lone, partners)
        for field in game:
            result.extend(np.ravel(field).astype(float).tolist())
        lost = lost_share(world.rate, [2.0])[:, 0].copy()
        result.extend(capability_after(*world[:4], lost, world.weight, lone))
    return result


def test_uncompiled_gives_the_same_numbers(request):
    told = subprocess.run(
        [sys.executable, "-c", STORY],
        cwd=request.config.rootpath,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == pytest.approx(numbers(), rel=1e-12, abs=1e-15)
