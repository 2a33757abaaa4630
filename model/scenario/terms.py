"""Issues on the two tables: what can be written into an agreement, between what bounds."""

from __future__ import annotations

from model.scenario.declare import Declared, quantity


class Issue(Declared):
    """One thing to settle; the levels lie evenly between the bounds."""

    low: float = quantity("of the issue", 0, 100, "choice", "lowest level")
    high: float = quantity("of the issue", 0, 100, "choice", "highest level")
    levels: int = quantity("levels", 2, 50, "choice", "number of levels")


class ComprehensiveIssues(Declared):
    """Government to government: the envelope inside which sector protocols are struck."""

    protection: Issue  # share: how far investors are protected from rule changes
    ip_regime: Issue  # share: strictness of the protection of intellectual property
    market_access: Issue  # share of the partner's market opened to the host's products
    finance_line: Issue  # share of the largest line that the partner can offer
    rate: Issue  # interest, 1/year
    grace_years: Issue  # years before repayment begins
    maturity_years: Issue  # years of repayment after grace
    collateral: Issue  # share of the loans secured on revenue accounts
    training: Issue  # share of the most training places that the partner can offer
    exclusivity: Issue  # share: adoption of the partner's standards
    duration_years: Issue  # years the envelope stands


class ProtocolIssues(Declared):
    """One technology: the sector protocol."""

    volume: Issue  # share of the need to be met by the plants
    transfer_depth: Issue  # share: from turnkey to full transfer with own design
    local_content: Issue  # share of contract value from host suppliers
    host_equity: Issue  # share of ownership held by the host
    royalty: Issue  # share of yearly output value
    price: Issue  # mark-up on the contract value
    operational_control: Issue  # share of operating posts held by the host
    improvements: Issue  # share of improvements owned by the host
    guarantee: Issue  # share of contract value forfeited when delivery fails
    exit_penalty: Issue  # share of contract value due from a host that leaves


class Terms(Declared):
    """Both tables."""

    comprehensive: ComprehensiveIssues
    protocol: ProtocolIssues
