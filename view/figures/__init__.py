"""Figures: runs in, matplotlib figures out; used by reports, the browser and notebooks alike."""
