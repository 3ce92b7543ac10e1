"""Administrative cases and their court acts in the JSON API (`2015 ¶4–11`)."""

from supervision.cases.api import changes, reads
from supervision.cases.api.reads import blueprint

__all__ = ["blueprint", "changes", "reads"]
