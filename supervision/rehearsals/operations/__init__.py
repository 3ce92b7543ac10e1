"""Verbs of rehearsals: apply a decree or an amendment of the law's data, undo it. One at a time.

A change and everything it moves stand in one transaction: the open duties, the notices planned for
them, and the log. Whoever counts a duty meanwhile by the law of a moment ago is put right by the
rebuild that follows each change.
"""

from supervision.rehearsals.operations.amendments import (
    apply_amendment,
    apply_law,
    undo_amendment,
)
from supervision.rehearsals.operations.decrees import apply_decree, undo_change
from supervision.rehearsals.operations.shared import At

__all__ = ["At", "apply_amendment", "apply_decree", "apply_law", "undo_amendment", "undo_change"]
