"""Every number of a run, declared once, read from TOML and checked."""
