"""The registers of guidance in the JSON API: lists, records, and what is recorded in them
(`2002 ¶10–14`, `2015 ¶28–32`).
"""

from supervision.guidance.api import changes, reads
from supervision.guidance.api.blueprint import blueprint

__all__ = ["blueprint", "changes", "reads"]
