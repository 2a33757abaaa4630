"""Settings shared by all tests."""

import os

from hypothesis import settings

# No deadline: the first call of a kernel compiles it, and no test is timed.
# Under CI the examples are the same each time, so that a red run can be repeated.
settings.register_profile("house", deadline=None, print_blob=True)
settings.register_profile("ci", parent=settings.get_profile("house"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")
