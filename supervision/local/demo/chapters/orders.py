"""Cases in which the oblast's prosecutor found participation necessary (`2015 ¶6`)."""

from __future__ import annotations

from sqlalchemy import select

from supervision.cases import operations as cases
from supervision.cases.models import AdminCase, CaseCategory, CourtAct
from supervision.core.db import set_scope
from supervision.local.demo.scene import Scene

ORDERS = 2
REASON = "Іс қоғамдық резонанс тудырды: прокурордың қатысуы қажет деп танылды."


def tell(scene: Scene) -> None:
    """Orders in the latest cases that no ground makes mandatory and no court has decided."""
    statement = (
        select(AdminCase.id)
        .where(
            AdminCase.office_id == scene.team.head.office_id,
            AdminCase.id.not_in(select(CaseCategory.case_id)),
            AdminCase.id.not_in(select(CourtAct.case_id)),
        )
        .order_by(AdminCase.id.desc())
        .limit(ORDERS)
    )
    chosen = scene.session.scalars(statement).all()
    set_scope(scene.session, scene.team.above.scope)
    for case_id in chosen:
        cases.order_participation(
            scene.session, scene.team.above, case_id, reason=REASON, **scene.on(scene.today)
        )
    set_scope(scene.session, scene.team.head.scope)
