"""Every figure once more, in plain loops over plain rows: slow, and written from the text alone.

Belongs here: reading `2015 ¶22–24` and `2002 ¶12` as somebody would who counts cases on paper. Does
not belong here: SQL, the product's declarations and its queries; nothing here may be taken from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from tests.indicators.random_world import TODAY, Row

Rows = dict[str, list[Row]]
LINE = {1: [1], 2: [1, 2], 3: [1, 2, 3], 4: [1, 2, 4], 6: [1, 6], 7: [1, 6, 7], 10: [1, 10]}


@dataclass(frozen=True)
class Counted:
    """One thing as somebody counting on paper would note it in a figure."""

    figure: str
    subject: tuple[str, int]
    office: int
    day: date
    prosecutor: int | None
    categories: tuple[str, ...]
    articles: tuple[str, ...]
    strict: str
    method: str
    mark: str | None = None
    clause: str = ""

    @property
    def shown(self) -> tuple[object, ...]:
        """All there is to compare."""
        return tuple(getattr(self, each.name) for each in fields(self))


ABOVE, BELOW, NOWHERE = "numerator", "denominator", "nothing"


class Paper:
    """The rows of a world, asked one by one."""

    def __init__(self, rows: Rows, today: date = TODAY) -> None:
        self.rows, self.today = rows, today

    def everything(self) -> list[Counted]:
        """All figures, thing by thing."""
        return [
            *self.effectiveness(),
            *self.quality(),
            *self.satisfaction(),
            *self.unfounded(),
            *self.response(),
            *self.coverage(),
            *self.petitions(),
            *self.duties(),
        ]

    # -- ¶22 ------------------------------------------------------------------------------------

    def effectiveness(self) -> Iterator[Counted]:
        """First-instance rulings quashed and changed on appeal: on the protest, and all."""
        for review in self.rows["act"]:
            below = self.reviewed(review)
            if review["instance"] != "appellate" or review["kind"] == "upheld" or below is None:
                continue
            if below["instance"] != "first" or not self.assessed(review["case_id"]):
                continue
            protested = any(protest["kind"] == "appellate" for protest in self.granted_by(review))
            clause = self.consent(review)
            strict = ABOVE if protested else BELOW
            method, mark = strict, None
            if clause == "cassation_reversed":
                if not protested:
                    method, mark = NOWHERE, "corrected"
            elif clause:
                method, mark = NOWHERE, "excluded"
            yield self.noted(
                "effectiveness_of_appellate_protesting",
                ("court_act", review["id"]),
                review,
                self.window_owner(below),
                review["made_on"],
                self.attended_by(review["case_id"], "first"),
                (strict, method, mark, clause if mark else ""),
            )

    def quality(self) -> Iterator[Counted]:
        """Acts changed on a complaint or a higher prosecutor's protest nobody below asked for."""
        for review in self.rows["act"]:
            below = self.reviewed(review)
            if review["instance"] == "first" or review["kind"] == "upheld" or below is None:
                continue
            if not self.assessed(review["case_id"]):
                continue
            office = self.window_owner(below)
            if any(self.is_of_the_office(protest, office) for protest in self.granted_by(review)):
                continue
            breach = self.found("act_assessment", "act_id", review["id"], "obvious_breach")
            counts = ABOVE if breach and not self.responded(below, office) else BELOW
            verdict: tuple[str, str, str | None, str] = (counts, counts, None, "")
            if self.consent(review) == "cassation_reversed":
                verdict = (counts, NOWHERE, "corrected", "cassation_reversed")
            elif breach is None:
                verdict = (counts, counts, "noted", "not_assessed")
            yield self.noted(
                "quality_of_supervision",
                ("court_act", review["id"]),
                review,
                office,
                review["made_on"],
                self.attended_by(review["case_id"], "first"),
                verdict,
            )

    def is_of_the_office(self, protest: Row, office: int) -> bool:
        """A protest of the office itself, or of a higher one that a representation asked for."""
        author = protest["author_office_id"]
        if author == office or author not in LINE[office]:
            return True
        return any(
            row["leads_to_id"] == protest["id"] and row["sent_on"] is not None
            for row in self.rows["representation"]
        )

    def responded(self, act: Row, office: int) -> bool:
        """Whether the breach in an act met a protest of the office or a representation."""
        for protest in self.of_case("protest", act["case_id"]):
            if protest["author_office_id"] != office:
                continue
            if protest["act_id"] == act["id"]:
                return True
            if protest["outcome"] == "rejected" and self.is_decided_by(protest, act):
                return True
        for row in self.of_case("representation", act["case_id"]):
            about = row["act_id"] in (act["id"], act["reviews_id"])
            if about and row["sent_on"] is not None and row["sent_on"] >= act["made_on"]:
                return True
        return False

    # -- ¶23 ------------------------------------------------------------------------------------

    def satisfaction(self) -> Iterator[Counted]:
        """100 − rejected/considered × 100: what was not rejected, of what was considered."""
        for protest in self.ended():
            outcome = protest["outcome"]
            if outcome in ("withdrawn", "returned"):
                verdict: tuple[str, str, str | None, str] = (NOWHERE, NOWHERE, "apart", outcome)
            elif outcome != "rejected":
                verdict = (ABOVE, ABOVE, None, "")
            elif self.granted_in_cassation(protest):
                verdict = (BELOW, ABOVE, "corrected", "cassation_granted")
            else:
                verdict = (BELOW, BELOW, None, "")
            yield self.of_protest("satisfaction_of_protests", protest, verdict)

    def granted_in_cassation(self, rejected: Row) -> bool:
        """Whether a cassation protest asked for from below was granted on the same ruling."""
        for cassation in self.of_case("protest", rejected["case_id"]):
            if cassation["kind"] != "cassation":
                continue
            if cassation["outcome"] not in ("granted", "granted_in_part"):
                continue
            for row in self.rows["representation"]:
                if row["leads_to_id"] != cassation["id"] or row["sent_on"] is None:
                    continue
                same = cassation["act_id"] in (rejected["act_id"], rejected["outcome_act_id"])
                if same or row["protest_id"] == rejected["id"]:
                    return True
        return False

    def unfounded(self) -> Iterator[Counted]:
        """Those in obvious breach of the law, of those withdrawn, returned and rejected."""
        for protest in self.ended():
            if protest["outcome"] in ("granted", "granted_in_part"):
                continue
            found = self.found("protest_assessment", "protest_id", protest["id"], "unfounded")
            if found is None and protest["outcome"] == "withdrawn" and self.taken_as_bad(protest):
                found = True
            counts = ABOVE if found else BELOW
            mark, clause = (None, "") if found is not None else ("noted", "not_assessed")
            yield self.of_protest("unfounded_protests", protest, (counts, counts, mark, clause))

    def taken_as_bad(self, protest: Row) -> bool:
        """Whether a higher prosecutor withdrew it and told that it was unfounded."""
        return any(
            row["protest_id"] == protest["id"]
            and row["moved_as"] == "higher_prosecutor"
            and row["unfounded"]
            for row in self.rows["motion"]
        )

    def ended(self) -> list[Row]:
        """Appellate protests that the court is done with."""
        return [
            row for row in self.rows["protest"] if row["kind"] == "appellate" and row["outcome"]
        ]

    def of_protest(
        self, figure: str, protest: Row, verdict: tuple[str, str, str | None, str]
    ) -> Counted:
        """A protest in a figure: for whoever brought it, on the day the court decided."""
        subject = ("protest", protest["id"])
        office, by = protest["author_office_id"], protest["brought_by_id"]
        return self.noted(figure, subject, protest, office, protest["outcome_on"], by, verdict)

    # -- ¶24, ¶6, 2002 ¶12 ----------------------------------------------------------------------

    def response(self) -> Iterator[Counted]:
        """Private rulings on breaches in cases heard with a prosecutor: on motion, and all."""
        for ruling in self.rows["ruling"]:
            if ruling["result"] != "issued" or not ruling["of_breach"]:
                continue
            attended = [
                row
                for row in self.of_case("hearing", ruling["case_id"])
                if row["outcome"] == "took_part"
            ]
            if not attended:
                continue
            counts = ABOVE if ruling["moved_on"] is not None else BELOW
            yield self.noted(
                "effectiveness_of_response",
                ("private_ruling", ruling["id"]),
                ruling,
                self.holder(ruling["case_id"], ruling["decided_on"]),
                ruling["decided_on"],
                self.attended_by(ruling["case_id"], None),
                (counts, counts, None, ""),
            )

    def coverage(self) -> Iterator[Counted]:
        """Hearings a prosecutor had to attend: those attended, and all that are past."""
        for hearing in self.rows["hearing"]:
            owed = [
                duty
                for duty in self.rows["duty"]
                if duty["rule"].endswith("participate_at_first_instance")
                and duty["trigger"] == f"hearing_set#hearing-{hearing['id']}"
                and duty["state"] != "dropped"
            ]
            outcome = hearing["outcome"]
            if not owed or outcome == "not_held":
                continue
            if outcome is None and hearing["day"] >= self.today:
                continue
            verdict: tuple[str, str, str | None, str] = (BELOW, BELOW, None, "")
            if outcome == "took_part":
                verdict = (ABOVE, ABOVE, None, "")
            elif outcome is None:
                verdict = (BELOW, BELOW, "noted", "none")
            elif hearing["absence_cause"] == "not_notified":
                verdict = (BELOW, BELOW, "noted", "not_notified")
            yield self.noted(
                "participation_coverage",
                ("case_hearing", hearing["id"]),
                hearing,
                self.holder(hearing["case_id"], hearing["day"]),
                hearing["day"],
                hearing["took_part_id"] or hearing["prosecutor_id"],
                verdict,
            )

    def petitions(self) -> Iterator[Counted]:
        """Petitions answered on their merits, in time or late by their own term or the extended one."""
        for petition in self.rows["petition"]:
            answers = [
                letter["sent_on"]
                for letter in self.rows["letter"]
                if letter["petition_id"] == petition["id"]
                and letter["kind"] in ("explained", "refused", "granted")
            ]
            if not answers:
                continue
            terms = [
                duty["closed_on"] <= duty["due_on"]
                for duty in self.rows["duty"]
                if (duty["subject_kind"], duty["subject_id"]) == ("petition", petition["id"])
                and duty["rule"] in ("2015/18/resolve_petition", "APC-2020/76/extended_resolution")
                and duty["state"] == "fulfilled"
                and duty["closed_by"] == "petition_resolved"
                and duty["due_on"] is not None
            ]
            verdict: tuple[str, str, str | None, str] = (BELOW, BELOW, None, "")
            if not terms:
                verdict = (NOWHERE, NOWHERE, "apart", "without_a_day")
            elif all(terms):
                verdict = (ABOVE, ABOVE, None, "")
            yield self.noted(
                "petitions_in_time",
                ("petition", petition["id"]),
                petition,
                petition["office_id"],
                min(answers),
                petition["examiner_id"],
                verdict,
            )

    def duties(self) -> Iterator[Counted]:
        """Duties of our offices done by their day, of those done or past it."""
        for duty in self.rows["duty"]:
            due, state = duty["due_on"], duty["state"]
            if duty["outside"] or due is None or state == "dropped":
                continue
            verdict: tuple[str, str, str | None, str] = (BELOW, BELOW, None, "")
            if state == "open":
                if due >= self.today or duty["paused_on"]:
                    continue
                verdict = (BELOW, BELOW, "noted", "not_done")
            elif duty["closed_on"] <= due:
                verdict = (ABOVE, ABOVE, None, "")
            about = duty["subject_id"] if duty["subject_kind"] == "admin_case" else None
            yield self.noted(
                "duties_in_time",
                ("duty", duty["id"]),
                {"case_id": about},
                duty["owner_office_id"],
                due,
                duty["assignee_id"],
                verdict,
            )

    # -- asked of the rows ----------------------------------------------------------------------

    def noted(
        self,
        figure: str,
        subject: tuple[str, int],
        row: Row,
        office: int,
        day: date,
        prosecutor: int | None,
        verdict: tuple[str, str, str | None, str],
    ) -> Counted:
        """A thing with the categories and articles of its case."""
        case_id = row["case_id"]
        categories = {each["code"] for each in self.of_case("category", case_id)}
        articles = {each["article"] for each in self.of_case("article", case_id)}
        return Counted(
            *(figure, subject, office, day, prosecutor),
            *(tuple(sorted(categories)), tuple(sorted(articles))),
            *verdict,
        )

    def of_case(self, table: str, case_id: int | None) -> list[Row]:
        """The rows of a case; none where there is no case."""
        return [row for row in self.rows[table] if case_id and row["case_id"] == case_id]

    def reviewed(self, act: Row) -> Row | None:
        """The act under review."""
        return next((row for row in self.rows["act"] if row["id"] == act["reviews_id"]), None)

    def assessed(self, case_id: int) -> bool:
        """A mandatory case, or one heard at first instance with a prosecutor."""
        return bool(self.of_case("category", case_id)) or any(
            (row["instance"], row["outcome"]) == ("first", "took_part")
            for row in self.of_case("hearing", case_id)
        )

    def granted_by(self, review: Row) -> list[Row]:
        """The protests that the court granted by this decision."""
        return [
            row
            for row in self.of_case("protest", review["case_id"])
            if row["outcome"] in ("granted", "granted_in_part") and self.is_decided_by(row, review)
        ]

    def is_decided_by(self, protest: Row, act: Row) -> bool:
        """By the act it names, or where it names none, that of its order and day."""
        if protest["outcome_act_id"] is not None:
            return bool(protest["outcome_act_id"] == act["id"])
        same_day = protest["outcome_on"] == act["made_on"]
        return same_day and bool(protest["kind"] == act["instance"])

    def consent(self, act: Row) -> str:
        """The clause the Department consented to, or nothing."""
        for row in self.rows["request"]:
            if row["act_id"] == act["id"] and row["state"] == "consented":
                return str(row["clause"])
        return ""

    def found(self, table: str, key: str, number: int, what: str) -> bool | None:
        """What the higher office found, None where it has not assessed."""
        for row in self.rows[table]:
            if row[key] == number:
                return bool(row[what])
        return None

    def window_owner(self, act: Row) -> int:
        """Whoever had the case on the last day on which the act could be protested."""
        windows = [
            duty["due_on"]
            for duty in self.rows["duty"]
            if duty["trigger"] == f"ruling_copy_handed_over#act-{act['id']}"
            and duty["state"] != "dropped"
        ]
        day = max(windows) if windows else act["copy_on"] or act["made_on"]
        return self.holder(act["case_id"], day)

    def holder(self, case_id: int, day: date) -> int:
        """Follow the case from office to office until the end of that day."""
        sent = [row for row in self.of_case("transfer", case_id) if row["direction"] == "sent"]
        sent.sort(key=lambda row: (row["handed_on"], row["id"]))
        case = next(row for row in self.rows["case"] if row["id"] == case_id)
        holder = sent[0]["from_office_id"] if sent else case["office_id"]
        for row in sent:
            if row["handed_on"] <= day:
                holder = row["to_office_id"]
        return int(holder)

    def attended_by(self, case_id: int, instance: str | None) -> int | None:
        """Who took part last, or who has the case where nobody is named."""
        attended = [
            row
            for row in self.of_case("hearing", case_id)
            if row["outcome"] == "took_part" and instance in (None, row["instance"])
        ]
        case = next(row for row in self.rows["case"] if row["id"] == case_id)
        last = max(attended, key=lambda row: (row["starts_at"], row["id"]), default=None)
        if last is None or last["took_part_id"] is None:
            return case["assignee_id"]
        return int(last["took_part_id"])
