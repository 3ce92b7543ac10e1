"""Reads of protests: one with its parts, the window of an act, and the lists."""
