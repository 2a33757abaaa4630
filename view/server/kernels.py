"""The kernels of Solara, one for each open page: how many there are, and who makes room.

Solara's server is imported when it is called for, not before: see :mod:`view.server.front`.
"""

from __future__ import annotations

from typing import Any


def kernels() -> dict[str, Any]:
    """Return the kernels by name, in the order in which they came."""
    from solara.server import kernel_context

    return kernel_context.contexts


def is_here(kernel: Any) -> bool:
    """Whether a page of the kernel is connected, or has yet to be."""
    from solara.server.kernel_context import PageStatus

    pages = list(kernel.page_status.values())
    return not pages or PageStatus.CONNECTED in pages


def has_room(most: int) -> bool:
    """Whether one more visitor fits in, if need be in the place of one who went without a word.

    Such a kernel waits for its page to come back, but not while others stand before the door.
    It closes what it must: call it where that may take a moment.
    """
    for kernel in [kernel for kernel in list(kernels().values()) if not is_here(kernel)]:
        if len(kernels()) < most:
            break
        kernel.close(reason="cull")
    return len(kernels()) < most
