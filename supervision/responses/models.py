"""Tables of breaches and responses."""
