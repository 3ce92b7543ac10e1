"""Printing: numbered papers that stay as they were issued, and the press that makes their PDF.

Serves every room that issues a paper; the wording and the rows of a paper are its room's own. A paper
carries the hash of the one before it, so a number that is missing or mended shows.
"""
