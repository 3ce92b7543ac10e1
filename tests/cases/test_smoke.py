from datetime import date
from tests.factories.cases import Desk
from supervision.cases import operations
from supervision.cases.rules.hearings import OutcomeEntry


def test_smoke(desk: Desk) -> None:
    case = desk.register(birth_on=date(2010, 1, 1), identity_number="")
    h = desk.hearing(case, date(2026, 11, 20), prosecutor_id=desk.actor.user_id)
    print(desk.duties(case.id))
    desk.do(operations.record_outcome, case.id, h.id, entry=OutcomeEntry("took_part"))
    a = desk.act(case, date(2026, 11, 16), copy_on=date(2026, 11, 16))
    print({k: (v.due_on, v.state) for k, v in desk.duties(case.id).items()})
    t = desk.register(transport_field="rail", sanctions=("confiscation",))
    desk.notice(t)
    x = desk.do(operations.hand_over, t.id, to_office_id=10)
    print(x)
    assert 0
