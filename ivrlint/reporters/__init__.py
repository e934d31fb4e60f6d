"""One reporter an output format."""
