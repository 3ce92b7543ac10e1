"""Verbs of Form No. 4: a form is submitted, kept as it was brought, taken away as a file,
counted ahead by month."""

from supervision.form4.operations.counting import count_account, due
from supervision.form4.operations.exporting import note_export
from supervision.form4.operations.keeping import Entry, bring, submit

__all__ = ["Entry", "bring", "count_account", "due", "note_export", "submit"]
