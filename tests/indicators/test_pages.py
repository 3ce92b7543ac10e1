"""The pages of figures: each number is its list and its sheet, and nothing without data is a percentage."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from supervision.audit.models import AuditEntry
from supervision.cases.models import CourtAct
from supervision.cases.rules.case import ArticleEntry
from supervision.indicators.models import IndicatorAsk
from supervision.offices.queries import enter_as_house
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.representations import RepresentationDesk
from tests.indicators.conftest import Computing
from tests.indicators.golden import COVERAGE, EFFECTIVENESS, SATISFACTION, Bench
from tests.protests.conftest import Desks

QUARTER = "period=2026-Q4"
OPENS = re.compile(r'<a [^>]*?href="(/indicators/[a-z_]+/things\?[^"]+)"[^>]*>([0-9]+)</a>')
AFTER_THE_CUT_OFF, LATER = date(2026, 12, 26), date(2026, 12, 28)


@pytest.fixture
def bench(desk: Desk, at: Desks, sitting: Callable[..., RepresentationDesk]) -> Bench:
    """The courts and prosecutors around the Auezov district."""
    return Bench(desk, at, sitting)


def changed(bench: Bench, *, on_protest: bool = False) -> CourtAct:
    """A mandatory case whose ruling the oblast court changed, on the district's protest or without."""
    act = bench.ruling()
    if not on_protest:
        return bench.review(act, "changed")
    protest = bench.protest(act)
    review = bench.review(act, "quashed")
    bench.end(protest, "granted", review)
    return review


def a_quarter(bench: Bench) -> None:
    """One ruling of four changed on a protest, one of them left out with consent; a protest rejected
    that cassation granted on the representation, which corrects the count of rejected ones.
    """
    changed(bench, on_protest=True)
    for _ in range(2):
        changed(bench)
    bench.consent(changed(bench), "within_sanction")
    rejected = bench.end(bench.protest(bench.ruling()), "rejected")
    cassation = bench.represented(rejected)
    bench.at("gpo.head").outcome(cassation, "granted", TODAY)


def told(page: str) -> str:
    """What a page says, every tag and every kind of space made one space."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def read(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def rows_of(page: str) -> int:
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    return body.group(1).count("<tr>") if body else 0


def sheet_of(client: FlaskClient, path: str) -> list[list[object]]:
    """The rows of the first sheet of a download, its head left out, by an independent reader."""
    answer = client.post(path)
    assert answer.status_code == 200, path
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    return book.get_sheet_by_index(0).to_python()[1:]


@pytest.mark.parametrize("login", ["abay1.head", "abay.head", "gpo.department"])
def test_every_number_opens_a_list_of_as_many_things_and_its_sheet_holds_them(
    bench: Bench, computed: Computing, web: Web, login: str
) -> None:
    a_quarter(bench)
    computed()
    client = web.client(login)
    seen = 0
    for path in ("/indicators", f"/indicators/{EFFECTIVENESS}", f"/indicators/{SATISFACTION}"):
        for link, number in set(OPENS.findall(read(client, f"{path}?{QUARTER}"))):
            link = unescape(link)
            assert rows_of(read(client, link)) == int(number), link
            sheet = link.replace("/things?", "/things.xlsx?")
            assert len(sheet_of(client, sheet)) == int(number), sheet
            seen += int(number)
    assert seen > 20, "there were numbers to open"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_figure_stands_by_the_method_and_by_the_bare_text_side_by_side(
    bench: Bench, computed: Computing, web: Web, language: str
) -> None:
    """1 of 3 by the method, 1 of 4 by the bare text; 2 of 2 protests after the correction, 1 of 2."""
    a_quarter(bench)
    computed()
    page = told(read(web.client("abay1.head", language), f"/indicators?{QUARTER}"))
    mark = "." if language == "en" else ","
    for value, parts in (
        (f"33{mark}3 %", "1 / 3"),
        (f"25{mark}0 %", "1 / 4"),
        (f"100{mark}0 %", "2 / 2"),
        (f"50{mark}0 %", "1 / 2"),
    ):
        assert f"{value} {parts}" in page


def test_what_nothing_was_counted_for_says_no_data_and_no_percentage(
    bench: Bench, computed: Computing, web: Web
) -> None:
    a_quarter(bench)
    computed()
    client = web.client("gpo.department")
    page = read(client, f"/indicators/{EFFECTIVENESS}?{QUARTER}")
    ranked, unranked = page.split("No data in this period: not ranked")
    unranked = unranked.split("</tbody>")[0]
    assert "33.3" in ranked.split("<tbody", 1)[1] and "Abai" in told(ranked)
    assert "%" not in unranked and "no data" in unranked
    assert "Turan" in told(unranked)
    empty = told(read(client, f"/indicators/{EFFECTIVENESS}?period=2025-Q1"))
    assert "no data" in empty and "0.0 %" not in empty and "100.0 %" not in empty


def test_a_figure_of_few_things_says_so(bench: Bench, computed: Computing, web: Web) -> None:
    changed(bench)
    computed()
    client = web.client("abay1.head")
    assert "few cases" in told(read(client, f"/indicators?{QUARTER}"))
    for _ in range(9):
        changed(bench)
    computed()
    parts = read(client, f"/indicators?{QUARTER}").split(EFFECTIVENESS, 1)[1].split("</tr>")[0]
    assert "0 / 10" in told(parts) and "few cases" not in told(parts)


def test_an_excluded_and_a_corrected_thing_are_listed_with_their_clause(
    bench: Bench, computed: Computing, web: Web
) -> None:
    a_quarter(bench)
    computed()
    client = web.client("abay1.head")
    left_out = told(read(client, f"/indicators/{EFFECTIVENESS}/things?{QUARTER}&side=excluded"))
    assert "within the article's sanction" in left_out
    corrected = told(read(client, f"/indicators/{SATISFACTION}/things?{QUARTER}&side=corrected"))
    assert "A cassation protest on the lower prosecutor's representation was granted" in corrected


def test_a_list_keeps_to_the_prosecutor_category_and_article_asked_for(
    bench: Bench, computed: Computing, web: Web
) -> None:
    """Three cases of arrest with an article each; the register of one article holds one of them."""
    for article in ("440", "440", "434"):
        case = bench.case(articles=(ArticleEntry(article),))
        bench.review(bench.ruling(case), "changed")
    computed()
    client, person = web.client("abay1.head"), bench.desk.actor.user_id
    for asked, number in (
        ("article=440", 2),
        ("article=434", 1),
        ("category=arrest", 3),
        ("category=expulsion", 0),
        (f"prosecutor={person}", 0),
        ("prosecutor=0", 3),
    ):
        path = f"/indicators/{EFFECTIVENESS}/things?{QUARTER}&{asked}"
        assert rows_of(read(client, path)) == number, asked
        sheet = path.replace("/things?", "/things.xlsx?")
        assert len(sheet_of(client, sheet)) == number, asked


def test_a_download_leaves_a_trace_and_looking_leaves_none(
    bench: Bench, computed: Computing, web: Web
) -> None:
    changed(bench)
    computed()
    client = web.client("abay1.head")
    enter_as_house(bench.session)
    before = bench.session.scalar(select(func.count()).select_from(AuditEntry))
    read(client, f"/indicators/{EFFECTIVENESS}/things?{QUARTER}")
    sheet_of(client, f"/indicators/{EFFECTIVENESS}/things.xlsx?{QUARTER}&side=denominator")
    bench.session.rollback()
    enter_as_house(bench.session)
    after = bench.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert len(after) == (before or 0) + 1
    assert EFFECTIVENESS in str(after[-1].after)


def test_a_frozen_quarter_stays_and_names_the_case_and_who_moved_it_since(
    bench: Bench, computed: Computing, web: Web
) -> None:
    a_quarter(bench)
    computed(AFTER_THE_CUT_OFF)
    late = changed(bench)
    computed(LATER)
    client = web.client("abay1.head")
    now = told(read(client, f"/indicators?{QUARTER}"))
    frozen = told(read(client, "/indicators?frozen=2026-Q4"))
    assert "25.0 % 1 / 4" in now and "33.3 % 1 / 3" not in now
    assert "33.3 % 1 / 3" in frozen
    since = read(client, "/indicators/changed?frozen=2026-Q4")
    assert f'href="/cases/{late.case_id}' in since
    assert bench.desk.actor.name in told(since)


def test_asking_for_figures_now_is_one_row_however_often_it_is_asked(
    bench: Bench, computed: Computing, web: Web
) -> None:
    computed()
    client = web.client("abay1.head")
    for said in ("are being computed", "asked for already"):
        answer = client.post("/indicators/compute", data={"next": "/indicators"})
        assert answer.status_code == 302
        assert said in told(read(client, "/indicators"))
    bench.session.rollback()
    enter_as_house(bench.session)
    waiting = select(func.count()).select_from(IndicatorAsk).where(IndicatorAsk.run_id.is_(None))
    assert bench.session.scalar(waiting) == 1


def test_the_page_of_a_case_says_what_it_counts_as_and_offers_what_if(
    bench: Bench, computed: Computing, web: Web
) -> None:
    review = changed(bench, on_protest=True)
    client = web.client("abay1.head")
    before = told(read(client, f"/cases/{review.case_id}"))
    assert "The case stands in no figure yet" in before
    computed()
    page = read(client, f"/cases/{review.case_id}")
    standing = told(page.split('id="figures"', 1)[1].split("</ul>")[0])
    assert "Effectiveness of appellate protesting above and below the line" in standing
    assert "Satisfaction of protests above and below the line" in standing
    assert f'href="/indicators/what-if/{review.case_id}"' in page
    plain = bench.case()
    assert 'id="figures"' not in read(client, f"/cases/{plain.id}")


def test_an_office_sees_no_figures_of_another_oblast(
    bench: Bench, computed: Computing, web: Web
) -> None:
    changed(bench)
    computed()
    page = told(read(web.client("turan1.head"), f"/indicators?office=3&{QUARTER}"))
    assert "You see no such office; your own is shown." in page
    assert "0 / 1" not in page
    assert web.client("abay.administrator").get("/indicators").status_code == 403


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("period=2026-Q9", "There is no such period"),
        ("from=31.12.2026&to=01.10.2026", "must begin before it ends"),
        ("from=yesterday&to=01.10.2026", "Write both days as dd.mm.yyyy"),
        ("as_of=2026", "Write the day as dd.mm.yyyy"),
        ("frozen=2019-Q1", "That quarter is not frozen"),
        ("category=nothing", "There is no such category"),
        ("article=abc", "Write the article as a number"),
        ("prosecutor=999999", "You see no such prosecutor"),
    ],
)
def test_what_an_address_asks_that_cannot_be_is_said_and_the_page_stands(
    bench: Bench, computed: Computing, web: Web, asked: str, said: str
) -> None:
    computed()
    assert said in told(read(web.client("abay1.head"), f"/indicators?{asked}"))


def test_before_the_first_computation_the_page_says_so(web: Web) -> None:
    page = told(read(web.client("abay1.head"), "/indicators"))
    assert "Nothing is computed yet" in page and "0 %" not in page


@contextmanager
def statements(web: Web) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    sent: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield sent
    event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", ["", "/map", f"/{COVERAGE}", f"/{EFFECTIVENESS}/things"])
def test_the_country_is_read_in_as_few_statements_as_a_district(
    bench: Bench, computed: Computing, web: Web, path: str
) -> None:
    a_quarter(bench)
    computed()
    counted = []
    for login in ("abay1.head", "gpo.department"):
        client = web.client(login)
        with statements(web) as sent:
            read(client, f"/indicators{path}?{QUARTER}")
        counted.append(len(sent))
    district, country = counted
    assert country <= district + 2 and country <= 30
