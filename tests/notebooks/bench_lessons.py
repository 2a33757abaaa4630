"""How long every lesson takes, its solutions included: ``python -m tests.notebooks.bench_lessons``.

A lesson should be done by the machine within 60 s on two cores, kernels compiled. This is measured
and not tested: on a slow or busy machine a test would tell about the machine.
"""

import time

from tests.lessons import ENGLISH, SPANISH, read, run_through, solved


def main() -> None:
    """Run all lessons one after the other and print the seconds of each."""
    for name in (*ENGLISH, *SPANISH):
        lesson = read(name)
        solved(lesson)
        start = time.monotonic()
        run_through(lesson)
        print(f"{name:28} {time.monotonic() - start:6.1f} s", flush=True)


if __name__ == "__main__":
    main()
