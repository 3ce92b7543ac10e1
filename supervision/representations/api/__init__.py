"""Representations to a higher office in the JSON API: the register, one whole, its way (`2015 ¶14, ¶17`)."""

from supervision.representations.api import changes, reads
from supervision.representations.api.reads import blueprint

__all__ = ["blueprint", "changes", "reads"]
