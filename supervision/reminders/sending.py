"""The sender of letters put together: the words, the mail server of the installation, the rows.

Belongs here: joining what one run needs, inside an application context. Does not belong here: the
run itself (`operations/mailing.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app
from sqlalchemy.orm import Session

from supervision.core import clock, web
from supervision.core.access import Actor
from supervision.core.faults import Fault, no_fault
from supervision.core.mail import Outbox
from supervision.reminders.letter_rules import LetterKind
from supervision.reminders.letters import Writer, public_host
from supervision.reminders.operations import Mailed, send_letters


def send_waiting(
    session: Session,
    actor: Actor,
    *,
    kinds: Sequence[LetterKind] = tuple(LetterKind),
    fault: Fault = no_fault,
) -> Mailed | None:
    """Send the letters whose moment has come; None where the installation sends no e-mail.

    `session` must carry the house's scope. Commits by itself.
    """
    settings = web.settings()
    server = settings.mail_server
    if server is None:
        return None
    writer = Writer(current_app, session)
    with Outbox(server, settings.mail_from, public_host(settings)) as outbox:
        return send_letters(
            session,
            actor,
            compose=writer.compose,
            outbox=outbox,
            moment=clock.now,
            kinds=kinds,
            fault=fault,
        )
