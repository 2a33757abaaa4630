"""Figures, reports and the browser: all that is looked at."""
