"""Protests in the JSON API: the register, one protest, and its whole life (`2015 ¶13, ¶17, ¶23`)."""

from supervision.protests.api import changes, reads
from supervision.protests.api.blueprint import blueprint

__all__ = ["blueprint", "changes", "reads"]
