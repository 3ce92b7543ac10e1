"""Tables of enforcement documents, their events and control cards. Constraints are sentences.

Every table carries `office_id`: the unit of field 6.1, in whose account the row stands. Only the
columns that are kept for speed are ever written again on an event; its facts never are.
"""

from supervision.enforcement.models.closing import AccountClosing
from supervision.enforcement.models.control_card import ControlCard
from supervision.enforcement.models.document import (
    EnforcementChild,
    EnforcementDocument,
    EnforcementWord,
)
from supervision.enforcement.models.event import EnforcementEvent, EnforcementProceeding

__all__ = [
    "AccountClosing",
    "ControlCard",
    "EnforcementChild",
    "EnforcementDocument",
    "EnforcementEvent",
    "EnforcementProceeding",
    "EnforcementWord",
]
