"""What an issue of a talk is set to, as people write it."""

from __future__ import annotations

from view.words import percent


def clause(issue: str, value: float) -> str:
    r"""Return a level of an issue: years as they are, all else is a share of something.

    Examples
    --------
    >>> clause("duration_years", 18.0), clause("host_equity", 0.6), clause("transfer_depth", 0.8875)
    ('18', '60\xa0%', '88.75\xa0%')
    >>> clause("rate", 0.0275), clause("volume", 0.30149)
    ('2.75\xa0%', '30.15\xa0%')
    """
    if issue.endswith("_years"):
        return f"{value:.3g}"
    exact = round(100 * value, 2)
    digits = next((each for each in (0, 1) if round(100 * value, each) == exact), 2)
    return percent(value, digits)
