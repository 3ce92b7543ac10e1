"""Acts of response in the JSON API: the register, one whole, its way to the end."""

from supervision.responses.api import changes, reads
from supervision.responses.api.reads import blueprint

__all__ = ["blueprint", "changes", "reads"]
