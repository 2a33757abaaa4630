"""The server of the browser view: Solara's, behind doors of our own (see README.md here)."""
