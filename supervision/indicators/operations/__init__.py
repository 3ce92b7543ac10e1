"""Verbs of indicators: compute all figures, ask for it, freeze quarters whose cut-off has passed, note
what is taken away.
"""

from supervision.indicators.operations.computing import ask, compute, is_asked
from supervision.indicators.operations.exporting import note_export
from supervision.indicators.operations.freezing import freeze_due

__all__ = ["ask", "compute", "freeze_due", "is_asked", "note_export"]
