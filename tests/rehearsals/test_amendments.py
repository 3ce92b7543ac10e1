"""Amendments of the law's data: rehearsed, applied for everybody at once, undone without a trace."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
from sqlalchemy import text

from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.transaction import transaction
from supervision.decrees.amendment_rules import AmendmentEntry, Applied, TextLine
from supervision.decrees.law_at_work import LawAtWork
from supervision.decrees.models import LawChange
from supervision.duties.rules import Facts, Subject
from supervision.duties.sources import FactSource
from supervision.law.reader import ACTS
from supervision.rehearsals.operations import At, apply_amendment, undo_amendment
from supervision.rehearsals.other_law import LawMoves, rehearse_amendment
from supervision.rehearsals.queries import change_told, state_of_law
from tests.conftest import NOW, TODAY, Web, count
from tests.factories.duty_facts import STUDY, facts, received, studied, subject
from tests.rehearsals.conftest import ALMATY, AT, CLOSED_DUTIES, OPEN_DUTIES, PLANNED, Desk, decree

MONDAY, DUE, THURSDAY = date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 19)
SIX = (ACTS / "2002" / "6.yaml").read_text(encoding="utf-8")
THREE_DAYS = SIX.replace("amount: 5,", "amount: 3,")
ASSISTANT = 11  # abay1.assistant of the small world
RECORDED: list[tuple[Subject, Facts]] = [
    (subject(1, assignee_id=ASSISTANT), facts(received(MONDAY))),
    (subject(2, office_id=7), facts(received(MONDAY))),
    (subject(3, assignee_id=ASSISTANT), facts(received(MONDAY), studied(TODAY))),
]
SOURCES = (FactSource("requested_file", "studies.file", "file_id", lambda _s: iter(RECORDED)),)
HISTORY = text("select reason, change_id from duty_move order by id")


def wording(content: str = THREE_DAYS, file: str = "6.yaml", **more: object) -> AmendmentEntry:
    entry = AmendmentEntry(
        "Бұйрық № 36", "2002", Applied.AS_BEFORE, None, (TextLine(0, file, content),)
    )
    return replace(entry, **more)  # type: ignore[arg-type]


def force(until: date | None, act: str = "2002", applied: str = Applied.UNTIL) -> AmendmentEntry:
    return AmendmentEntry("Бұйрық № 37", act, applied, until, ())


@pytest.fixture
def house(desk: Desk) -> Desk:
    """The Department over three files, of which one is studied, with the notices of the others."""
    assert desk.world.people["abay1.assistant"] == ASSISTANT
    for number, office, done in ((1, 3, None), (2, 7, None), (3, 3, TODAY)):
        desk.receive(number, MONDAY, office_id=office, done=done)
    desk.plan()
    return desk


def rehearse(desk: Desk, entry: AmendmentEntry) -> LawMoves:
    return rehearse_amendment(
        desk.session, desk.actor, SOURCES, entry, files=desk.files, today=TODAY, language="en"
    )


def apply(desk: Desk, entry: AmendmentEntry, **more: object) -> LawChange:
    given = {"idempotency_key": uuid.uuid4(), **more}
    with transaction(desk.session):
        return apply_amendment(
            desk.session,
            desk.actor,
            SOURCES,
            entry,
            files=desk.files,
            at=AT,
            **given,  # type: ignore[arg-type]
        )


def undo(desk: Desk, change: LawChange, reason: str = "Қате") -> LawChange:
    with transaction(desk.session):
        return undo_amendment(
            desk.session,
            desk.actor,
            SOURCES,
            change.id,
            reason=reason,
            version=change.version,
            files=desk.files,
            at=At(TODAY, NOW + timedelta(minutes=5), ALMATY),
        )


def test_a_new_wording_is_applied_as_rehearsed_and_undone_without_a_trace(house: Desk) -> None:
    stood = [house.rows(each) for each in (OPEN_DUTIES, PLANNED, CLOSED_DUTIES)]
    found = rehearse(house, wording())
    assert [(each.office, each.old_due_on, each.new_due_on) for each in found.moved] == [
        ("Auezov District Office", DUE, THURSDAY),
        ("Karatau District Office", DUE, THURSDAY),
    ]
    assert (found.shortened, found.opened, found.dropped) == (2, [], [])
    assert [house.rows(each) for each in (OPEN_DUTIES, PLANNED, CLOSED_DUTIES)] == stood

    key = uuid.uuid4()
    change = apply(house, wording(), idempotency_key=key)
    assert apply(house, wording(), idempotency_key=key) is change
    assert (change.moved, change.shortened) == (2, 2)
    assert house.days() == [THURSDAY] * 2
    assert house.rows(CLOSED_DUTIES) == stood[2]
    assert {row["due_on_seen"] for row in house.rows(PLANNED)} <= {THURSDAY}
    assert [row["change_id"] for row in house.rows(HISTORY)] == [change.id] * 2
    # every process reads the law of the transaction, whatever it read before
    for process in (house.law_at_work, LawAtWork(house.files)):
        assert process.of(house.session).due(STUDY, MONDAY).due_on == THURSDAY

    undo(house, change)
    assert [house.rows(each) for each in (OPEN_DUTIES, PLANNED, CLOSED_DUTIES)] == stood
    assert house.law.due(STUDY, MONDAY).due_on == DUE
    told = change_told(house.session, change.id)
    assert (told.act_id, told.undo_reason, told.is_laid_over) == ("2002", "Қате", True)
    assert count(house.session, "law_amendment_text") == 1
    with pytest.raises(Refused, match="undone already"):
        undo(house, change)


def test_an_act_applied_until_an_earlier_day_takes_duties_and_undoing_brings_them_back(
    house: Desk,
) -> None:
    stood = house.rows(OPEN_DUTIES), house.rows(CLOSED_DUTIES)
    entry = force(date(2026, 11, 15))
    found = rehearse(house, entry)
    assert [each.old_due_on for each in found.dropped] == [DUE, DUE]
    assert found.moved == [] and found.changed["dropped"] == 2
    change = apply(house, entry)
    assert house.rows(OPEN_DUTIES) == [] and house.rows(PLANNED) == []
    assert house.law.binding("2002", MONDAY) is None
    told = change_told(house.session, change.id)
    assert (told.dropped, told.opened, told.extended_until) == (2, 0, date(2026, 11, 15))
    # extended again by another amendment: what it opens is told before
    assert rehearse(house, force(None, applied=Applied.ENDLESS)).changed["reopened"] == 2
    undo(house, change)
    assert (house.rows(OPEN_DUTIES), house.rows(CLOSED_DUTIES)) == stood


def test_amendments_and_decrees_are_laid_over_one_another_and_undone_in_any_order(
    house: Desk,
) -> None:
    stood = house.rows(OPEN_DUTIES)
    amendment = apply(house, wording())
    by_decree = house.apply(decree((THURSDAY, None)))
    friday = date(2026, 11, 20)
    assert house.days() == [friday] * 2
    undo(house, amendment)
    assert house.days() == [DUE] * 2
    house.undo(by_decree)
    assert [(row["id"], row["due_on"], row["edition"]) for row in house.rows(OPEN_DUTIES)] == [
        (row["id"], row["due_on"], row["edition"]) for row in stood
    ]


REFUSED = (
    (wording(reason=" "), "by what the law is changed", "reason"),
    (wording(act_id="1999"), "Choose the act", "act"),
    (wording(""), "Enter what stands", "lines-0-content"),
    (wording(file="../6.yaml"), "is called like", "lines-0-file"),
    (wording(file="act.yaml"), "is called like", "lines-0-file"),
    (wording(lines=()), "at least one paragraph file", None),
    (force(date(2010, 1, 1)), "name a later day", "until"),
    (force(None), "Name the day", "until"),
    (force(date(2027, 1, 1), "2023-32"), "without end", "applied"),
    (
        wording(SIX.replace("amount: 5,", "amont: 5,")),
        r"2002/6\.yaml, rules\.",
        "lines-0-content",
    ),
    (wording(SIX + "\n]"), r"2002/6\.yaml, line", "lines-0-content"),
    (wording(file="6@2027.yaml"), "stands twice for the same days", None),
)


def test_what_cannot_be_read_as_law_is_refused_with_file_and_key(desk: Desk) -> None:
    for entry, sentence, field in REFUSED:
        with pytest.raises(Refused) as refused:
            apply(desk, entry)
        told = {each.message % each.params: each.field for each in refused.value.problems}
        assert [place for words, place in told.items() if re.search(sentence, words)] == [field]
    assert count(desk.session, "law_change") == 0


def test_only_the_department_amends_and_only_what_was_seen(house: Desk) -> None:
    seen = state_of_law(house.session)
    change = apply(house, wording())
    with pytest.raises(Stale):
        apply(house, force(date(2027, 1, 1)), seen=seen)
    house.session.rollback()
    with pytest.raises(Refused, match="Say why"):
        undo(house, change, reason=" ")
    house.actor = house.world.actor(house.session, "abay.head")
    for verb in (lambda: rehearse(house, wording()), lambda: undo(house, change)):
        with pytest.raises(Forbidden):
            verb()


def test_the_pages_enter_rehearse_apply_and_undo(web: Web, house: Desk) -> None:
    browser = web.client("gpo.department")
    typed = {"reason": "Бұйрық № 36", "act": "2002", "applied": "as_before"}
    wrong = {
        **typed,
        "lines-0-file": "6.yaml",
        "lines-0-content": SIX.replace("amount", "amont", 1),
    }
    answer = browser.post("/calendar/decrees/law", data=wrong)
    assert answer.status_code == 422
    assert "2002/6.yaml, rules." in answer.text and "amont" in answer.text
    typed |= {"lines-0-file": "6.yaml", "lines-0-content": THREE_DAYS}
    page = browser.post("/calendar/decrees/law", data=typed)
    assert page.status_code == 200 and "What the amendment moves" in page.text
    assert count(house.session, "law_change") == 0
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    [content] = re.findall(
        r'<textarea name="lines-0-content" hidden>\n(.*?)</textarea>', page.text, re.S
    )
    sent = {**hidden, "lines-0-content": unescape(content)}
    made = browser.post("/calendar/decrees/law/apply", data=sent)
    assert made.status_code == 302
    change = browser.get(made.headers["Location"]).text
    assert "6.yaml" in change and "Бұйрық № 36" in change and "Undo the amendment" in change
    address = made.headers["Location"] + "/undo-law"
    assert browser.get(address).status_code == 200
    done = browser.post(address, data={"reason": "Қате", "version": "1"}, follow_redirects=True)
    assert "The amendment is undone" in done.text
