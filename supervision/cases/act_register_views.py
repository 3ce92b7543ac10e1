"""The register of court acts and conclusions, narrowed, searched, page by page and printed (`2015 ¶11`)."""

from __future__ import annotations

from typing import NamedTuple

from flask import render_template, request
from sqlalchemy.orm import Session

from supervision.cases.blueprint import blueprint
from supervision.cases.case_forms import law_choices
from supervision.cases.filing_presenting import register_lines
from supervision.cases.queries import filed_acts as queries
from supervision.cases.queries.choices import courts_seen
from supervision.cases.queries.filed_acts import INSTANCES, NO_CONCLUSION, Filters
from supervision.cases.register_asking import wrong_days
from supervision.cases.rules.acts import ActKind, CheckResult
from supervision.cases.rules.case import OpenedBy
from supervision.cases.rules.conclusions import ConclusionState
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked, asked_day, chosen
from supervision.core.db import db
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.offices.queries import office_names

YES_NO = {"yes": True, "no": False}
NAMES = (
    *("q", "court", "instance", "kind", "ground", "check", "conclusion", "filed", "index"),
    *("office", "prosecutor", "competence", "opener", "force", "ruling", "from", "to"),
)


class Choices(NamedTuple):
    """What the filter bar offers; each a list of (value, words)."""

    courts: list[tuple[str, str]]
    instances: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    grounds: list[tuple[str, str]]
    checks: list[tuple[str, str]]
    conclusions: list[tuple[str, str]]
    filed: list[tuple[str, str]]
    offices: list[tuple[str, str]]
    prosecutors: list[tuple[str, str]]
    competences: list[tuple[str, str]]
    openers: list[tuple[str, str]]
    force: list[tuple[str, str]]
    rulings: list[tuple[str, str]]


@blueprint.get("/acts")
@requires(Permission.SEE_CASES)
def acts() -> str:
    """The acts of first and appellate instance in cases heard with a prosecutor taking part."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = choices_of(session, actor, language)
    page = queries.register(
        session,
        filters_of(actor, choices),
        cursor=Cursor.parse(request.args.get("page")),
        language=language,
    )
    may_file = actor.may(Permission.RECORD_CASES)
    return render_template(
        "cases/acts.html",
        lines=register_lines(page.rows, actor.office_id, language, may_file=may_file),
        page=page,
        choices=choices,
        asked=request.args,
        wrong=wrong_days(),
        several=len(actor.offices_below) > 1,
        narrowed=any(asked(name) for name in NAMES),
    )


def choices_of(session: Session, actor: Actor, language: str) -> Choices:
    """The lists of the filter bar, in the reader's language."""
    below = actor.offices_below
    offices = office_names(session, below, language) if len(below) > 1 else {}
    courts = courts_seen(session, actor.office_id, below, language)
    states = [*(each.value for each in ConclusionState), NO_CONCLUSION]
    people = queries.prosecutors(session, below)
    return Choices(
        courts=[(str(number), name) for number, name in courts],
        instances=[(each, _(f"cases.instance.{each}")) for each in INSTANCES],
        kinds=[(each.value, _(f"cases.act.{each}")) for each in ActKind],
        grounds=law_choices("2015 ¶6", "grounds"),
        checks=[(each.value, _(f"cases.check.{each}")) for each in CheckResult],
        conclusions=[(each, _(f"reconciliation.conclusion.{each}")) for each in states],
        filed=[(each, _(f"reconciliation.filed.{each}")) for each in YES_NO],
        offices=[(str(number), name) for number, name in offices.items()],
        prosecutors=[(str(number), name) for number, name in people],
        competences=law_choices("2015 ¶7", "competences"),
        openers=[(each.value, _(f"cases.opened_by.{each}")) for each in OpenedBy],
        force=[(each, _(f"reconciliation.force.{each}")) for each in YES_NO],
        rulings=[(each, _(f"reconciliation.ruling.{each}")) for each in YES_NO],
    )


def filters_of(actor: Actor, choices: Choices) -> Filters:
    """What the address asks for; an unknown choice narrows nothing."""
    office, court = chosen("office", choices.offices), chosen("court", choices.courts)
    prosecutor = chosen("prosecutor", choices.prosecutors)
    only = actor.office_id if len(actor.offices_below) == 1 else None
    return Filters(
        text=asked("q")[:200],
        office_id=int(office) if office else only,
        court_id=int(court) if court else None,
        instance=chosen("instance", choices.instances),
        kind=chosen("kind", choices.kinds),
        category=chosen("ground", choices.grounds),
        check_result=chosen("check", choices.checks),
        conclusion=chosen("conclusion", choices.conclusions),
        filed=YES_NO.get(chosen("filed", choices.filed) or ""),
        competence=chosen("competence", choices.competences),
        opened_by=chosen("opener", choices.openers),
        in_force=YES_NO.get(chosen("force", choices.force) or ""),
        ruling=YES_NO.get(chosen("ruling", choices.rulings) or ""),
        file_index=asked("index").replace("\x00", "")[:40],
        prosecutor_id=int(prosecutor) if prosecutor else None,
        made_from=asked_day("from"),
        made_to=asked_day("to"),
    )


def chosen_words(choices: Choices) -> list[tuple[str, str]]:
    """What the list was narrowed to, in words, for the head of its extract."""
    lists = {
        "court": (_("Court"), choices.courts),
        "instance": (_("Instance"), choices.instances),
        "kind": (_("What was decided"), choices.kinds),
        "ground": (_("Ground of participation"), choices.grounds),
        "check": (_("Result of the check"), choices.checks),
        "conclusion": (_("Conclusion"), choices.conclusions),
        "filed": (_("Nomenclature file"), choices.filed),
        "office": (_("Office"), choices.offices),
        "prosecutor": (_("Prosecutor"), choices.prosecutors),
        "competence": (_("Competence"), choices.competences),
        "opener": (_("Case opened by"), choices.openers),
        "force": (_("Entry into force"), choices.force),
        "ruling": (_("Private ruling"), choices.rulings),
    }
    told = [
        (label, dict(offered)[value])
        for name, (label, offered) in lists.items()
        if (value := chosen(name, offered)) is not None
    ]
    typed = {"q": _("Search"), "index": _("Index"), "from": _("Made from"), "to": _("Made until")}
    return told + [(label, asked(name)[:200]) for name, label in typed.items() if asked(name)]
