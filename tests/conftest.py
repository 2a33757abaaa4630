"""Settings shared by all tests."""

from hypothesis import settings

# No deadline: the first call of a kernel compiles it, and no test is timed.
# The examples are the same each time, so that a change is judged on itself and a red run can be
# repeated; look for new ones with `pytest tests/properties --hypothesis-profile=search`.
settings.register_profile("house", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("search", deadline=None, print_blob=True, max_examples=2000)
settings.load_profile("house")
