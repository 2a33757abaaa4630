"""What takes long to import and no first picture needs comes after the server is ready."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "later"),
    [
        # A process warms while the server imports the model and the pages.
        ("view.server.workers", ("numpy", "pandas", "numba", "mesa", "solara")),
        # Runs are made elsewhere: the server reads them.
        ("experiments.runner, experiments.milestones", ("mesa", "scipy.spatial", "matplotlib")),
        ("view.app", ("mesa", "scipy.spatial", "matplotlib")),
        (
            "experiments.study.status, view.stored",
            ("scipy.stats", "SALib", "matplotlib", "sklearn"),
        ),
    ],
)
def test_it_is_imported_later(module: str, later: tuple[str, ...]) -> None:
    told = f"import sys, {module}; print(*(set({later!r}) & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
