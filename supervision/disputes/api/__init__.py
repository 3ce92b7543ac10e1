"""Disputes about enforcement in the JSON API: the register, one whole, what is recorded (`2002 ¶4–5`)."""

from supervision.disputes.api import changes, reads
from supervision.disputes.api.reads import blueprint

__all__ = ["blueprint", "changes", "reads"]
