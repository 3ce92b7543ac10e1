"""Tables of requested files."""
