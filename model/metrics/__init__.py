"""Measures of the state of the world: pure functions over arrays."""
