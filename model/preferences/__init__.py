"""What terms are worth to each side, derived from the state of the world, in money of today."""
