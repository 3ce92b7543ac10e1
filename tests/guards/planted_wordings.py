"""An office's own wording of a paper, planted for the walks.

Belongs here: the row. Does not belong here: what a test looks for afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.printing.kinds import PaperKind
from supervision.printing.rewording import save_wording
from supervision.protests.prints import PAPER
from tests.conftest import TODAY

CODES = {"paper_wording": {"kind", "language"}}


def plant_wording(
    session: Session,
    head: Actor,
    case: Callable[[int, str], str],
    *,
    kind: PaperKind = PAPER,
    language: str = "ru",
) -> None:
    """A paper, the protest, in the words of an office: the standard ones and a line of its own."""
    own = re.sub("[{}]", "", case(head.office_id or 0, "wording"))  # braces are fields
    words = f"{kind.standard(language)}\n{own}"
    with transaction(session):
        save_wording(
            session, head, kind, language, words, in_force_from=TODAY, version=0, today=TODAY
        )
