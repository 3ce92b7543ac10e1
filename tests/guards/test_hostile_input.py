"""No text, number or day anybody can send ends in a 500 (S22, S23).

Every address is asked with hostile values in every parameter and form field its pages know, and in
some they do not. Search boxes take their text as text.
"""

from __future__ import annotations

import base64
import json
import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.guidance.rules import REGISTERS
from tests.factories.offices import PASSWORD
from tests.guards.planted import case_word
from tests.guards.planted_exclusions import CONSENTED, MARKED, SENT
from tests.guards.planted_reconciliation import KEPT, OPEN
from tests.guards.planted_reports import APPROVED as APPROVED_REPORT
from tests.guards.planted_reports import SENT as SENT_REPORT
from tests.guards.planted_reports import WRITTEN
from tests.guards.planted_rulings import ANSWERED, BROUGHT, DRAFT, ISSUED, UNDECIDED
from tests.guards.walking import Walk, address

EXAMPLES = 12
LONG = "ұзақ мәтін " * 1900  # some 20 KB of Kazakh letters, 38 KB in UTF-8
HOSTILE = (
    "\x00",
    "a\x00b",
    "\ud800",
    "1" + "0" * 30,
    "-1",
    "0",
    "2147483648",
    "9223372036854775808",
    "१२",
    "²",
    "1.5",
    "1e400",
    "NaN",
    "' or 1=1 --",
    '"; drop table duty; --',
    "\\",
    "%",
    "_",
    "%s%(x)s{0}{{7*7}}",
    "a & | ! :* ( '",
    "../../etc/passwd",
    "31.02.2026",
    "29.02.2027",
    "01.01.0000",
    "0000-01-01",
    "01.01.0001",
    "31.12.9999",
    "99999-01-01",
    "20.11.99999",
    "\u202egnirts",
    "\ufeff",
    "\U0010ffff",
    "\r\nX-Injected: 1",
    " ",
    "",
    "x" * 500,
    LONG,
    "-name",
    "--due_on",
    "__class__",
    "topic:",
    "region:x",
    "region:99999999999999999999",
    "//evil.example",
)
# What the addresses of lists know, beside what stands in the forms of the pages themselves.
QUERY = (
    "q",
    "page",
    "sort",
    "office",
    "assignee",
    "state",
    "branch",
    "court",
    "ground",
    "hearing",
    "competence",
    "month",
    "day",
    "instance",
    "deadline",
    "from",
    "to",
    "when",
    "whose",
    "below",
    "rule",
    "on",
    "stated",
    "start",
    "amount",
    "unit",
    "day_off",
    "fact.enforcement_term",
    "post",
    "closed",
    "gaps",
    "show",
    "kind",
    "span",
    "next",
    "overdue",
    "motion",
    "result",
    "breach",
    "ruling",
    "prosecutor",
    "category",
    "article",
    "period",
    "side",
    "as_of",
    "frozen",
    "own",
    "suppose",
    "section",
    "key",
    "tail",
    "nobody-knows-this",
    "opener",
    "force",
    "tally",
)
UNKNOWN_FIELDS = ("version", "office_id", "state", "idempotency_key", "unknown", "parties-0-x")
LOGINS = ("gpo.head", "gpo.administrator", "abay1.deputy")
# Plausible values, so that a hostile one meets the rules behind the form and not only the form.
PLAUSIBLE = {
    "number": "1204/26",
    "writ_number": "35-1204",
    "writ_issued_on": "01.11.2026",
    "court_act_on": "01.10.2026",
    "report_row": "20",
    "document_kind": "1",
    "claim": "150000",
    "article": "2",
    "spent_on": "19.11.2026",
    "payee": "Почта",
    "debtor_kind": "natural",
    "debtor_birth_on": "14.03.1985",
    "debtor_number": "850314400017",
    "filler_number": "850314400017",
    "serial_number": "35/26-1",
    "effective_on": "20.11.2026",
    "ground": "6",
    "accepted_on": "20.11.2026",
    "refused_on": "20.11.2026",
    "recalled_on": "20.11.2026",
    "children-0-birth_on": "04.05.2018",
    "branch": "civil",
    "priority": "uniform_application",
    "subject": "Алимент",
    "bailiff": "Ахметов",
    "initiated_on": "31.10.2026",
    "requested_on": "17.11.2026",
    "supply_by": "23.11.2026",
    "parties-0-role": "claimant",
    "parties-0-kind": "person",
    "parties-0-name": "Серікова",
    "articles-0-article": "440",
    "opened_by": "authorised_body",
    "contested_by": "party",
    "content": "Қаулы жойылды",
    "term_ends_on": "20.11.2026",
    "offender_kind": "person",
    "offender_name": "Ахметов",
    "birth_on": "14.03.1985",
    "offence_on": "10.11.2026",
    "decision": "+tax",
    "to_office_id": "10",
    "given_on": "20.11.2026",
    "given_time": "09:15",
    "held_on": "20.11.2026",
    "made_on": "20.11.2026",
    "instance": "first",
    "step": "received",
    "found_on": "20.11.2026",
    "brought_on": "20.11.2026",
    "addressee": "Сот төрағасына",
    "demand": "Жою",
    "grounds": "Тексеру",
    "origin": "prosecutor",
    "proof": "minutes",
    "proof_document": "3-бет",
    "description": "Мерзім өтті",
    "decided_on": "20.11.2026",
    "answered_on": "20.11.2026",
    "liability": "disciplinary",
    "closed_on": "20.11.2026",
    "withdrawn_on": "20.11.2026",
    "moved_on": "20.11.2026",
    "motives": "Негіз жоқ",
    "paper_number": "7-26",
    "outcome_on": "20.11.2026",
    "ended_by": "court_returned",
    "ruling_number": "3-12",
    "ruled_on": "20.11.2026",
    "until_on": "25.11.2026",
    "answer": "remarks",
    "remarks": "Толықтыру керек",
    "text": "Қорытынды",
    "wording": "# Наразылық\n- {grounds}\n{own_grounds}\n{demand}",
    "in_force_from": "20.11.2026",
    "period": "2026-Q4",
    "supplied_on": "20.11.2026",
    "came_by": "post",
    "petitioner_kind": "person",
    "petitioner_name": "Омарова",
    "address": "Семей",
    "order_number": "О-1",
    "ordered_on": "20.11.2026",
    "reached_on": "20.11.2026",
    "due_on": "30.11.2026",
    "completeness": "partial",
    "note": "Парақтар жоқ",
    "studied_on": "20.11.2026",
    "late_cause": "workload",
    "late_unit": "Бөлім",
    "returned_on": "20.11.2026",
    "received_on": "19.11.2026",
    "removed_on": "20.11.2026",
    "reason": "Қате",
    "held_at": "10:30",
    "lines-0-held_at": "10:30",
    "lines-0-number": "6301-26/77",
    "lines-0-offender_name": "Ахметов",
    "lines-0-birth_on": "14.03.1985",
    "lines-0-offence_on": "10.11.2026",
    "lines-0-article": "440",
    "lines-0-opened_by_name": "Полиция",
    "pick": "1-1",
    "reported_on": "20.11.2026",
    "outcome": "nobody",
    "absence_cause": "not_notified",
    "kind": "penalty",
    "copy_on": "20.11.2026",
    "in_force_on": "20.11.2026",
    "result": "lawful",
    "checked_on": "20.11.2026",
    "sent_on": "20.11.2026",
    "controlled_on": "20.11.2026",
    "move-new_due_on": "30.11.2026",
    "move-reason": "Аурулық",
    "draft_to_head": "6",
    "draft_to_oblast": "4",
    "protest_to_court": "2",
    "done-done_on": "20.11.2026",
    "done-document": "12-34",
    "full_name": "Ахметова Дана",
    "login": "dana.a",
    "post": "assistant",
    "language": "kk",
    "office_id": "3",
    "active": "y",
    "from_on": "20.11.2026",
    "what": "topic:pensions",
    "person": "9",
    "email": "dana@prokuratura.kz",
    "by_mail": "each",
    "current_password": PASSWORD,
    "new_password": "кең дала жаңбыры 9",
    "repeated_password": "кең дала жаңбыры 9",
    "dated": "18.11.2026",
    "title": "О переносе дней отдыха",
    "lines-0-off_on": "27.12.2027",
    "start": "20.11.2026",
    "amount": "5",
    "on": "20.11.2026",
    "rule": "2002/6/study_requested_file",
    "planned_on": "20.11.2026",
    "act_on": "20.11.2026",
    "published_on": "20.11.2026",
    "registered_on": "20.11.2026",
    "provided_on": "20.11.2026",
    "appointed_on": "20.11.2026",
    "vacated_on": "20.11.2026",
    "abolished_on": "20.11.2026",
    "attended": "12",
    "inspected": "court_administrator",
    "form": "seminar",
    "medium": "radio",
    "about": "supervision",
    "nature": "positive",
    "source": "visit",
    "link": "https://example.kz/",
}


def cursors() -> st.SearchStrategy[str]:
    """Places in a list as a broken or forged link would carry them."""
    anything = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**30), 10**30),
        st.floats(allow_nan=False),
        st.text(max_size=20),
        st.lists(st.integers(), max_size=2),
    )
    return st.lists(anything, max_size=4).map(
        lambda parts: base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")
    )


hostile = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30), cursors())
numbers = st.sampled_from(["0", "-1", "1", "2", "3", "9" * 30, str(2**63 - 1), str(2**63), "x"])


def fields_of(page: str) -> list[str]:
    """The names of the fields that stand on a page."""
    found = re.findall(r'<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"', page)
    return sorted({unescape(name) for name in found} - {"csrf_token"})


@settings(max_examples=300)
@given(data=st.data())
def test_no_query_ends_in_an_error(walk: Walk, data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(walk.rules("GET")))
    values = {
        name: quote(_sendable(data.draw(hostile)), safe="")
        if name in {"act", "paragraph"}
        else data.draw(numbers)
        for name in sorted(rule.arguments)
    }
    query = data.draw(st.dictionaries(st.sampled_from(QUERY), hostile, max_size=4))
    sent = {name: _sendable(value) for name, value in query.items()}
    answer = walk.browser(data.draw(st.sampled_from(LOGINS))).get(
        address(rule, **values), query_string=sent
    )
    assert answer.status_code < 500, (rule.rule, values, query)


def _sendable(value: str) -> Any:
    """A lone surrogate cannot be encoded; its three bytes can still be sent."""
    return value.encode("utf-8", "surrogatepass")


# Whoever is sent the forms of one state of a record: a form that succeeds moves its record on.
HEADS = (
    ("abay1.head", 3),
    ("abay2.head", 4),
    ("turan1.head", 7),
    ("abay.head", 2),
    ("turan.head", 6),
)


def guidance_forms() -> list[tuple[str, str, int, tuple[str, ...]]]:
    """Every form of the registers of guidance; a register that is new is sent unasked."""
    forms = []
    for register in REGISTERS:
        room = f"/guidance/{register.path}"
        forms.append((f"{room}/new", "abay1.head", 3, (f"{room}/new",)))
        for state in register.states:
            steps = [step.name for step in register.open_to(state)]
            steps += ["correct"] * bool(register.answered(state))
            if (register.kind, state) == ("inspection", "conducted"):
                steps += ["breaches/new", "breaches/{found_breach}", "responses/new"]
            for name, (login, office) in zip(steps, HEADS, strict=False):
                path = f"{room}/{{{register.kind}_{state}}}/{name}"
                forms.append((path, login, office, (path,)))
    return forms


# Each form with who opens it and whose rows it is about: a step that succeeds moves its file on.
FORMS = (
    (
        "/indicators/{figure}",
        "abay.head",
        2,
        ("/indicators/{figure}/sheet.xlsx", "/indicators/{figure}/things.xlsx"),
    ),
    *guidance_forms(),
    ("/form4", "abay1.head", 3, ("/form4/sheet.xlsx",)),
    ("/form4/submit", "abay1.head", 3, ("/form4/submit",)),
    ("/form4/bring", "abay1.head", 3, ("/form4/bring",)),
    ("/cases", "abay.head", 2, ("/exchange/lists/cases",)),
    ("/files/new", "abay1.head", 3, ("/files/new",)),
    ("/files/{requested}/supply", "abay1.head", 3, ("/files/{requested}/supply",)),
    ("/files/{requested}/decline", "abay2.head", 4, ("/files/{requested}/decline",)),
    ("/files/{requested}/assign", "turan.head", 6, ("/files/{requested}/assign",)),
    *(
        (f"/files/{file}/expenses/{step}", login, office, (f"/files/{file}/expenses/{step}",))
        for file, step, login, office in (
            ("{received}", "new", "abay1.head", 3),
            ("{studied}", "{expense}/strike", "abay1.head", 3),
            ("{studied}", "breaches/expense_taxi", "abay2.head", 4),
        )
    ),
    ("/files/{received}/study", "abay1.head", 3, ("/files/{received}/study",)),
    ("/files/{received}/receipt", "abay2.head", 4, ("/files/{received}/receipt",)),
    ("/files/{studied}/return", "abay1.head", 3, ("/files/{studied}/return",)),
    (
        "/files/{studied}/breaches/{breach}",
        "abay2.head",
        4,
        ("/files/{studied}/breaches/{breach}",),
    ),
    ("/cases/new", "abay1.head", 3, ("/cases/new",)),
    ("/disputes/new", "abay1.head", 3, ("/disputes/new",)),
    *(
        (f"/disputes/{{{dispute}}}/{step}", "abay1.head", 3, (f"/disputes/{{{dispute}}}/{step}",))
        for dispute, step in (
            ("disputed", "edit"),
            ("disputed", "assign"),
            ("disputed", "overrule"),
            ("disputed", "overrules/{dispute_overrule}"),
            ("disputed", "hearings/new"),
            ("before_court", "hearings/{dispute_hearing}"),
            ("before_court", "hearings/{dispute_hearing}/report"),
            ("before_court", "hearings/{dispute_hearing}/outcome"),
            ("disputed", "acts/new"),
            ("before_court", "acts/{dispute_act}/days"),
            ("before_court", "acts/{dispute_act}/check"),
        )
    ),
    ("/enforcement/new", "abay1.head", 3, ("/enforcement/new",)),
    *(
        (f"/enforcement/{step}", login, office, (f"/enforcement/{step}",))
        for step, login, office in (
            ("{writ}/events/new?kind=terminated", "abay1.head", 3),
            ("{writ}/events/{writ_event}/correct", "abay2.head", 4),
            ("{writ}/send", "turan.head", 6),
            ("{writ_sent}/recall", "turan1.head", 7),
            ("{writ}/card", "abay1.head", 3),
            ("transfers/{control_card}/accept", "abay.head", 3),
            ("transfers/{control_card}/refuse", "abay.head", 4),
        )
    ),
    *(
        (path, login, office, (path.partition("?")[0],))
        for path, login, office in (
            ("/cases/reconciliations/new", "abay1.head", 3),
            ("/cases/reconciliations/nobody", "abay2.head", 4),
            ("/cases/reconciliations/{reconciled}/differences/{difference}", "abay1.head", 3),
            ("/cases/reconciliations/{reconciled}/sign", "abay1.head", 3),
            ("/cases/reconciliations/{reconciled}/submit", "turan.head", 6),
            ("/cases/nomenclature/new", "abay1.head", 3),
            ("/cases/nomenclature/{nomenclature}/close", "abay2.head", 4),
            ("/cases/acts/file?act={court_act}", "abay1.head", 3),
            ("/cases/{heard}/acts/{first_act}/filing", "abay1.head", 3),
        )
    ),
    ("/files/{studied}/responses/new", "abay1.head", 3, ("/files/{studied}/responses/new",)),
    *(
        (path, login, office, (path,))
        for path, login, office in (
            ("/cases/{heard}/rulings/{undecided}/motion", "abay2.head", 4),
            ("/cases/{heard}/rulings/{undecided}/decision", "turan.head", 6),
            ("/responses/{response_draft}/edit", "abay1.head", 3),
            ("/responses/{response_draft}/bring", "abay2.head", 4),
            ("/responses/{response_draft}/withdraw", "turan.head", 6),
            ("/responses/{response_brought}/answer", "abay1.head", 3),
            ("/responses/{response_brought}/held", "abay2.head", 4),
            ("/responses/{response_brought}/breaches/{linked}", "turan.head", 6),
            ("/responses/{response_answered}/close", "abay1.head", 3),
        )
    ),
    *(
        (f"/cases/{{{case}}}/{step}", "abay1.head", 3, (f"/cases/{{{case}}}/{step}",))
        for case, step in (
            ("heard", "edit"),
            ("heard", "assign"),
            ("heard", "overrule"),
            ("heard", "overrules/{overrule}"),
            ("heard", "term-breach"),
            ("heard", "rulings/new"),
            ("heard", "rulings/{undecided}/edit"),
            ("heard", "rulings/{issued}/answer"),
            ("heard", "responses/new"),
            ("waiting", "notice"),
            ("heard", "hearings/new"),
            ("waiting", "hearings/{hearing}"),
            ("waiting", "hearings/{hearing}/report"),
            ("waiting", "hearings/{hearing}/outcome"),
            ("heard", "acts/new"),
            ("heard", "acts/{court_act}/copy"),
            ("heard", "acts/{court_act}/in-force"),
            ("heard", "acts/{court_act}/check"),
            ("heard", "acts/{court_act}/correct"),
            ("heard", "acts/{reviewed_act}/reopen"),
            ("heard", "conclusions/{submitted}/approve"),
            ("heard", "conclusions/{draft}/edit"),
        )
    ),
    *(
        (f"/cases/{{heard}}/{step}", login, office, (f"/cases/{{heard}}/{step}",))
        for step, login, office in (
            ("acts/{court_act}/conclusion", "turan.head", 6),
            ("acts/{first_act}/reasoned-conclusion", "abay.senior", 4),
            ("acts/{court_act}/oblast-check", "abay.head", 4),
            ("conclusions/{submitted}/return", "abay2.head", 4),
            ("conclusions/{reasoned}/send", "abay.senior", 2),
            ("conclusions/{reasoned}/control", "gpo.department", 3),
        )
    ),
    *(
        (f"/protests/{step}", login, office, (f"/protests/{step}",))
        for step, login, office in (
            ("of-case/{heard}/acts/{first_act}/new", "abay1.head", 3),
            ("of-case/{heard}/acts/{first_act}/term", "abay1.head", 3),
            ("of-dispute/{before_court}/acts/{dispute_act}/new", "abay1.head", 3),
            ("{protest_draft}/edit", "abay1.head", 3),
            ("{protest_draft}/review", "abay1.head", 3),
            ("{protest_draft}/reviews/{review}", "abay.head", 3),
            ("{protest_draft}/bring", "abay2.head", 4),
            ("{protest_brought}/withdrawal", "abay.head", 3),
            ("{protest_brought}/outcome", "abay2.head", 4),
            ("{protest_draft}/drop", "turan1.head", 7),
            ("{protest_brought}/bring/correct", "turan.head", 6),
            ("{protest_ended}/outcome/correct", "turan1.head", 7),
            ("{protest_rejected}/informing", "abay.head", 3),
            ("{protest_rejected}/copies", "abay.head", 4),
        )
    ),
    *(
        (f"/representations/{step}", login, office, (f"/representations/{step}",))
        for step, login, office in (
            ("of-case/{heard}/acts/{first_act}/new", "abay.head", 3),
            ("of-dispute/{before_court}/acts/{dispute_act}/new", "abay1.head", 3),
            ("of-protest/{protest_rejected}/new", "abay.head", 3),
            ("of-protest/{protest_rejected}/justified", "abay.head", 4),
            ("{representation_draft}/edit", "abay.head", 3),
            ("{representation_draft}/send", "abay.head", 4),
            ("{representation_sent}/answer", "gpo.head", 3),
            ("{representation_sent}/protest", "gpo.head", 4),
            ("of-case/{heard}/acts/{first_act}/missed", "abay.head", 3),
            ("missed/{missed}/edit", "abay.head", 3),
            ("missed/{missed}/decide", "abay.head", 4),
        )
    ),
    *(
        (f"/exclusions/{step}", login, office, (f"/exclusions/{step}",))
        for step, login, office in (
            ("of-case/{heard}/acts/{court_act}/new", "abay1.head", 3),
            ("{exclusion_marked}/send", "abay1.head", 3),
            ("{exclusion_marked}/waive", "abay2.head", 4),
            ("{exclusion_sent}/answer", "gpo.head", 3),
            ("{exclusion_consented}/withdraw", "gpo.head", 3),
            ("of-case/{heard}/acts/{court_act}/assessment", "abay.head", 3),
            ("of-protest/{protest_ended}/assessment", "abay.head", 3),
        )
    ),
    (
        "/papers/wordings/protest/kk/edit",
        "abay1.head",
        3,
        ("/papers/wordings/protest/kk/edit", "/papers/wordings/protest/kk/preview/html"),
    ),
    (
        "/papers/wordings/protest/ru/standard",
        "abay1.head",
        3,
        ("/papers/wordings/protest/ru/standard",),
    ),
    ("/extracts/cases?q=qzxv", "abay1.head", 3, ("/extracts/cases?q=qzxv",)),
    ("/exchange/sheets", "abay1.head", 3, ("/exchange/sheets",)),
    (
        "/exchange/sheets/{sheet}",
        "abay1.head",
        3,
        tuple(
            f"/exchange/sheets/{{sheet}}/{step}"
            for step in ("columns", "enter", "stop", "take-back")
        ),
    ),
    ("/reports", "abay1.head", 3, ("/reports/open",)),
    ("/reports/{written}/text?section=conclusions", "abay1.head", 3, ("/reports/{written}/text",)),
    *(
        (f"/reports/{step}", login, office, (f"/reports/{step}",))
        for step, login, office in (
            ("{report_approved}/reopen", "abay2.head", 4),
            ("{report_approved}/send", "turan.head", 6),
            ("{report_sent}/accept", "abay.head", 4),
            ("{report_sent}/send-back", "abay.head", 3),
            ("{written}/approve", "turan1.head", 7),
        )
    ),
    # a case handed over is out of its office's reach, so no other form is about this one
    ("/cases/{waiting}/hand-over", "turan.head", 6, ("/cases/{waiting}/hand-over",)),
    ("/cases/{waiting}/order", "abay.head", 3, ("/cases/{waiting}/order",)),
    ("/cases/{waiting}/orders/{order}", "gpo.head", 3, ("/cases/{waiting}/orders/{order}",)),
    ("/duties/{duty}", "turan1.head", 7, ("/duties/{duty}/move", "/duties/{duty}/done")),
    (
        "/duties/{check_owed}",
        "gpo.head",
        2,
        tuple(
            f"/duties/{{check_owed}}/{step}"
            for step in ("move", "pause", "resume", "reopen", "lateness")
        ),
    ),
    ("/planner/duties", "turan1.head", 7, ("/planner/assign",)),
    ("/duties/plan", "turan1.head", 7, ("/duties/plan",)),
    ("/people/new", "abay.administrator", 3, ("/people/new",)),
    ("/people/9/edit", "abay.administrator", 3, ("/people/9/edit",)),
    ("/petitions/new", "abay1.head", 3, ("/petitions/new",)),
    *(
        (f"/petitions/{step}", login, office, (f"/petitions/{step}",))
        for step, login, office in (
            ("{petition}/edit", "abay1.head", 3),
            ("{petition}/assign", "abay1.head", 3),
            ("{petition}/requests/new", "abay1.head", 3),
            ("{petition}/requests/{file_request}", "abay1.head", 3),
            ("{petition}/conclusion", "abay2.head", 4),
            ("{petition}/conclusion/withdraw", "turan1.head", 7),
            ("{petition_waiting}/conclusion/decide", "abay.head", 3),
            ("{petition_waiting}/extend", "abay2.head", 4),
            ("{petition_waiting}/extension-notice", "turan.head", 6),
            ("{petition_waiting}/forward", "turan1.head", 7),
            ("{petition}/answer", "turan.head", 6),
            ("{petition_lacking}/checklist", "gpo.head", 1),
            ("{petition_lacking}/checks/new", "gpo.head", 1),
            ("{petition_lacking}/return", "gpo.head", 1),
            ("checks/{petition_check}/report", "abay.head", 2),
        )
    ),
    ("/people/9/absences/new", "abay.administrator", 3, ("/people/9/absences/new",)),
    ("/absences/{absence}", "abay1.head", 3, ("/absences/{absence}",)),
    ("/absences/{absence}/cancel", "abay1.head", 3, ("/absences/{absence}/cancel",)),
    ("/cases/cause-list", "abay1.head", 3, ("/cases/cause-list",)),
    ("/cases", "abay1.head", 3, ("/cases/assign-many",)),
    ("/offices/2", "abay.administrator", 2, ("/offices/2/assignments",)),
    ("/offices/4/edit", "abay.administrator", 4, ("/offices/4/edit",)),
    ("/password", "abay1.second", 3, ("/password",)),
    ("/account/notices", "abay2.head", 4, ("/account/notices",)),
    ("/account/tokens", "abay1.head", 3, ("/account/tokens",)),
    ("/law/calculator", "abay1.second", 3, ("/law/calculator",)),
    *(
        (path, "gpo.department", 3, (path,))
        for path in (
            "/calendar/decrees/{change}/undo",
            "/calendar/decrees/{amendment}/undo-law",
            "/calendar/decrees/new",
        )
    ),
    ("/calendar/decrees/new", "gpo.department", 3, ("/calendar/decrees/sheet",)),
    (
        "/calendar/decrees/law",
        "gpo.department",
        3,
        ("/calendar/decrees/law", "/calendar/decrees/law/apply"),
    ),
)


def rows_of(walk: Walk, office: int) -> dict[str, int]:
    """A row of each kind for the forms of an office."""
    studied, received, requested = walk.ids.files[office]
    heard, waiting = walk.ids.court.cases[office]
    parts = {name: pairs.get(office, [(0, 0)]) for name, pairs in walk.ids.court.parts.items()}
    disputed, before_court = walk.ids.dispute.disputes[office]
    matter = walk.ids.dispute.parts
    return {
        "disputed": disputed,
        "before_court": before_court,
        "dispute_hearing": matter["hearing_id"][office][-1][1],
        "dispute_act": matter["act_id"][office][-1][1],
        "dispute_overrule": matter["overrule_id"][office][0][1],
        "expense": walk.ids.expenses[office][0][1],
        "writ": walk.ids.enforcement.documents[office][0],
        "writ_sent": walk.ids.enforcement.documents[office][-1],
        "writ_event": walk.ids.enforcement.events[office][0][1],
        "control_card": walk.ids.enforcement.cards.get(office, [0])[-1],
        "reconciled": walk.ids.reconciled.copies[office][OPEN],
        "difference": walk.ids.reconciled.differences[office][0][1],
        "nomenclature": walk.ids.reconciled.files[office][KEPT],
        "heard": heard,
        "waiting": waiting,
        "hearing": parts["hearing_id"][-1][1],
        "court_act": parts["act_id"][-1][1],
        "reviewed_act": parts["act_id"][0][1],
        "absence": walk.ids.absences[office][-1],
        "first_act": parts["act_id"][0][1],
        "submitted": parts["conclusion_id"][0][1],
        "draft": parts["conclusion_id"][:2][-1][1],
        "reasoned": parts["conclusion_id"][-1][1],
        "petition": walk.ids.petition.petitions[office][0],
        "petition_waiting": walk.ids.petition.petitions[office][2],
        "petition_lacking": walk.ids.petition.petitions[1][3],
        "petition_check": walk.ids.petition.checks.get(office, [0])[-1],
        "file_request": walk.ids.petition.parts["request_id"][office][0][1],
        "protest_draft": walk.ids.protest.protests[office][2],
        "protest_brought": walk.ids.protest.protests[office][1],
        "protest_rejected": walk.ids.protest.protests[office][-1],
        "representation_draft": walk.ids.represented.representations.get(office, [0])[0],
        "representation_sent": walk.ids.represented.representations.get(office, [0])[-1],
        **{
            f"exclusion_{name}": walk.ids.excluded.requests.get(office, [0] * 3)[place]
            for name, place in (("marked", MARKED), ("sent", SENT), ("consented", CONSENTED))
        },
        "written": walk.ids.reported.reports[office][WRITTEN],
        "report_approved": walk.ids.reported.reports[office][APPROVED_REPORT],
        "report_sent": walk.ids.reported.reports[office][SENT_REPORT],
        "missed": walk.ids.represented.missed[office][-1],
        "protest_ended": walk.ids.protest.protests[office][0],
        "review": walk.ids.protest.parts["review_id"].get(office, [(0, 0)])[-1][1],
        "overrule": parts["overrule_id"][0][1],
        "order": parts["order_id"][0][1],
        "undecided": parts["ruling_id"][:4][UNDECIDED][1],
        "issued": parts["ruling_id"][:4][ISSUED][1],
        "response_draft": walk.ids.response.acts[office][DRAFT],
        "response_brought": walk.ids.response.acts[office][BROUGHT],
        "response_answered": walk.ids.response.acts[office][ANSWERED],
        "linked": walk.ids.response.breaches[office][0][1],
        "studied": studied,
        "received": received,
        "requested": requested,
        "breach": walk.ids.breaches.get(office, [(0, 0)])[-1][1],
        "duty": walk.ids.duties[office][-1],
        "check_owed": walk.ids.checks_owed.get(office, [0])[-1],
        **{
            f"{kind}_{state}": row_id
            for (kind, state, where), row_id in walk.ids.guided.standing.items()
            if where == office
        },
        "found_breach": walk.ids.guided.breaches[office][-1][1],
        "figure": "duties_in_time",
        "sheet": walk.ids.sheets[office][0],
        "change": 1,
        "amendment": 2,
    }


def test_every_form_is_sent(walk: Walk) -> None:
    """A new address that takes a form must be written into the table above."""
    sent = {path for *_rest, paths in FORMS for path in paths}
    known = {
        re.sub(
            r"\{\w+\}|\b\d+\b|\bexpense_taxi\b|(?:(?<=lists/)|(?<=extracts/))cases"
            r"|(?<=wordings/)protest|(?<=protest/)(?:kk|ru)|(?<=preview/)html",
            "#",
            path.partition("?")[0],
        )
        for path in sent
    }
    buttons = {
        "/files/#/expenses.xlsx",
        "/account/sessions/#/end",
        "/account/tokens/#/end",
        "/protests/#/motions/#/read",
        "/account/calendar",
        "/account/calendar/revoke",
        "/notices/undelivered/#/again",
        "/assignments/#/end",
        "/notices/#/open",
        "/notices/seen",
        "/indicators/compute",
        "/journals/#/#.#",
        "/exchange/files/#",
        "/exchange/templates/#",
        "/calendar/decrees/sheet/empty",
        "/exchange/sheets/#/refused",
        "/extracts/#/issued/#/#/#",
        "/form4/kept/#/sheet.xlsx",
        "/papers/#/#/draft/#/#",
        "/papers/#/#/issue",
        "/papers/#/issued/#/#/#",
        "/people/#/password",
        "/logout",
        "/login",
        "/language",
    }
    # The API takes no form; what is wrong with its bodies is asked in its own tests.
    taking = {
        re.sub(r"<[^>]+>", "#", rule.rule)
        for rule in walk.rules("POST")
        if not rule.rule.startswith("/api/")
    }
    assert taking - known - buttons == set()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form[0])
def test_no_form_ends_in_an_error(walk: Walk, form: tuple[str, str, int, tuple[str, ...]]) -> None:
    page, login, office, targets = form
    browser, rows = walk.browser(login), rows_of(walk, office)
    opened = browser.get(page.format(**rows))
    assert opened.status_code == 200
    names = fields_of(opened.text)

    @settings(max_examples=EXAMPLES)
    @given(data=st.data())
    def send(data: st.DataObject) -> None:
        target = data.draw(st.sampled_from(targets)).format(**rows)
        typed = {name: PLAUSIBLE.get(name, "yes") for name in names}
        wrong = data.draw(
            st.dictionaries(
                st.sampled_from([*names, *UNKNOWN_FIELDS]), hostile, min_size=1, max_size=3
            )
        )
        sent = {name: _sendable(value) for name, value in (typed | wrong).items()}
        by_get = page == "/law/calculator"
        answer = (
            browser.get(target, query_string=sent) if by_get else browser.post(target, data=sent)
        )
        assert answer.status_code < 500, (target, wrong)

    send()


@settings(max_examples=25)
@given(fields=st.dictionaries(st.sampled_from(["login", "password", "next", "kept"]), hostile))
def test_no_sign_in_ends_in_an_error(walk: Walk, fields: dict[str, str]) -> None:
    sent = {name: _sendable(value) for name, value in fields.items()}
    answer = walk.app.test_client().post("/login", data=sent)
    assert answer.status_code in (400, 413, 422, 429), fields


@settings(max_examples=60)
@given(language=hostile, goal=hostile)
def test_the_language_switch_stays_on_this_site(walk: Walk, language: str, goal: str) -> None:
    answer = walk.app.test_client().post(
        "/language", data={"language": _sendable(language), "next": _sendable(goal)}
    )
    assert answer.status_code in (302, 400)
    if answer.status_code == 302:
        assert re.match(r"/(?![/\\])", answer.headers["Location"]), goal


def test_what_cannot_be_stored_is_told_as_a_wrong_request(walk: Walk) -> None:
    browser = walk.browser("abay1.deputy")
    for raw in ("%00", "%ED%A0%80"):
        assert browser.get(f"/files?q={raw}").status_code in (200, 400)
    assert browser.get("/files?q=%00").status_code == 400
    assert browser.post("/files/new", data={"number": "\x00"}).status_code == 400


def _rows(page: str) -> int:
    return page.count('<th scope="row"')


def test_a_search_box_takes_signs_as_signs(walk: Walk) -> None:
    """A wildcard or an operator finds only itself, so here nothing; words still find."""
    browser = walk.browser("gpo.administrator")
    assert _rows(browser.get("/people", query_string={"q": "turan1.head"}).text) == 1
    for sign in ("%", "_", "turan_.head", "turan%head", "\\"):
        assert _rows(browser.get("/people", query_string={"q": sign}).text) == 0, sign
    reader = walk.browser("gpo.head")
    assert _rows(reader.get("/files", query_string={"q": case_word(3)}).text) == 3
    for sign in ("%", "_", "qz%case3x", "qzxvcase_x", "a & | ! :* ( '", "':*"):
        assert _rows(reader.get("/files", query_string={"q": sign}).text) == 0, sign


def test_an_unknown_order_or_filter_narrows_and_breaks_nothing(walk: Walk) -> None:
    reader = walk.browser("abay1.deputy")
    plain = _rows(reader.get("/files").text)
    assert plain == 3
    for query in ("sort=password_hash", "sort=--number", "state=stolen", "page=!!!", "office=x"):
        assert _rows(reader.get(f"/files?{query}").text) == plain, query
