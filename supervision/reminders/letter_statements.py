"""The letters' statements: whole sets at once, planned in the transaction that sends the notices.

Belongs here: SQL that plans letters and looks after them. Does not belong here: who is away, or the
morning a letter waits for; both come in as values made from plain data.
"""

from __future__ import annotations

from sqlalchemy import TextClause, text

from supervision.reminders.models import ONE_DIGEST, ONE_LETTER

# At night and on days off a letter waits for the morning, unless its duty falls due before it.
# Whoever is away reads the notice on return; a letter would lie there unread.
PLAN_NOTICES: TextClause = text(f"""
insert into letter (office_id, user_id, kind, reminder_id, next_at)
select person.office_id, sent.recipient_id, 'notice', sent.id,
    case when cast(:morning as timestamptz) is not null
        and (sent.due_on_seen < :today or sent.due_on_seen >= :morning_day)
        then cast(:morning as timestamptz) else cast(:now as timestamptz) end
from reminder sent
join notice_choice choice on choice.user_id = sent.recipient_id and choice.by_mail = 'each'
join user_account person on person.id = sent.recipient_id and person.active
where sent.id = any(cast(:ids as bigint[])) and sent.state = 'sent'
    and sent.recipient_id <> all(cast(:away as int[]))
on conflict on constraint "{ONE_LETTER}" do nothing
""")  # noqa: S608 — a name of this room, every value is bound

PLAN_DIGESTS: TextClause = text(f"""
insert into letter (office_id, user_id, kind, day, planned_at, next_at)
select person.office_id, person.id, 'digest', :today, cast(:now as timestamptz), :now
from notice_choice choice
join user_account person on person.id = choice.user_id and person.active
where choice.by_mail = 'digest' and person.id <> all(cast(:away as int[]))
    and not exists (
        select from letter made where made.user_id = person.id and made.day = :today
    )
on conflict on constraint "{ONE_DIGEST}" do nothing
""")  # noqa: S608 — a name of this room, every value is bound

# Whoever wants no letters gets none of these either; all others who administer are told.
PLAN_ALARMS: TextClause = text("""
insert into letter (office_id, user_id, kind, incident_id, next_at)
select person.office_id, person.id, 'alarm', :incident, :now
from notice_choice choice
join user_account person on person.id = choice.user_id and person.active
where choice.by_mail <> 'none' and person.post = 'administrator'
on conflict do nothing
""")

OPEN_INCIDENT: TextClause = text("""
insert into incident (what, number, began_at) values (:what, :number, :now)
on conflict (what) where ended_at is null do nothing
returning id
""")

# One statement for the page frame, `readyz`, the command and the watchdog.
WATCH: TextClause = text("""
select
    (select at from heartbeat where name = 'beat') as last_beat,
    (select at from heartbeat where name = 'worker') as last_work,
    (select count(*) from (
        select from reminder where state = 'planned' and moment < :late limit :most
    ) waiting) as notices_late,
    (select count(*) from (
        select from letter where state in ('planned', 'sent') and next_at < :late limit :most
    ) waiting) as letters_late,
    (select count(*) from (
        select from letter where state = 'planned' and attempts >= 2 limit :most
    ) refused) as letters_refused,
    (select count(*) from (
        select from letter where state = 'accepted' and answered_at > :recently limit :most
    ) taken) as letters_accepted
""")
