"""An office words its papers itself: checked, looked at first, by version, and what was issued stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.printing.wording import Field, problems
from supervision.protests.models import Protest
from supervision.protests.prints import PAPER
from tests.conftest import TODAY, Web
from tests.factories.pages import read, text_of
from tests.printing.reading import lines_of, pages_of
from tests.representations.conftest import act as act
from tests.representations.conftest import at as at
from tests.representations.conftest import case as case
from tests.representations.conftest import desk as desk
from tests.representations.conftest import protest as protest

PAGE = "/papers/wordings/protest/ru"
OURS = PAPER.standard("ru").replace("## Прошу суд", "## ПРОСИМ СУД")


def test_a_field_that_is_none_is_refused_with_the_nearest_name_and_its_line() -> None:
    fields = (Field("signer"), Field("demand", demanded_by="2015 ¶13"))
    found = {
        (each.message, each.params.get("near"), each.params.get("line"))
        for each in problems("# Наразылық\n{demand}\n~ {singer}\n{nonsense}", fields)
    }
    assert found == {
        ("Line %(line)s: there is no field {%(name)s}. Did you mean {%(near)s}?", "signer", "3"),
        ("Line %(line)s: there is no field {%(name)s}.", None, "4"),
    }


def test_a_head_words_the_office_s_protests_and_the_ones_issued_before_stay(
    web: Web,
    session: Session,
    protest: Protest,
    acting: Callable[[str], Actor],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    head = web.client("abay1.head")
    assert head.post(f"/papers/protest/{protest.id}/issue").status_code == 302
    first = head.post("/papers/protest/issued/1/ru/docx").data
    assert "Прошу суд" in lines_of(first)

    for language, marks in (("kk", "% ұсақ"), ("ru", "% мелкий"), ("en", "% small")):
        assert marks in read(web, "abay1.head", f"{PAGE}/edit", language)

    # What is wrong with a wording is said beside it, and nothing typed is lost.
    given = {"wording": OURS, "in_force_from": "20.11.2026", "version": "0"}
    broken = {**given, "wording": OURS.replace("{demand}", "{demands}")}
    refused = head.post(f"{PAGE}/edit", data=broken)
    assert refused.status_code == 422
    said = text_of(refused.text)
    assert "there is no field {demands}. Did you mean {demand}?" in said
    assert "{demand} is left out, and 2015 ¶13 demands it." in said and "ПРОСИМ СУД" in said
    early = head.post(f"{PAGE}/edit", data={**given, "in_force_from": "19.11.2026"})
    assert early.status_code == 422 and "from today or later" in text_of(early.text)
    same = head.post(f"{PAGE}/edit", data={**given, "wording": PAPER.standard("ru")})
    assert same.status_code == 422 and "latest wording already" in text_of(same.text)

    # Looked at as a page, a PDF and a DOCX: marked, with the names of fields, and kept nowhere.
    look = head.post(f"{PAGE}/preview/html", data=given)
    assert "ПРОСИМ СУД" in look.text and "‹требование›" in look.text and "ПРОСМОТР" in look.text
    pages = pages_of(head.post(f"{PAGE}/preview/pdf", data=given).data)
    assert all("ПРОСМОТР" in page for page in pages) and "‹требование›" in pages[0]
    assert "ПРОСИМ СУД" in lines_of(head.post(f"{PAGE}/preview/docx", data=given).data)
    assert head.post(f"{PAGE}/preview/html", data=broken).status_code == 422
    assert head.post(f"{PAGE}/preview/exe", data=given).status_code == 404
    assert "Standard" in text_of(head.get(PAGE).text)

    # Saved, it serves what is issued from then on; another office keeps the standard.
    assert head.post(f"{PAGE}/edit", data=given).headers["Location"] == PAGE
    assert head.post(f"{PAGE}/edit", data=given).status_code == 409, "somebody saved meanwhile"
    later = {**given, "wording": OURS.replace("СУД", "СОТ"), "version": "1"}
    later["in_force_from"] = "01.12.2026"
    assert head.post(f"{PAGE}/edit", data=later).status_code == 302
    assert head.post(f"/papers/protest/{protest.id}/issue").status_code == 302
    assert "ПРОСИМ СУД" in lines_of(head.post("/papers/protest/issued/2/ru/docx").data)
    assert head.post("/papers/protest/issued/1/ru/docx").data == first
    assert "Own, version 1" in text_of(read(web, "abay1.head", f"/protests/{protest.id}"))
    assert "ПРОСИМ СУД" in head.get(PAGE).text
    assert "ПРОСИМ" not in web.client("abay2.head").get(PAGE).text
    set_scope(session, acting("abay1.head").scope)
    kept = session.execute(
        text("select paper_id, language, wording from paper_copy where wording > 0 order by form")
    )
    assert {tuple(row) for row in kept} == {(2, "ru", 1)}

    # Back to the standard is a version too; nobody but the head of the office words its papers.
    assert head.post(f"{PAGE}/standard", data={"version": "2"}).status_code == 302
    assert "Прошу суд" in head.get(PAGE).text
    monkeypatch.setattr(clock, "today", lambda zone: date(2026, 12, 2))
    assert "ПРОСИМ" not in text_of(head.get(PAGE).text).split("Versions")[0]
    assistant = web.client("abay1.assistant")
    assert assistant.get(PAGE).status_code == 200
    assert assistant.get(f"{PAGE}/edit").status_code == 403
    assert head.get("/papers/wordings/protest/en").status_code == 404
    actions = session.execute(
        text(
            "select action, after->>'version' from audit_entry "
            "where subject_kind = 'paper_wording' order by id"
        )
    )
    assert [tuple(row) for row in actions] == [
        ("printing.wording", "1"),
        ("printing.wording", "2"),
        ("printing.standard_wording", "3"),
    ]
    # A wording that names what papers no longer have is told to whoever prints, never half printed.
    session.execute(
        text(
            "insert into paper_wording (office_id, kind, language, version, words, in_force_from, "
            "recorded_by) values (3, 'protest', 'ru', 4, '# Протест {gone}', '2026-12-02', 'x')"
        )
    )
    session.commit()
    told = head.post(f"/papers/protest/{protest.id}/draft/ru/pdf")
    assert told.status_code == 409 and "what the paper no longer has" in text_of(told.text)
    assert head.post(f"/papers/protest/{protest.id}/draft/kk/pdf").status_code == 200
    # Its page and form stand open all the same, so that the head can mend it.
    page = read(web, "abay1.head", PAGE)
    assert "there is no field {gone}" in text_of(page) and "cannot be used any more" in page
    assert "{gone}" in read(web, "abay1.head", f"{PAGE}/edit")
    set_scope(session, acting("abay1.head").scope)
    with pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(text("update paper_wording set words = 'x'"))
    session.rollback()
