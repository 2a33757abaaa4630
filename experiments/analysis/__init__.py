"""What the rows of a study say: estimates, indices, conditions, robustness."""
