"""Every kind of paper is printed from a planted row of its own, in both languages and forms."""

from __future__ import annotations

from sqlalchemy import text

from supervision.app import PAPERS
from supervision.core.db import engine_for
from supervision.printing.rules import LANGUAGES
from tests.guards.walking import Walk
from tests.printing.reading import edges_of, lines_of, pages_of

# Where the first thing of each kind is found; all are seen from the GPO.
THINGS = {
    "protest": "select id from protest",
    "representation": "select id from representation",
    "conclusion": "select id from conclusion",
    "case_notice": "select id from case_notice",
    "reconciliation": "select id from reconciliation",
    "response_act": "select id from response_act",
    "study_result": "select id from requested_file where studied_on is not null",
    "petition_answer": "select id from petition_letter where kind in ('explained', 'refused', 'granted')",
    "petition_return": "select id from petition_letter where kind = 'return'",
    "petition_extension": "select id from petition_letter where kind = 'extension_notice'",
    "request_order": "select id from petition_request",
    "file_request": "select id from petition_request where sent_on is not null",
    "petition_conclusion": "select id from petition_conclusion",
    "check_order": "select id from petition_check",
    **{
        f"control_card_{kind}": f"select id from control_card where kind = '{kind}'"
        for kind in ("sent", "confirmed", "refused", "recalled")
    },
    "period_report": "select id from report where state = 'sent'",
}


def test_every_kind_is_printed_in_both_languages_and_forms(walk: Walk) -> None:
    browser = walk.browser("gpo.head")
    engine = engine_for(walk.roles.backup_url)
    with engine.connect() as connection:
        things = {
            kind: connection.scalar(text(f"{asked} order by id limit 1"))
            for kind, asked in THINGS.items()
        }
    engine.dispose()
    assert set(things) == {kind.code for kind in PAPERS}
    missing = {kind for kind, thing in things.items() if thing is None}
    # no planted petition was returned, no planted document answered
    assert missing <= {"petition_return", "control_card_confirmed", "control_card_refused"}
    for kind, thing in things.items():
        if kind in missing:
            continue
        for language in LANGUAGES:
            path = f"/papers/{kind}/{thing}/draft/{language}"
            pdf, docx = browser.post(f"{path}/pdf"), browser.post(f"{path}/docx")
            assert (pdf.status_code, docx.status_code) == (200, 200), kind
            mark = "ЖОБА" if language == "kk" else "ПРОЕКТ"
            assert all(mark in page for page in pages_of(pdf.data)), kind
            assert edges_of(docx.data).startswith(mark) and len(lines_of(docx.data)) > 3, kind
