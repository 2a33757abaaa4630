"""Charts and controls of the browser: plain data from Python, drawn on the visitor's machine."""
