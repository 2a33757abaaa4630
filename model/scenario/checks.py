"""What must hold across a scenario: references that exist, shares that add up, no cycles."""

from __future__ import annotations

from collections.abc import Sequence

from model.scenario.assemble import Check

CHECKS: Sequence[Check] = ()
