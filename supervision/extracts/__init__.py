"""Extracts: the rows of any register under the reader's filter, as a numbered paper of the office.

One way for every register: what its file holds (`exchange`) becomes a table of a paper (`printing`).
Does not belong here: which rows and columns a register has; its room declares them in `sheets.py`.
"""
