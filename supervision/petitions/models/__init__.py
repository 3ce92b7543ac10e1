"""Tables of petitions. Constraints are named by a sentence; no logic beyond properties.

Every table carries `office_id`, because row-level security reads it.
"""

from supervision.petitions.models.answer import PetitionCheck, PetitionConclusion, PetitionLetter
from supervision.petitions.models.petition import Petition, PetitionTransfer, PetitionWord
from supervision.petitions.models.way import PetitionExtension, PetitionRequest

__all__ = [
    "Petition",
    "PetitionCheck",
    "PetitionConclusion",
    "PetitionExtension",
    "PetitionLetter",
    "PetitionRequest",
    "PetitionTransfer",
    "PetitionWord",
]
