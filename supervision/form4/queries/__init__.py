"""Reads of Form No. 4: groups of like events, marks, arrears, and the documents behind a cell."""
