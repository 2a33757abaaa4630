"""Settings shared by all tests."""

import pkgutil
import signal
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

# A suite that a script starts in the background begins deaf to Ctrl-C, and so would all servers and
# studies that the tests start and end with it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Hypothesis also tries the numbers that stand in those modules of the project that happen to be
# loaded. All are loaded here, or its examples would depend on what was tested before.
for package in ("model", "agents", "experiments", "view"):
    for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
        with suppress(ImportError):  # what needs an optional library
            import_module(module.name)

# No deadline: the first call of a kernel compiles it, and no test is timed.
# The examples are the same each time, so that a change is judged on itself and a red run can be
# repeated; look for new ones with `pytest tests/properties --hypothesis-profile=search`.
settings.register_profile("house", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("search", deadline=None, print_blob=True, max_examples=2000)
settings.load_profile("house")
