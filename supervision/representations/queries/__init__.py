"""Reads of representations and of missed terms."""
