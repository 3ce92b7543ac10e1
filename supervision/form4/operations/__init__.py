"""Verbs of Form No. 4: a form is submitted, kept as it was brought, taken away as a file."""

from supervision.form4.operations.exporting import note_export
from supervision.form4.operations.keeping import Entry, bring, submit

__all__ = ["Entry", "bring", "note_export", "submit"]
