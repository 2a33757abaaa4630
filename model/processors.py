"""How many processors this process may use."""

import os


def processors() -> int:
    """Return how many processors this process may use, at least 1.

    A cluster, a container or ``taskset`` may lend fewer than the machine has: workers beyond them
    would only take turns, and memory.

    Examples
    --------
    >>> 1 <= processors() <= (os.cpu_count() or 1)
    True
    """
    if hasattr(os, "sched_getaffinity"):  # not on Windows, nor on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
