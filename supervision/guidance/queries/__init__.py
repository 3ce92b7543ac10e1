"""Reads of the six registers: lists and records, what is counted, posts that nobody holds."""
