"""Random small worlds of records, as plain rows, and putting them straight into the tables.

Belongs here: rows that the database lets stand, with the facts that figures ask varied freely, and
changes of those facts. Does not belong here: any figure. A world grows out of a seed and a number of
cases, so a failing one is told by two numbers.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from supervision.cases.models import (
    AdminCase,
    CaseArticle,
    CaseCategory,
    CaseHearing,
    CaseTransfer,
    CourtAct,
    PrivateRuling,
)
from supervision.duties.models import Duty
from supervision.exclusions.models import ActAssessment, ExclusionRequest, ProtestAssessment
from supervision.petitions.models import Petition, PetitionLetter
from supervision.protests.models import Protest, ProtestMotion
from supervision.representations.models import Representation
from tests.factories.duties import OPENED

Row = dict[str, Any]
TODAY = date(2026, 11, 20)
# Days on both sides of months' and quarters' ends, of today, and a day to come.
DAYS = [
    date(2026, 6, 30),
    date(2026, 7, 1),
    date(2026, 9, 30),
    date(2026, 10, 1),
    date(2026, 10, 31),
    date(2026, 11, 2),
    date(2026, 11, 19),
    TODAY,
    date(2026, 11, 25),
]
OFFICES = [3, 4, 7, 10]
ABOVE = {3: [1, 2], 4: [1, 2], 7: [1, 6], 10: [1]}
CLAUSES = [
    *("cassation_reversed", "within_sanction", "new_evidence"),
    *("alternative_penalty", "amnesty_or_reconciliation"),
]
ENDINGS = ["granted", "granted_in_part", "rejected", "withdrawn", "returned"]
WINDOW = "2015/13/appellate_protest"
PARTICIPATION = "2015/6/participate_at_first_instance"
TABLES: dict[str, Any] = {
    "case": AdminCase,
    "category": CaseCategory,
    "article": CaseArticle,
    "transfer": CaseTransfer,
    "hearing": CaseHearing,
    "act": CourtAct,
    "protest": Protest,
    "motion": ProtestMotion,
    "representation": Representation,
    "request": ExclusionRequest,
    "act_assessment": ActAssessment,
    "protest_assessment": ProtestAssessment,
    "ruling": PrivateRuling,
    "petition": Petition,
    "letter": PetitionLetter,
    "duty": Duty,
}


@dataclass
class RandomWorld:
    """Rows by table, in the order in which they may be put in."""

    random: Random
    people: list[int]
    court_id: int
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def plant(self, session: Session) -> None:
        """Put every row into its table."""
        for name, rows in self.rows.items():
            for row in rows:
                session.execute(insert(TABLES[name]).values(row))

    # -- growing ------------------------------------------------------------------------------

    def add(self, table: str, **values: Any) -> Row:
        """One more row with the next id."""
        row = {"id": len(self.rows[table]) + 1, **values}
        if table in ("category", "article"):
            del row["id"]
        self.rows[table].append(row)
        return row

    def maybe(self, share: float = 0.5) -> bool:
        """Whether something is there."""
        return self.random.random() < share

    def grow(self, cases: int) -> RandomWorld:
        """So many cases with whatever is recorded of them, petitions and duties beside them."""
        for _ in range(cases):
            self._case()
        for _ in range(cases):
            self._petition()
            self._duty()
        return self

    def _case(self) -> None:
        pick, number = self.random, len(self.rows["case"]) + 1
        line = [pick.choice(OFFICES)]
        days = sorted(pick.sample(DAYS[:-1], pick.choice([0, 0, 1, 2])))
        for day in days:
            line.append(pick.choice([office for office in OFFICES if office != line[-1]]))
            self._transfer(number, line[-2], line[-1], day)
        case = self.add(
            "case",
            office_id=line[-1],
            registered_on=DAYS[0],
            number=f"3/{number}",
            court_id=self.court_id,
            opened_by="authorised_body",
            opened_by_name="Полиция",
            offender_kind="legal_entity",
            offender_name="ЖШС",
            identity_number="",
            sanctions=[],
            opened_for=[],
            assignee_id=self._somebody(),
            idempotency_key=uuid.uuid4(),
        )
        base = {"case_id": number, "office_id": case["office_id"]}
        for code in pick.sample(["arrest", "tax", "customs"], pick.choice([0, 0, 1, 2])):
            self.add("category", code=code, **base)
        for position, article in enumerate(pick.sample(["440", "73", "440"], pick.choice([1, 2]))):
            self.add("article", position=position, article=article, part="1", **base)
        for _ in range(pick.choice([0, 1, 2])):
            self._hearing(base)
        self._acts(base)
        for _ in range(pick.choice([0, 1, 2])):
            self.add(
                "ruling",
                **base,
                recorded_on=TODAY,
                origin="court",
                description="Негіз",
                proof_document="x",
                number="7",
                addressee="",
                content="",
                refusal_reason="",
                measures="",
                idempotency_key=uuid.uuid4(),
                **self.facts_of("ruling"),
            )

    def _transfer(self, case_id: int, sender: int, receiver: int, day: date) -> None:
        for office, direction in ((sender, "sent"), (receiver, "received")):
            self.add(
                "transfer",
                case_id=case_id,
                office_id=office,
                direction=direction,
                from_office_id=sender,
                to_office_id=receiver,
                case_number="3",
                court_id=self.court_id,
                handed_on=day,
                handed_by="Х",
                notice_number="1",
                notice_given_on=day,
                reasons=[],
            )

    def _hearing(self, base: Row) -> None:
        day = self.random.choice(DAYS)
        moment = datetime(
            day.year, day.month, day.day, 5, len(self.rows["hearing"]) % 60, tzinfo=UTC
        )
        row = self.add(
            "hearing",
            **base,
            instance=self.random.choice(["first", "first", "appellate"]),
            court_id=self.court_id,
            starts_at=moment,
            day=day,
            place="",
            note="",
            prosecutor_id=self._somebody(),
            idempotency_key=uuid.uuid4(),
            **self.facts_of("hearing"),
        )
        if self.maybe(0.7):
            state = "dropped" if self.maybe(0.2) else "open"
            self._add_duty(base, PARTICIPATION, f"hearing_set#hearing-{row['id']}", day, state)

    def _acts(self, base: Row) -> None:
        pick = self.random
        first = self._act(base, "first", None, DAYS[0])
        for _ in range(pick.choice([0, 1, 1, 2])):
            review = self._act(base, "appellate", first, pick.choice(DAYS[1:8]))
            if self.maybe():
                later = [day for day in DAYS[:8] if day >= review["made_on"]]
                self._act(base, "cassation", review, pick.choice(later))
        acts = [act for act in self.rows["act"] if act["case_id"] == base["case_id"]]
        for _ in range(pick.choice([0, 1, 1, 2])):
            self._protest(base, acts)
        for act in acts:
            if act["instance"] != "first" and self.maybe():
                self._request(base, act)
            if act["instance"] != "first" and self.maybe():
                self.add(
                    "act_assessment",
                    **base,
                    act_id=act["id"],
                    idempotency_key=uuid.uuid4(),
                    **ASSESSED,
                    **self.facts_of("act_assessment"),
                )

    def _act(self, base: Row, instance: str, reviews: Row | None, made_on: date) -> Row:
        copy_on = made_on + timedelta(days=1) if self.maybe(0.7) else None
        row = self.add(
            "act",
            **base,
            instance=instance,
            court_id=self.court_id,
            made_on=made_on,
            is_arrest=False,
            termination_ground="",
            part="",
            reviews_id=reviews["id"] if reviews else None,
            copy_on=copy_on,
            check_note="",
            idempotency_key=uuid.uuid4(),
            kind="penalty",
        )
        if reviews is not None:
            row |= self.facts_of("act")
        elif copy_on is not None and self.maybe(0.8):
            due, state = self.random.choice(DAYS), self.random.choice(["open", "open", "dropped"])
            trigger = f"ruling_copy_handed_over#act-{row['id']}"
            self._add_duty(base, WINDOW, trigger, due, state)
        return row

    def _protest(self, base: Row, acts: list[Row]) -> None:
        pick = self.random
        kind = pick.choice(["appellate", "appellate", "cassation"])
        deciding = [act for act in acts if act["instance"] == kind]
        below = pick.choice(OFFICES)
        row = self.add(
            "protest",
            **base,
            act_id=pick.choice(acts)["id"],
            kind=kind,
            author_office_id=1 if kind == "cassation" else pick.choice([below, *ABOVE[below][1:]]),
            part="",
            grounds=[],
            own_grounds="",
            demand="",
            drafted_on=DAYS[0],
            drafted_by="Х",
            number="2",
            brought_on=DAYS[0],
            recorded_on=DAYS[0],
            brought_by="Х",
            brought_by_id=self._somebody(),
            capacity="head",
            outcome_act_id=pick.choice(deciding)["id"] if deciding and self.maybe(0.7) else None,
            idempotency_key=uuid.uuid4(),
            **self.facts_of("protest"),
        )
        named = row["outcome_act_id"]
        if named is not None and row["outcome_on"] is not None:
            row["outcome_on"] = next(act["made_on"] for act in acts if act["id"] == named)
        if kind == "appellate" and self.maybe():
            self.add(
                "protest_assessment",
                protest_id=row["id"],
                office_id=row["office_id"],
                idempotency_key=uuid.uuid4(),
                **ASSESSED,
                **self.facts_of("protest_assessment"),
            )
        if kind == "appellate" and self.maybe(0.3):
            self.add(
                "motion",
                protest_id=row["id"],
                office_id=row["office_id"],
                moving_office_id=2,
                moved_on=DAYS[0],
                moved_by="Х",
                moved_as=pick.choice(["author", "higher_prosecutor"]),
                motives="Негіз",
                paper_number="7",
                unfounded=self.maybe(),
                idempotency_key=uuid.uuid4(),
            )
        earlier = [
            each
            for each in self.rows["protest"]
            if each["case_id"] == base["case_id"] and each["kind"] == "appellate"
        ]
        if kind == "cassation" or self.maybe(0.2):
            self._representation(base, acts, row if kind == "cassation" else None, earlier)

    def _representation(
        self, base: Row, acts: list[Row], leads_to: Row | None, rejected: list[Row]
    ) -> None:
        answered = {row["protest_id"] for row in self.rows["representation"]}
        free = [row for row in rejected if row["id"] not in answered]
        answers = self.random.choice(free) if free and self.maybe() else None
        state = "turned" if leads_to else self.random.choice(["draft", "sent"])
        sent = None if state == "draft" else self.random.choice(DAYS[:8])
        self.add(
            "representation",
            **base,
            act_id=answers["act_id"] if answers else self.random.choice(acts)["id"],
            author_office_id=2,
            addressed_to_id=1,
            cause="rejected_protest" if answers else "material_breach",
            protest_id=answers["id"] if answers else None,
            breach_on=None if answers else DAYS[0],
            state=state,
            descriptive="а",
            reasoning="б",
            resolutive="в",
            drafted_on=DAYS[0],
            drafted_by="Х",
            number=None if sent is None else "2",
            sent_on=sent,
            signed_by=None if sent is None else "Х",
            answered_on=sent if leads_to else None,
            answered_by="Х" if leads_to else None,
            leads_to_id=leads_to["id"] if leads_to else None,
            idempotency_key=uuid.uuid4(),
        )

    def _request(self, base: Row, act: Row) -> None:
        clause = self.random.choice(CLAUSES)
        self.add(
            "request",
            **base,
            act_id=act["id"],
            cassation_act_id=act["id"] if clause == "cassation_reversed" else None,
            author_office_id=base["office_id"],
            clause=clause,
            explanation="Негіз",
            found_on=TODAY,
            found_by="Х",
            idempotency_key=uuid.uuid4(),
            **self.facts_of("request"),
        )

    def _petition(self) -> None:
        number, pick = len(self.rows["petition"]) + 1, self.random
        cases = [None, *(row["id"] for row in self.rows["case"])]
        row = self.add(
            "petition",
            office_id=pick.choice(OFFICES),
            registered_on=DAYS[0],
            year=2026,
            sequence=number,
            kind="other",
            petitioner_kind="person",
            petitioner_name="Х",
            petitioner_key="х",
            identity_number="",
            address="",
            procedural_status="",
            representative_name="",
            power_of_attorney="",
            subject="",
            enclosures="",
            came_by="post",
            received_on=DAYS[0],
            case_id=pick.choice(cases),
            case_number="",
            court_name="",
            categories=[],
            additional_study=False,
            materials_needed=False,
            state="received",
            idempotency_key=uuid.uuid4(),
        )
        row["examiner_id"] = self._somebody()
        row["reached_on"] = DAYS[0] if row["examiner_id"] else None
        kinds = ["extension_notice", "return", "explained", "refused", "granted"]
        for kind in pick.sample(kinds, pick.choice([0, 1, 2])):
            self.add(
                "letter",
                petition_id=number,
                office_id=row["office_id"],
                kind=kind,
                number="1",
                sent_on=pick.choice(DAYS[1:8]),
                text="",
                written_by="Х",
            )
        rules = [
            ("2015/18/resolve_petition", "petition_received"),
            ("2015/18/explain_own_appeal", "petition_received"),
            ("APC-2020/76/extended_resolution", "petition_term_extended"),
        ]
        for rule, trigger in pick.sample(rules, pick.choice([0, 1, 2, 3])):
            self._owed("petition", number, row["office_id"], rule, trigger)

    def _duty(self) -> None:
        number = len(self.rows["duty"]) + 1
        self._owed("requested_file", number, self.random.choice(OFFICES), "2002/6/x", "received")

    def _owed(self, kind: str, number: int, office: int, rule: str, trigger: str) -> None:
        self.add(
            "duty",
            office_id=office,
            owner_office_id=self.random.choice([office, ABOVE[office][-1]]),
            outside=self.maybe(0.1),
            subject_kind=kind,
            subject_id=number,
            subject_label="3",
            rule=rule,
            trigger=trigger,
            gap="no_term",
            edition="test",
            steps=[],
            calendar_version="test",
            confirmed=True,
            assignee_id=self._somebody(),
            opened_at=OPENED,
            **self.facts_of("duty"),
        )

    def _add_duty(self, base: Row, rule: str, trigger: str, due: date, state: str) -> None:
        self._owed("admin_case", base["case_id"], base["office_id"], rule, trigger)
        closed = None if state == "open" else due
        self.rows["duty"][-1] |= {
            "due_on": due,
            "paused_on": None,
            "state": state,
            "closed_on": closed,
        }

    def _somebody(self) -> int | None:
        return self.random.choice([None, *self.people])

    # -- the facts that may change afterwards -------------------------------------------------

    def facts_of(self, table: str) -> Row:
        """The facts of one row that figures ask and that people correct, drawn anew."""
        return VARIED[table](self)

    def change(self, session: Session) -> None:
        """Draw the facts of one row anew and write them."""
        table = self.random.choice([name for name in VARIED if self._changeable(name)])
        row = self.random.choice(self._changeable(table))
        row |= self.facts_of(table)
        values = {name: row[name] for name in self.facts_of(table)}
        session.execute(update(TABLES[table]).where(TABLES[table].id == row["id"]).values(values))

    def _changeable(self, table: str) -> list[Row]:
        return [
            row
            for row in self.rows[table]
            if not (table == "act" and row["instance"] == "first")
            and not (table == "duty" and row["subject_kind"] == "admin_case")
        ]


ASSESSED: Row = {
    "reasons": "Негіз",
    "assessed_on": TODAY,
    "assessed_by": "Х",
    "assessing_office_id": 2,
}


def _hearing(world: RandomWorld) -> Row:
    outcome = world.random.choice([None, "took_part", "took_part", "nobody", "not_held"])
    took = outcome == "took_part"
    return {
        "outcome": outcome,
        "took_part_id": world._somebody() if took else None,
        "took_part_name": "Х" if took else None,
        "absence_cause": world.random.choice(["not_notified", "other"])
        if outcome == "nobody"
        else None,
    }


def _protest(world: RandomWorld) -> Row:
    outcome = world.random.choice([None, *ENDINGS, "granted", "rejected"])
    return {
        "state": "brought" if outcome is None else "ended",
        "outcome": outcome,
        "outcome_on": None if outcome is None else world.random.choice(DAYS[1:8]),
        "ending_reason": "x" if outcome in ("withdrawn", "returned") else None,
    }


def _ruling(world: RandomWorld) -> Row:
    moved, result = world.maybe(), world.random.choice([None, "issued", "issued", "refused"])
    if result == "refused":
        moved = True
    return {
        "moved_on": DAYS[0] if moved else None,
        "proof": "minutes" if moved else None,
        "result": result,
        "decided_on": None if result is None else world.random.choice(DAYS[:8]),
        "of_breach": world.maybe(0.8),
    }


def _request(world: RandomWorld) -> Row:
    states = ["marked", "sent", "waived", "refused", "withdrawn", "consented", "consented"]
    state = world.random.choice(states)
    sent = state not in ("marked", "waived")
    answered = state in ("refused", "withdrawn", "consented")
    gone, waived = state == "withdrawn", state == "waived"
    return {
        "state": state,
        "sent_on": TODAY if sent else None,
        "sent_number": "1" if sent else None,
        "sent_way": "paper" if sent else None,
        "sent_by": "Х" if sent else None,
        "copies": "Х" if sent else None,
        "answered_on": TODAY if answered else None,
        "answered_by": "Х" if answered else None,
        "answer_way": "paper" if answered else None,
        "answer_number": "2" if answered else None,
        "answer_reasons": "Х" if answered else None,
        "withdrawn_on": TODAY if gone else None,
        "withdrawn_by": "Х" if gone else None,
        "withdrawal_reasons": "Х" if gone else None,
        "waived_on": TODAY if waived else None,
        "waived_by": "Х" if waived else None,
        "waiver_reason": "Х" if waived else None,
    }


def _duty(world: RandomWorld) -> Row:
    state = world.random.choice(["open", "fulfilled", "fulfilled", "dropped"])
    by = world.random.choice(["petition_resolved", "petition_resolved", "petition_term_extended"])
    due = world.random.choice([None, *DAYS])
    return {
        "due_on": due,
        "paused_on": due if state == "open" and world.maybe(0.2) else None,
        "state": state,
        "closed_on": None if state == "open" else world.random.choice(DAYS[:8]),
        "closed_by": None if state == "open" else by,
    }


VARIED: dict[str, Callable[[RandomWorld], Row]] = {
    "hearing": _hearing,
    "act": lambda world: {"kind": world.random.choice(["changed", "quashed", "upheld"])},
    "protest": _protest,
    "ruling": _ruling,
    "request": _request,
    "act_assessment": lambda world: {"obvious_breach": world.maybe()},
    "protest_assessment": lambda world: {"unfounded": world.maybe()},
    "duty": _duty,
}
