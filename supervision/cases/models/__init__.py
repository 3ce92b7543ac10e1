"""Tables of administrative cases. Constraints are named by a sentence; no logic beyond properties.

Every table but the courts carries `office_id`, because row-level security reads it.
"""

from supervision.cases.models.act import CourtAct
from supervision.cases.models.case import AdminCase, CaseArticle, CaseWord
from supervision.cases.models.competence import CaseCompetence, CaseTransfer, Notice
from supervision.cases.models.conclusion import Conclusion, ConclusionStep, OblastCheck
from supervision.cases.models.court import Court
from supervision.cases.models.filing import ActFiling, NomenclatureFile
from supervision.cases.models.grounds import CaseCategory, GroundOverrule, ParticipationOrder
from supervision.cases.models.hearing import CaseHearing
from supervision.cases.models.reconciliation import (
    Reconciliation,
    ReconciliationDifference,
    ReconciliationLine,
    ReconciliationSide,
)
from supervision.cases.models.ruling import PrivateRuling
from supervision.cases.models.told import CaseToldFact

__all__ = [
    "ActFiling",
    "AdminCase",
    "CaseArticle",
    "CaseCategory",
    "CaseCompetence",
    "CaseHearing",
    "CaseToldFact",
    "CaseTransfer",
    "CaseWord",
    "Conclusion",
    "ConclusionStep",
    "Court",
    "CourtAct",
    "GroundOverrule",
    "NomenclatureFile",
    "Notice",
    "OblastCheck",
    "ParticipationOrder",
    "PrivateRuling",
    "Reconciliation",
    "ReconciliationDifference",
    "ReconciliationLine",
    "ReconciliationSide",
]
