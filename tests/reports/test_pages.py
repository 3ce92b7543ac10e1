"""The page of journals: whose are shown, what is taken away leaves a trace, a broken chain shows."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.conftest import Web
from tests.factories.duties import open_duty
from tests.reports.conftest import DISTRICT, FRIDAY, THURSDAY, Desk, at

OBLAST, FOREIGN = 2, 7


def filled(desk: Desk) -> None:
    open_duty(desk.session, office_id=DISTRICT, due_on=THURSDAY)
    desk.issue(at(THURSDAY), only={OBLAST, DISTRICT, 4, FOREIGN})
    desk.issue(at(FRIDAY), only={OBLAST, DISTRICT, 4, FOREIGN})
    desk.session.commit()


def test_a_district_sees_its_own_and_an_oblast_those_below(web: Web, desk: Desk) -> None:
    filled(desk)
    district = web.client("abay1.head")
    page = district.get("/journals").text
    assert "No. 2/2026" in page and "No. 1/2026" in page
    assert page.count("/kk.pdf") == 2
    assert district.get(f"/journals?office={FOREIGN}").status_code == 404
    oblast = web.client("abay.head")
    assert oblast.get("/journals").text.count("/kk.pdf") == 2
    assert oblast.get("/journals?office=").text.count("/kk.pdf") == 6
    assert oblast.get(f"/journals?office={DISTRICT}&day=19.11.2026").text.count("/kk.pdf") == 1
    assert "dd.mm.yyyy, for example" in oblast.get("/journals?day=yesterday").text


def test_taking_a_journal_gives_the_issued_bytes_and_leaves_a_trace(web: Web, desk: Desk) -> None:
    filled(desk)
    paper = desk.paper(FRIDAY)
    answer = web.client("abay1.head").post(f"/journals/{paper.id}/kk.pdf")
    assert answer.data == desk.copy(paper, "kk").content
    assert answer.content_type == "application/pdf"
    assert 'filename="2026-11-20_No-2-2026_kk.pdf"' in answer.headers["Content-Disposition"]
    word = web.client("abay1.head").post(f"/journals/{paper.id}/kk.docx")
    assert word.data == desk.copy(paper, "kk", "docx").content
    assert word.content_type.endswith("wordprocessingml.document")
    assert 'filename="2026-11-20_No-2-2026_kk.docx"' in word.headers["Content-Disposition"]
    desk.session.commit()
    taken = desk.session.execute(
        text("select actor_name, office_id from audit_entry where action = 'printing.take'")
    ).all()
    assert [office for _name, office in taken] == [DISTRICT, DISTRICT]


def test_nobody_takes_a_journal_of_another_office(web: Web, desk: Desk) -> None:
    filled(desk)
    foreign = desk.paper(FRIDAY, FOREIGN)
    client = web.client("abay.head")
    assert client.post(f"/journals/{foreign.id}/ru.pdf").status_code == 404
    for none in ("en.pdf", "kk.odt"):
        assert client.post(f"/journals/{desk.paper(FRIDAY).id}/{none}").status_code == 404


def test_a_broken_chain_is_said_on_the_page(web: Web, desk: Desk, owner: Session) -> None:
    filled(desk)
    client = web.client("abay1.head")
    assert "does not fit the one before" not in client.get("/journals").text
    paper_id = desk.paper(FRIDAY).id
    desk.session.commit()
    owner.execute(text("alter table paper_copy no force row level security"))
    owner.execute(
        text("update paper_copy set previous_hash = 'x' where paper_id = :id"),
        {"id": paper_id},
    )
    owner.commit()
    assert client.get("/journals").text.count("does not fit the one before") == 1
