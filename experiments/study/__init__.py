"""Studies: declared in a file, planned, run anywhere, stopped and gone on with, read as tables."""
