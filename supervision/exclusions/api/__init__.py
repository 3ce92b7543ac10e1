"""Requests for exclusion from the count in the JSON API: the register, one request, its life (`2015 ¶22`)."""

from supervision.exclusions.api import changes, reads
from supervision.exclusions.api.reads import blueprint

__all__ = ["blueprint", "changes", "reads"]
