"""Two accounts in one transaction: an answer of a transfer and a form over both never wait in a ring."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import date
from threading import Thread

from sqlalchemy import Connection, create_engine, func, select, text
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.enforcement import operations
from supervision.enforcement.queries.closing import _CLOSING_LOCK
from supervision.local.provision import Roles
from tests.conftest import TODAY
from tests.enforcement.test_life import send
from tests.factories.enforcement import entered, initiated

SENDER, RECEIVER = 3, 7
Acting = Callable[[str], Actor]
BEGUN = date(2026, 11, 11)


def test_an_answer_takes_both_accounts_before_it_writes_into_either(
    session: Session, acting: Acting, roles: Roles
) -> None:
    sender = acting("abay1.assistant")
    with transaction(session):
        document = entered(session, sender, today=TODAY, decided=initiated(BEGUN))
        card_id = send(session, sender, document, RECEIVER).id
    receiver = acting("turan1.assistant")
    session.rollback()
    problems: list[BaseException] = []

    def answer() -> None:
        try:
            with Session(create_engine(roles.app_url)) as own, transaction(own):
                set_scope(own, receiver.scope)
                operations.accept_transfer(
                    own,
                    receiver,
                    card_id,
                    accepted_on=TODAY,
                    serial_number="20/26-9",
                    idempotency_key=uuid.uuid4(),
                    today=TODAY,
                )
        except BaseException as problem:
            problems.append(problem)

    with create_engine(roles.app_url).connect() as form, form.begin():
        # a form over both accounts is being submitted and has come to the first of them
        assert taken(form, SENDER)
        answering = Thread(target=answer)
        answering.start()
        waits_for(form)
        assert taken(form, RECEIVER), "the answer holds one account and waits for the other"
    answering.join(10)
    assert not answering.is_alive() and problems == []


def taken(connection: Connection, office_id: int) -> bool:
    """Take an account as the submission of a form does, without waiting."""
    asked = select(func.pg_try_advisory_xact_lock(_CLOSING_LOCK, office_id))
    return bool(connection.scalar(asked))


def waits_for(connection: Connection) -> None:
    """Wait until somebody waits for an account."""
    waiting = text(
        "select count(*) from pg_locks where locktype = 'advisory' and not granted "
        "and classid = :lock"
    )
    for _attempt in range(200):
        if connection.scalar(waiting, {"lock": _CLOSING_LOCK}):
            return
        time.sleep(0.05)
    raise AssertionError("nobody waits for an account")
