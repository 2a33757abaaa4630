"""Questions put to many worlds."""
