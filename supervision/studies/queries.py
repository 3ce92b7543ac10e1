"""Reads of requested files: one file with all its parts.

Belongs here: questions about a single file. Does not belong here: lists (`register.py`).
"""
