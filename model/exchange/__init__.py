"""Bargains as files: our own JSON and the XML of GENIUS, read with suspicion, written exactly."""
