"""Duties in the JSON API: the list, one with its steps, and what is decided of it."""

from supervision.duties.api import changes, reads
from supervision.duties.api.reads import blueprint

__all__ = ["blueprint", "changes", "reads"]
