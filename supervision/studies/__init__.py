"""Requested enforcement files: asked for, supplied, studied in time, returned (`2002 ¶2–6`).

Serves the register of requested files, the five-point study and the marks and grounds of the
parties. Does not belong here: days of duties (the law, by way of `duties`), and what becomes of a
breach (`responses`).
"""
