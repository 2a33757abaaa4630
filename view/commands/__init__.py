"""The subcommands of run.py, one module each."""
