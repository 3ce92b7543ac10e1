"""Enforcement documents in the JSON API: the register, one with its life, cards, events, transfers (`F4`)."""

from supervision.enforcement.api import changes, reads, transfers
from supervision.enforcement.api.blueprint import blueprint

__all__ = ["blueprint", "changes", "reads", "transfers"]
