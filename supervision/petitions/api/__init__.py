"""Petitions in the JSON API: the register, one whole, its way to the answer (`2015 ¶17–18`, `2002 ¶8`)."""

from supervision.petitions.api import changes, reads
from supervision.petitions.api.reads import blueprint

__all__ = ["blueprint", "changes", "reads"]
