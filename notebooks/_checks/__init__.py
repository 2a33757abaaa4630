"""Checks of the exercises: each works the right answer out with the packages and compares."""
