"""The cards of made-up enforcement documents, as plain values: claims, parties, children.

Belongs here: chance from the scene's seed, and days that fit together. Does not belong here: what
happens to a document later (its chapter).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from supervision.enforcement.rules.card import CardEntry, ChildEntry
from supervision.law.enforcement.card import PersonKind, is_alimony, is_monetary
from supervision.local.demo import names
from supervision.local.demo.story import Storyteller

# What a claim of a row is about, and how large it is, in thousands of tenge.
CLAIMS: dict[int, tuple[str, int, int]] = {
    9: ("Мемлекетке келтірілген материалдық залалды өтеу", 900, 9000),
    11: ("Взыскание государственной пошлины в доход бюджета", 8, 90),
    15: ("Банк қарызын өндіріп алу", 300, 6000),
    17: ("Взыскание заработной платы", 120, 900),
    20: ("Баланы асырауға алимент өндіріп алу", 40, 150),
    32: ("Әкімшілік айыппұлды өндіріп алу", 20, 180),
    37: ("Выселение из жилого помещения", 0, 0),
}
_KIND_OF_ROW = {32: "5"}


@dataclass(frozen=True)
class Clerk:
    """Draws cards that one office enters; the same seed and day tell the same ones."""

    chance: Random
    teller: Storyteller
    today: date
    code: str

    def card(self, number: int, row: int, received_on: date) -> CardEntry:
        """A card of a claim of this row that came on a day."""
        chance = self.chance
        subject, least, most = CLAIMS[row]
        sum_of_claim = Decimal(chance.randint(least, most) * 1000) if is_monetary(row) else None
        issued = received_on - timedelta(days=chance.randint(2, 9))
        values: dict[str, Any] = {
            **self._debtor(),
            **self._claimant(row),
            **(self._alimony() if is_alimony(row) else {}),
        }
        woman = chance.random() < 0.4
        return CardEntry(
            writ_number=f"{self.code}-{received_on:%y}-{number:04}",
            writ_issued_on=issued,
            issuing_body=chance.choice(("Аудандық сот", "Районный суд", "Қалалық сот")),
            document_kind=_KIND_OF_ROW.get(row, "1"),
            received_on=received_on,
            receipt_kind="first",
            delivery_mode=chance.choice(("by_hand", "by_post", "electronic")),
            report_row=row,
            substance=subject,
            filled_by=chance.choice(("state_bailiff", "state_bailiff", "private_bailiff")),
            bailiff=self.teller.person(woman),
            filler_number=self.teller.iin(date(1984, 5, 17), woman),
            court_act_on=issued - timedelta(days=chance.randint(16, 40)),
            case_number=f"2-{chance.randint(300, 2900)}/{issued.year}",
            plaintiff=None
            if row == 32
            else chance.choice(("citizen", "legal_entity", "prosecutor")),
            claim=sum_of_claim,
            **values,
        )

    def _debtor(self) -> dict[str, Any]:
        woman = self.chance.random() < 0.35
        born = date(1960, 1, 1) + timedelta(days=self.chance.randint(0, 15000))
        return {
            "debtor_kind": PersonKind.NATURAL.value,
            "debtor_name": self.teller.person(woman),
            "debtor_number": self.teller.iin(born, woman),
            "debtor_birth_on": born,
            "debtor_sex": "female" if woman else "male",
            "debtor_address": self.chance.choice(
                ("Абай көшесі, 14-үй", "ул. Достык, 7, кв. 31", "Жібек жолы даңғылы, 52")
            ),
            "debtor_paper_number": f"0{self.chance.randint(30_000_000, 49_999_999)}",
            "debtor_paper_issuer": "ІІМ",
            "debtor_paper_on": date(2019, 4, 2) + timedelta(days=self.chance.randint(0, 900)),
        }

    def _claimant(self, row: int) -> dict[str, Any]:
        if row in (17, 20, 37):
            woman = row == 20
            born = date(1975, 1, 1) + timedelta(days=self.chance.randint(0, 9000))
            return {
                "claimant_kind": PersonKind.NATURAL.value,
                "claimant_name": self.teller.person(woman),
                "claimant_number": self.teller.iin(born, woman),
                "claimant_birth_on": born,
                "claimant_address": "Республика даңғылы, 3-үй",
            }
        bodies = names.STATE_BODIES if row in (9, 11, 32) else names.COMPANIES
        return {
            "claimant_kind": PersonKind.LEGAL.value,
            "claimant_name": self.chance.choice(bodies),
            "claimant_number": self.teller.bin(),
            "claimant_address": "Тәуелсіздік көшесі, 1",
        }

    def _alimony(self) -> dict[str, Any]:
        count = self.chance.randint(1, 2)
        children = tuple(
            ChildEntry(
                surname=self.chance.choice(names.FAMILIES),
                first_name=self.chance.choice(names.MEN),
                birth_on=date(2012, 1, 1) + timedelta(days=self.chance.randint(0, 4000)),
                sex="male",
            )
            for _ in range(count)
        )
        return {"beneficiary": "children", "children": children, "children_count": count}
