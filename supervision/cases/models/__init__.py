"""Tables of administrative cases. Constraints are named by a sentence; no logic beyond properties.

Every table but the courts carries `office_id`, because row-level security reads it.
"""

from supervision.cases.models.act import CourtAct
from supervision.cases.models.case import AdminCase, CaseArticle, CaseWord
from supervision.cases.models.competence import CaseTransfer, Notice
from supervision.cases.models.court import Court
from supervision.cases.models.grounds import CaseCategory, GroundOverrule, ParticipationOrder
from supervision.cases.models.hearing import CaseHearing

__all__ = [
    "AdminCase",
    "CaseArticle",
    "CaseCategory",
    "CaseHearing",
    "CaseTransfer",
    "CaseWord",
    "Court",
    "CourtAct",
    "GroundOverrule",
    "Notice",
    "ParticipationOrder",
]
