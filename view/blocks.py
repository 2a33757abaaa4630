"""Blocks of a text that are generated: put between two marks, and looked at for drift."""

from __future__ import annotations

import re


def with_block(text: str, name: str, body: str) -> str:
    """Return a text with the block of one name replaced.

    Parameters
    ----------
    text : str
        Markdown with `<!-- generated:NAME -->` and `<!-- /generated:NAME -->` once each.
    name : str
        The name of the block.
    body : str
        What shall stand between the two marks.

    Raises
    ------
    ValueError
        Where the marks are missing, double or out of order.

    Examples
    --------
    >>> print(with_block("<!-- generated:x -->old<!-- /generated:x -->", "x", "new"))
    <!-- generated:x -->
    <BLANKLINE>
    new
    <BLANKLINE>
    <!-- /generated:x -->
    """
    opening, closing = f"<!-- generated:{name} -->", f"<!-- /generated:{name} -->"
    if text.count(opening) != 1 or text.count(closing) != 1:
        raise ValueError(f"the text must have {opening} and {closing} once each")
    pattern = re.escape(opening) + ".*" + re.escape(closing)
    block = f"{opening}\n\n{body.strip()}\n\n{closing}"
    replaced, count = re.subn(pattern, lambda _: block, text, flags=re.DOTALL)
    if not count:
        raise ValueError(f"{opening} must come before {closing}")
    return replaced
