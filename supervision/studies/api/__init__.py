"""Requested enforcement files in the JSON API: the register, one file, its life (`2002 ¶2–6`)."""

from supervision.studies.api import changes, reads
from supervision.studies.api.reads import blueprint

__all__ = ["blueprint", "changes", "reads"]
