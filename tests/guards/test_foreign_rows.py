"""Nobody is shown a row of an office that is not theirs or below theirs (S04, S18).

Every text of every office holds a word of its own. The walk opens every address with own and
foreign ids and asks every list with foreign ids and words; no answer may hold a foreign word.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Text, text
from werkzeug.routing import Rule

from supervision.core.access import PERMISSIONS_OF_POST, Permission, Post
from supervision.core.db import Base, engine_for
from supervision.core.paging import Cursor
from supervision.law.lawbook import Lawbook
from tests.factories.offices import OFFICES, PEOPLE
from tests.guards.planted import LEVELS, case_word, identity_number, person_word
from tests.guards.planted_absences import CODES as ABSENCE_CODES
from tests.guards.planted_cases import CODES as CASE_CODES
from tests.guards.planted_channels import CODES as CHANNEL_CODES
from tests.guards.planted_disputes import CODES as DISPUTE_CODES
from tests.guards.planted_enforcement import CODES as ENFORCEMENT_CODES
from tests.guards.planted_exchange import CODES as EXCHANGE_CODES
from tests.guards.planted_form4 import CODES as FORM4_CODES
from tests.guards.planted_guidance import CODES as GUIDANCE_CODES
from tests.guards.planted_petitions import CODES as PETITION_CODES
from tests.guards.planted_protests import CODES as PROTEST_CODES
from tests.guards.planted_reports import CODES as REPORT_CODES
from tests.guards.planted_wordings import CODES as WORDING_CODES
from tests.guards.walking import Walk, address, without_the_moment

ABAI = (
    "abay.head",
    "abay.senior",
    "abay.administrator",
    "abay.auditor",
    "abay1.deputy",
    "abay1.assistant",
)
POST_OF = {login: post for login, _office, post in PEOPLE}
OFFICE_OF = {login: office for login, office, _post in PEOPLE}
ABSENT = 900_000_001
# Codes, not words: chosen from lists of the law or of the house, or made by the machine.
CODES = {
    **CASE_CODES,
    **DISPUTE_CODES,
    **ENFORCEMENT_CODES,
    **GUIDANCE_CODES,
    **FORM4_CODES,
    **PETITION_CODES,
    **PROTEST_CODES,
    **REPORT_CODES,
    "requested_file": {"branch", "priority", "statutory_term_rule", "late_cause", "state"},
    "file_party": {"role", "kind"},
    "file_supply": {"completeness"},
    "study_answer": {"point", "answer"},
    "file_expense": {"kind", "article", "document_kind", "travel_class"},
    "breach": {"subject_kind", "code"},
    "duty": {
        "subject_kind",
        "rule",
        "trigger",
        "gap",
        "edition",
        "calendar_version",
        "state",
        "late_cause",
    },
    "duty_move": {"kind"},
    "reminder": {"channel", "state"},
    "duty_recount": {"old_gap", "old_edition", "old_calendar_version"},
    "user_account": {"password_hash", "post", "language"},
    "assignment": {"kind", "topic"},
    **ABSENCE_CODES,
    **CHANNEL_CODES,
    **EXCHANGE_CODES,
    **WORDING_CODES,
    "indicator_item": {"figure", "subject_kind", "strict", "method", "mark", "clause"},
    "indicator_month": {"figure"},
    "paper": {"kind", "issued_by", "fingerprint"},
    "paper_copy": {"language", "form", "content_hash", "previous_hash"},
    "journal_line": {"part"},
    "audit_entry": {"request_id", "action", "subject_kind"},
}


def below(login: str) -> set[int]:
    """The own office and those below it."""
    own = OFFICE_OF[login]
    parents = {row[0]: row[2] for row in OFFICES}
    return {
        office
        for office in parents
        if office == own or parents[office] == own or parents.get(parents[office] or 0) == own
    }


def sees_cases(login: str) -> bool:
    return Permission.SEE_CASES in PERMISSIONS_OF_POST[Post(POST_OF[login])]


def hidden_words(login: str) -> re.Pattern[str]:
    """What must stand on no page of this person."""
    seen = below(login)
    closed = [office for office in LEVELS if office not in seen or not sees_cases(login)]
    # A search box repeats what was typed into it, so only a longer word is a find.
    people = [f"{person_word(office)}[a-z.]" for office in LEVELS if office not in seen]
    cases = [f"{case_word(office)}[a-z]|{identity_number(office)}" for office in closed]
    return re.compile("|".join(people + cases))


def values_of(walk: Walk, rule: Rule, office: int) -> Iterator[dict[str, object]]:
    """Ids of an office for the arguments of a rule; an argument nobody knows fails the walk."""
    ids, names = walk.ids, frozenset(rule.arguments)
    printed = list(printed_things(walk, office))
    known: dict[frozenset[str], list[tuple[object, ...]]] = {
        frozenset(): [()],
        frozenset({"year"}): [(2026,)],
        frozenset({"change_id"}): [(1,)],
        frozenset({"act", "paragraph"}): [("2015", "13")],
        frozenset({"file_id"}): [(one,) for one in ids.files.get(office, [])],
        frozenset({"file_id", "breach_id"}): list(ids.breaches.get(office, [])),
        frozenset({"file_id", "expense_id"}): list(ids.expenses.get(office, [])),
        frozenset({"file_id", "flag"}): [
            (one, "expense_taxi") for one in ids.files.get(office, [])[:1]
        ],
        frozenset({"duty_id"}): [(one,) for one in ids.duties.get(office, [])],
        frozenset({"user_id"}): [(one,) for one in ids.people.get(office, [])],
        frozenset({"office_id"}): [(office,)],
        frozenset({"notice_id"}): [(one,) for one in ids.notices.get(office, [])],
        frozenset({"assignment_id"}): [(one,) for one in ids.assignments.get(office, [])],
        frozenset({"absence_id"}): [(one,) for one in ids.absences.get(office, [])],
        frozenset({"letter_id"}): [(one,) for one in ids.letters.get(office, [])],
        frozenset({"paper_id", "language", "form"}): [
            (one, language, "pdf")
            for one in ids.papers.get(office, [])
            for language in ("kk", "ru")
        ],
        frozenset({"thing_id", "kind"}): printed,
        frozenset({"thing_id", "kind", "language", "form"}): [
            (*one, "ru", form) for one in printed for form in ("pdf", "docx")
        ],
        frozenset({"paper_id", "kind", "language", "form"}): [
            (one, "protest", "ru", "pdf") for one in ids.papers.get(office, [])
        ],
        frozenset({"batch_id"}): [(one,) for one in ids.sheets.get(office, [])],
        frozenset({"run_id"}): [(one,) for one in ids.exports.get(office, [])],
        frozenset({"kind"}): [("cases",)],
        frozenset({"kind", "language"}): [("protest", "ru")],
        frozenset({"kind", "language", "form"}): [("protest", "ru", "html")],
        frozenset({"secret"}): [(uuid.uuid4(),)],
        frozenset({"figure"}): [(figure.code,) for figure in Lawbook.load().figures()],
        frozenset({"session_id"}): [(ABSENT,)],
        frozenset({"token_id"}): [(ABSENT,)],
        frozenset({"case_id"}): [(one,) for one in ids.court.cases.get(office, [])],
        **{
            frozenset({"case_id", part}): list(pairs.get(office, []))
            for part, pairs in ids.court.parts.items()
        },
        frozenset({"reconciliation_id"}): [(one,) for one in ids.reconciled.copies.get(office, [])],
        frozenset({"reconciliation_id", "difference_id"}): list(
            ids.reconciled.differences.get(office, [])
        ),
        frozenset({"nomenclature_id"}): [(one,) for one in ids.reconciled.files.get(office, [])],
        frozenset({"response_id"}): [(one,) for one in ids.response.acts.get(office, [])],
        frozenset({"response_id", "breach_id"}): list(ids.response.breaches.get(office, [])),
        frozenset({"dispute_id"}): [(one,) for one in ids.dispute.disputes.get(office, [])],
        **{
            frozenset({"dispute_id", part}): list(pairs.get(office, []))
            for part, pairs in ids.dispute.parts.items()
        },
        frozenset({"document_id"}): [(one,) for one in ids.enforcement.documents.get(office, [])],
        frozenset({"document_id", "event_id"}): list(ids.enforcement.events.get(office, [])),
        frozenset({"card_id"}): [(one,) for one in ids.enforcement.cards.get(office, [])],
        frozenset({"petition_id"}): [(one,) for one in ids.petition.petitions.get(office, [])],
        **{
            frozenset({"petition_id", part}): list(pairs.get(office, []))
            for part, pairs in ids.petition.parts.items()
        },
        frozenset({"check_id"}): [(one,) for one in ids.petition.checks.get(office, [])],
        frozenset({"protest_id"}): [(one,) for one in ids.protest.protests.get(office, [])],
        frozenset({"representation_id"}): [
            (one,) for one in ids.represented.representations.get(office, [])
        ],
        frozenset({"exclusion_id"}): [(one,) for one in ids.excluded.requests.get(office, [])],
        frozenset({"kept_id"}): [(one,) for one in ids.form4.kept.get(office, [])],
        frozenset({"report_id"}): [(one,) for one in ids.reported.reports.get(office, [])],
        frozenset({"missed_id"}): [(one,) for one in ids.represented.missed.get(office, [])],
        **{
            frozenset({"protest_id", part}): list(pairs.get(office, []))
            for part, pairs in ids.protest.parts.items()
        },
        **{
            frozenset({f"{kind}_id"}): [(one,) for one in found.get(office, [])[:2]]
            for kind, found in ids.guided.records.items()
        },
        frozenset({"inspection_id", "breach_id"}): list(ids.guided.breaches.get(office, [])),
    }
    order = {
        "petition_id": 0,
        "file_id": 0,
        "case_id": 0,
        "act": 0,
        "dispute_id": 0,
        "document_id": 0,
        "response_id": 0,
        "protest_id": 0,
        "reconciliation_id": 0,
        "paper_id": 0,
        "inspection_id": 0,
        "thing_id": 0,
        "language": 2,
        "form": 3,
    }
    ordered = sorted(names, key=lambda name: order.get(name, 1))
    for row in known[names]:
        yield dict(zip(ordered, row, strict=True))


def printed_things(walk: Walk, office: int) -> Iterator[tuple[int, str]]:
    """What an office prints papers from: the id of the thing and the kind of its paper."""
    ids = walk.ids
    things = {
        "protest": ids.protest.protests,
        "representation": ids.represented.representations,
        "response_act": ids.response.acts,
        "study_result": ids.files,
        "reconciliation": ids.reconciled.copies,
        "control_card_sent": ids.enforcement.cards,
    }
    for kind, known in things.items():
        for one in known.get(office, [])[:1]:
            yield one, kind
    for _case, conclusion in ids.court.parts["conclusion_id"].get(office, [])[:1]:
        yield conclusion, "conclusion"
    for _petition, request in ids.petition.parts["request_id"].get(office, [])[:1]:
        yield request, "request_order"


def foreign_rules(walk: Walk, method: str) -> list[Rule]:
    """The rules whose address names a row of some office; a change of the law is everybody's.

    A change by the API is refused for its form before anybody looks for the row; the tests of the
    API send each with the right form to a foreign row.
    """
    common = {
        "year",
        "act",
        "paragraph",
        "session_id",
        "token_id",
        "secret",
        "figure",
        "change_id",
        "kind",
    }
    found = [rule for rule in walk.rules(method) if rule.arguments and not rule.arguments & common]
    return [rule for rule in found if method == "GET" or not rule.rule.startswith("/api/")]


def test_every_text_an_office_keeps_was_planted(walk: Walk) -> None:
    engine = engine_for(walk.roles.backup_url)
    bare = []
    with engine.connect() as connection:
        for name, table in Base.metadata.tables.items():
            if "office_id" not in table.columns:
                continue
            for column in table.columns:
                if not isinstance(column.type, Text) or column.name in CODES.get(name, set()):
                    continue
                found = connection.scalar(
                    text(f"select count(*) from {name} where {column.name} like '%qzxv%'")
                )
                if not found and (name, column.name) != ("file_party", "identity_number"):
                    bare.append(f"{name}.{column.name}")
    engine.dispose()
    assert bare == []


def test_the_walk_has_something_to_find(walk: Walk) -> None:
    page = walk.browser("abay1.assistant").get("/files").text
    assert f"{case_word(3)}number" in page
    person = walk.browser("abay.administrator").get(f"/people/{walk.ids.people[4][-1]}").text
    assert f"{person_word(4)}name" in person
    assert walk.ids.notices[7], "the foreign office has notices of its own"


@pytest.mark.parametrize("login", ABAI)
def test_no_address_shows_a_foreign_row(walk: Walk, login: str) -> None:
    browser, hidden, seen = walk.browser(login), hidden_words(login), below(login)
    for rule in walk.rules("GET"):
        for office in LEVELS:
            for values in list(values_of(walk, rule, office))[: 3 if office in seen else 1]:
                answer = browser.get(address(rule, **values))
                place = (rule.rule, values, answer.status_code)
                assert not hidden.search(answer.text), place
                assert answer.status_code < 500, place
                if rule in foreign_rules(walk, "GET") and office not in seen:
                    assert answer.status_code in (403, 404), place


@pytest.mark.parametrize("login", ABAI)
def test_a_foreign_row_and_a_missing_row_give_the_same_page(walk: Walk, login: str) -> None:
    browser = walk.browser(login)
    for rule in foreign_rules(walk, "GET"):
        for office in (1, 7):
            for values in list(values_of(walk, rule, office))[:1]:
                path = address(rule, **values)
                missing_row = dict.fromkeys(values, ABSENT) | {
                    name: value
                    for name, value in values.items()
                    if name == "flag"  # no row's id
                }
                nowhere = address(rule, **missing_row)
                foreign, missing = browser.get(path), browser.get(nowhere)
                assert foreign.status_code == missing.status_code, path
                assert without_the_moment(foreign.text).replace(
                    path, nowhere
                ) == without_the_moment(missing.text), path


def test_a_breach_is_no_way_into_another_file(walk: Walk) -> None:
    own, (_file, foreign) = walk.ids.files[3][0], walk.ids.breaches[7][0]
    answer = walk.browser("abay1.assistant").get(f"/files/{own}/breaches/{foreign}")
    assert answer.status_code == 404


@pytest.mark.parametrize("login", ABAI)
def test_nothing_is_changed_by_posting_to_a_foreign_row(walk: Walk, login: str) -> None:
    browser, before = walk.browser(login), walk.state()
    for rule in foreign_rules(walk, "POST"):
        for office in (1, 7):
            for values in list(values_of(walk, rule, office))[:2]:
                answer = browser.post(address(rule, **values), data={"version": "1"})
                assert answer.status_code in (403, 404), (rule.rule, values, answer.status_code)
                assert not hidden_words(login).search(answer.text), rule.rule
    assert walk.state() == before


def test_looking_changes_nothing(walk: Walk) -> None:
    before = walk.state()
    for login in ("gpo.head", "gpo.auditor", "abay.administrator", "abay1.assistant"):
        for rule in walk.rules("GET"):
            for values in list(values_of(walk, rule, 3))[:1]:
                walk.browser(login).get(address(rule, **values))
    assert walk.state() == before


def _asked(walk: Walk, office: int) -> dict[str, list[str]]:
    """What a list may be asked for that names rows of an office: ids, words, places in a list."""
    file, person = walk.ids.files[office][-1], walk.ids.people[office][-1]
    places = [
        Cursor(case_word(office, "number"), file, backwards=backwards)
        for backwards in (True, False)
    ]
    return {
        "q": [case_word(office), person_word(office), identity_number(office)[:9], "", "%", "_"],
        "office": [str(office), ""],
        "assignee": [str(person), ""],
        "page": [*map(str, places), str(Cursor(10**9, file)), ""],
        "state": ["requested", "received", "studied", ""],
        "deadline": ["overdue", "due_soon", "supply_overdue", ""],
        "sort": ["number", "-number", "-due_on", "name", "-office", "login", "received_on", ""],
        "when": ["overdue", "today", "undated", ""],
        "whose": ["mine", ""],
        "below": ["1", ""],
        "rule": ["2002/6/study_requested_file", ""],
        "post": ["head", ""],
        "closed": ["1", ""],
        "gaps": ["1", ""],
        "quarter": ["2026-Q4", "2026-Q3", ""],
        "conclusion": ["draft", "none", ""],
        "filed": ["yes", "no", ""],
        "index": ["04-12", ""],
        "month": ["2026-11", "2027-03", ""],
        "hearing": ["today", "week", "soon", "unassigned", "none", ""],
        "competence": ["territorial", "transport", ""],
        "show": ["unread", "all", "awaited", "approval", ""],
        "from": ["01.01.2020", ""],
        "branch": ["civil", ""],
        "ground": ["arrest", "state_party", ""],
        "kind": ["order", "contest", ""],
        "overdue": ["1", ""],
        "motion": ["yes", "no", ""],
        "result": ["issued", "undecided", ""],
        "clause": ["within_sanction", ""],
        "prosecutor": [str(person), "0", ""],
        "category": ["tax", ""],
        "article": ["440", ""],
        "period": ["2026-Q4", "2026", ""],
        "side": ["numerator", "excluded", ""],
        "as_of": ["20.11.2026", ""],
        "frozen": ["2026-Q3", ""],
        "own": ["1", ""],
        "section": ["movement", "conclusions", ""],
        "row": ["15", ""],
    }


LISTS = (
    "/reports",
    "/exchange/sheets",
    *("/form4", "/form4/kept", "/form4/offices"),
    *("/responses", "/cases/rulings", "/disputes", "/enforcement"),
    *("/cases/reconciliations", "/cases/acts", "/cases/nomenclature"),
    *("/cases/conclusions", "/protests", "/protests/windows"),
    *("/representations", "/representations/missed"),
    *("/exclusions", "/exclusions/queue", "/exclusions/assessments"),
    *("/offices/2/absences", "/offices/3/absences"),
    *("/", "/files", "/cases", "/cases/notices", "/duties/list", "/board", "/people", "/offices"),
    *("/notices", "/people/new"),
    *("/petitions", "/petitions/forwarded", "/petitions/control"),
    *("/indicators", "/indicators/map", "/indicators/frozen", "/indicators/changed"),
    *("/indicators/duties_in_time", "/indicators/duties_in_time/things"),
    *("/api/v1/duties", "/api/v1/indicators", "/api/v1/indicators/duties_in_time/things"),
    *("/api/v1/files", "/api/v1/cases", "/api/v1/acts", "/api/v1/disputes", "/api/v1/responses"),
    *("/api/v1/protests", "/api/v1/representations", "/api/v1/exclusions", "/api/v1/petitions"),
    "/journals",
)


@settings(max_examples=100)
@given(data=st.data())
def test_no_filter_sort_search_or_page_shows_a_foreign_row(walk: Walk, data: st.DataObject) -> None:
    login = data.draw(st.sampled_from(ABAI))
    asked = _asked(walk, data.draw(st.sampled_from([1, 2, 4, 6, 7])))
    names = data.draw(st.sets(st.sampled_from(sorted(asked)), min_size=1, max_size=5))
    query = {name: data.draw(st.sampled_from(asked[name])) for name in sorted(names)}
    path = data.draw(st.sampled_from(LISTS))
    answer = walk.browser(login).get(path, query_string=query)
    assert answer.status_code < 500
    assert not hidden_words(login).search(answer.text)


@pytest.mark.parametrize("login", ABAI)
def test_a_foreign_word_is_searched_for_like_a_word_nobody_wrote(walk: Walk, login: str) -> None:
    """Not even a count tells that somewhere else there is such a person or file."""
    for path, word in (
        ("/files", case_word(7)),
        ("/files", identity_number(7)),
        ("/cases", case_word(7)),
        ("/cases", identity_number(7)),
        ("/petitions", case_word(7)),
        ("/petitions", identity_number(7)),
        ("/disputes", case_word(7)),
        ("/disputes", identity_number(7)),
        ("/responses", case_word(7)),
        ("/people", person_word(7)),
        ("/people", "turan1"),
    ):
        nothing = "j" * len(word)
        found = walk.browser(login).get(path, query_string={"q": word})
        empty = walk.browser(login).get(path, query_string={"q": nothing})
        assert found.status_code == empty.status_code
        assert without_the_moment(found.text).replace(word, nothing) == without_the_moment(
            empty.text
        )
