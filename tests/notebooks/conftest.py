"""One kernel for the lessons of a file: each would spend most of its time on the same imports."""

from collections.abc import Iterator

import pytest
from jupyter_client.manager import KernelManager


@pytest.fixture(scope="module")
def kernel() -> Iterator[KernelManager]:
    """A kernel that the first lesson starts and that ends after the last."""
    manager = KernelManager(kernel_name="python3")
    yield manager
    if manager.has_kernel:
        manager.shutdown_kernel(now=True)
