"""Accounts (S07, S10, S17): made with a one-time password, edited within one's own subtree only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core.access import Actor, Post
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.transaction import transaction
from supervision.offices import operations, passwords, sessions
from supervision.offices.models import Assignment, Office, UserAccount
from supervision.offices.operations import AccountData, MadeAccount
from supervision.offices.rules import AssignmentKind
from tests.conftest import NOW, TODAY
from tests.factories.offices import World

Acting = Callable[[str], Actor]
NEW = AccountData("Ахметова  Дана", 3, Post.ASSISTANT, "kk")


def create(session: Session, actor: Actor, login: str, data: AccountData = NEW) -> MadeAccount:
    with transaction(session):
        return operations.create_user(session, actor, login, data, today=TODAY, now=NOW)


def edit(session: Session, actor: Actor, user_id: int, data: AccountData, version: int = 1) -> None:
    with transaction(session):
        operations.edit_user(
            session, actor, user_id, data, expected_version=version, today=TODAY, now=NOW
        )


def test_an_account_begins_with_a_one_time_password_of_24_hours(
    session: Session, acting: Acting
) -> None:
    made = create(session, acting("abay.administrator"), " Dana.A ")
    account = made.account
    assert (account.login, account.full_name, account.office_id) == ("dana.a", "Ахметова Дана", 3)
    assert account.must_change_password and account.active
    assert account.password_expires_at == NOW + timedelta(hours=24)
    assert passwords.verify(account.password_hash, made.one_time_password)


def test_a_login_is_one_across_the_country_and_the_refusal_is_on_its_field(
    session: Session, acting: Acting
) -> None:
    # turan.head lives in an oblast this administrator does not see
    with pytest.raises(Refused) as refusal:
        create(session, acting("abay.administrator"), "turan.head")
    assert [problem.field for problem in refusal.value.problems] == ["login"]


@pytest.mark.parametrize("office_id", [1, 6, 7, 999])
def test_nobody_is_placed_outside_the_administrators_subtree(
    session: Session, acting: Acting, office_id: int
) -> None:
    with pytest.raises(NotFound):
        create(session, acting("abay.administrator"), "dana.a", replace(NEW, office_id=office_id))


@pytest.mark.parametrize("login", ["abay.head", "abay1.assistant", "gpo.auditor", "gpo.head"])
def test_only_an_administrator_makes_accounts(session: Session, acting: Acting, login: str) -> None:
    with pytest.raises(Forbidden):
        create(session, acting(login), "dana.a")


def test_a_post_the_level_does_not_have_and_a_closed_office_are_refused_by_field(
    session: Session, acting: Acting
) -> None:
    session.execute(text("update office set active_to = '2026-11-19' where id = 3"))
    session.commit()
    with pytest.raises(Refused) as refusal:
        create(
            session,
            acting("abay.administrator"),
            "dana.a",
            replace(NEW, post=Post.SENIOR_ASSISTANT, full_name=" \u202e "),
        )
    assert [problem.field for problem in refusal.value.problems] == [
        "full_name",
        "post",
        "office_id",
    ]


def test_a_changed_post_ends_every_session_and_running_assignments(
    session: Session, acting: Acting, world: World
) -> None:
    senior = world.people["abay.senior"]
    head = acting("abay.head")
    with transaction(session):
        operations.assign(
            session,
            head,
            senior,
            operations.Charge(AssignmentKind.TOPIC, topic="tax"),
            from_on=date(2026, 1, 1),
        )
        token = sessions.begin(session, senior, address="", browser="", now=NOW)
    actor = acting("abay.administrator")
    edit(session, actor, senior, AccountData("Ермек", 3, Post.ASSISTANT, "ru"))
    assert sessions.find(session, token, now=NOW) is None
    acting("abay.administrator")
    given = session.query(Assignment).one()
    assert given.until_on == TODAY


def test_a_corrected_name_leaves_the_person_signed_in(
    session: Session, acting: Acting, world: World
) -> None:
    person = world.people["abay1.assistant"]
    with transaction(session):
        token = sessions.begin(session, person, address="", browser="", now=NOW)
    actor = acting("abay.administrator")
    edit(session, actor, person, AccountData("Жаңа Есім", 3, Post.ASSISTANT, "en"))
    assert sessions.find(session, token, now=NOW) is not None


def test_nobody_edits_or_resets_their_own_account(
    session: Session, acting: Acting, world: World
) -> None:
    actor = acting("abay.administrator")
    own = world.people["abay.administrator"]
    with pytest.raises(Forbidden):
        edit(session, actor, own, AccountData("Мен", 2, Post.HEAD, "kk"))
    with pytest.raises(Forbidden):
        operations.reset_password(session, actor, own, now=NOW)


@pytest.mark.parametrize("login", ["turan1.assistant", "gpo.administrator", "gpo.head"])
def test_people_of_other_subtrees_do_not_exist_for_an_administrator(
    session: Session, acting: Acting, world: World, login: str
) -> None:
    actor = acting("abay.administrator")
    with pytest.raises(NotFound):
        edit(session, actor, world.people[login], NEW)
    with pytest.raises(NotFound):
        operations.reset_password(session, actor, world.people[login], now=NOW)


def test_nobody_is_moved_out_of_the_administrators_subtree(
    session: Session, acting: Acting, world: World
) -> None:
    actor = acting("abay.administrator")
    with pytest.raises(NotFound):
        edit(session, actor, world.people["abay1.assistant"], replace(NEW, office_id=7))


def test_the_second_of_two_editors_is_told(session: Session, acting: Acting, world: World) -> None:
    actor = acting("abay.administrator")
    person = world.people["abay1.assistant"]
    edit(session, actor, person, replace(NEW, full_name="Бірінші"))
    with pytest.raises(Stale):
        edit(session, actor, person, replace(NEW, full_name="Екінші"))


def test_a_reset_password_ends_sessions_and_the_old_password(
    session: Session, acting: Acting, world: World
) -> None:
    person = world.people["abay1.assistant"]
    with transaction(session):
        token = sessions.begin(session, person, address="", browser="", now=NOW)
    actor = acting("abay.administrator")
    with transaction(session):
        made = operations.reset_password(session, actor, person, now=NOW)
    assert passwords.verify(made.account.password_hash, made.one_time_password)
    assert made.account.must_change_password
    assert sessions.find(session, token, now=NOW) is None


def test_someone_stays_in_a_closed_office_when_only_the_name_changes(
    session: Session, acting: Acting, world: World
) -> None:
    session.execute(text("update office set active_to = '2026-01-01' where id = 3"))
    session.commit()
    actor = acting("abay.administrator")
    person = world.people["abay1.assistant"]
    edit(session, actor, person, replace(NEW, full_name="Жаңа Есім", language="en"))
    changed = session.get_one(UserAccount, person)
    assert changed.full_name == "Жаңа Есім"


def test_every_change_leaves_before_and_after_and_never_a_password(
    session: Session, acting: Acting, owner: Session
) -> None:
    actor = acting("abay.administrator")
    made = create(session, actor, "dana.a")
    edit(session, actor, made.account.id, replace(NEW, active=False))
    with transaction(session):
        again = operations.reset_password(session, actor, made.account.id, now=NOW)
    rows = owner.execute(
        text("select action, before, after, office_id, actor_id from audit_entry order by id")
    ).all()
    assert [row[0] for row in rows] == [
        "offices.create_user",
        "offices.edit_user",
        "offices.reset_password",
    ]
    assert rows[1][1]["active"] is True and rows[1][2]["active"] is False
    assert {row[3] for row in rows} == {3} and {row[4] for row in rows} == {actor.user_id}
    told = str(rows)
    for secret in (made.one_time_password, again.one_time_password, "argon2"):
        assert secret not in told


def test_an_edit_that_changes_nothing_leaves_no_entry(
    session: Session, acting: Acting, owner: Session, world: World
) -> None:
    actor = acting("abay.administrator")
    same = AccountData("Сериков abay1.assistant", 3, Post.ASSISTANT, "en")
    edit(session, actor, world.people["abay1.assistant"], same)
    assert owner.scalar(text("select count(*) from audit_entry")) == 0


def test_the_first_administrator_needs_nobody_signed_in(session: Session) -> None:
    with transaction(session):
        made = operations.create_first_administrator(
            session, "00", "root.admin", "Бірінші Әкімші", today=TODAY, now=NOW
        )
    assert made.account.post == Post.ADMINISTRATOR and made.account.must_change_password
    with pytest.raises(NotFound):
        operations.create_first_administrator(
            session, "nowhere", "other.admin", "Екінші", today=TODAY, now=NOW
        )


def test_a_made_account_belongs_to_an_existing_office(session: Session, acting: Acting) -> None:
    made = create(session, acting("gpo.administrator"), "dana.a", replace(NEW, office_id=7))
    assert session.get_one(Office, made.account.office_id).code == "20-01"
