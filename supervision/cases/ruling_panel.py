"""The private rulings and acts of response of a case on its page (`2015 ¶4, ¶12`).

Belongs here: what the panel shows. Does not belong here: the forms behind it (`ruling_views.py`).
"""

from __future__ import annotations

from flask import url_for
from sqlalchemy.orm import Session

from supervision.cases import policy
from supervision.cases.panels import Content, Panel
from supervision.cases.queries.whole import Whole
from supervision.cases.rules import KIND
from supervision.cases.ruling_presenting import cards_of
from supervision.core import web
from supervision.core.access import Actor
from supervision.responses.presenting import subject_lines
from supervision.responses.queries import acts_of_subject


def _content(session: Session, actor: Actor, whole: Whole) -> Content:
    case_id, may_change = whole.case.id, policy.may_change(actor, whole.case)
    return {
        "rulings": cards_of(whole, web.today()),
        "acts": subject_lines(acts_of_subject(session, KIND, case_id), web.today()),
        "may_change": may_change,
        "new_url": url_for("cases.new_ruling", case_id=case_id),
        "new_act_url": url_for("cases.new_response", case_id=case_id) if may_change else "",
    }


PANEL = Panel("rulings", "cases/_rulings.html", _content, style="responses.css")
