"""The sweep's statements: whole sets at once, never a row at a time.

Belongs here: SQL that plans, withdraws, claims and sends. Does not belong here: who is reached by
which rung and on which day; both come in as arrays, made from plain data and the law's calendar.
"""

from __future__ import annotations

from sqlalchemy import TextClause, text

from supervision.reminders.models import ONE_NOTICE

# `ladder` holds a line for each (rule, due day, rung) there is an open duty for; a line with an
# `owner` is a rung of that office's back-plan, and owner 0 of all that set none (`planning` did);
# `reach` says which circles a rung goes to; `circle` who is in them around each owing office;
# `stand_in` who is told beside an assignee who is away today (`rules.stand_ins`).
_GIVEN = """
ladder as materialized (
    select * from unnest(
        cast(:ladder_rules as text[]), cast(:ladder_due as date[]), cast(:ladder_rungs as int[]),
        cast(:ladder_days as date[]), cast(:ladder_next as date[]),
        cast(:ladder_moments as timestamptz[]), cast(:ladder_owners as int[])
    ) as step (rule, due_on, rung, day, next_day, moment, owner)
),
reach as materialized (
    select * from unnest(
        cast(:reach_rungs as int[]), cast(:reach_outside as boolean[]), cast(:reach_circles as text[])
    ) as reached (rung, outside, circle)
),
circle as materialized (
    select * from unnest(
        cast(:circle_offices as int[]), cast(:circle_names as text[]), cast(:circle_users as int[])
    ) as member (office_id, name, user_id)
),
stand_in as materialized (
    select * from unnest(
        cast(:absent_users as int[]), cast(:absent_offices as int[]), cast(:told_users as int[])
    ) as told (absent_id, office_id, user_id)
)
"""

_RUNG_OF_OWNER = """
    (ladder.owner is null or ladder.owner = {owner}
        or ladder.owner = 0 and {owner} <> all(cast(:planning as int[])))
"""

# An assignee who left the owing office, or whose account is closed, could not open the notice:
# such a duty counts as unassigned and its leaders are told in the assignee's place.
_RECIPIENTS = """
    join reach on reach.rung = step.rung and reach.outside = step.outside
    left join user_account assignee on assignee.id = step.assignee_id and assignee.active
        and assignee.office_id = step.owner_office_id
    left join circle on circle.office_id = step.owner_office_id and circle.name =
        case when reach.circle = 'assignee' then 'leaders' else reach.circle end
        and (reach.circle <> 'assignee' or assignee.id is null)
"""
_RECIPIENT = """
    case when reach.circle = 'assignee' and assignee.id is not null
        then assignee.id else circle.user_id end
"""

# Few are away, so they come as a branch of their own: what everybody costs is left as it was. Every
# rung reaches the assignee, so no circle is asked.
_OF_ABSENT = """
    join stand_in on stand_in.absent_id = step.assignee_id
        and stand_in.office_id = step.owner_office_id
"""

# `not in` on purpose: it is hashed whatever the planner expects of arrays it knows nothing about,
# where `not exists` would become a loop over all rows for each row.
WITHDRAW: TextClause = text(f"""
with {_GIVEN},
step as materialized (
    select planned.id, planned.rung, planned.recipient_id, duty.outside, duty.owner_office_id,
        duty.assignee_id
    from reminder planned
    join duty on duty.id = planned.duty_id and duty.state = 'open' and duty.paused_on is null
        and duty.due_on = planned.due_on_seen
    join ladder on ladder.rule = duty.rule and ladder.due_on = duty.due_on
        and ladder.rung = planned.rung and {_RUNG_OF_OWNER.format(owner="duty.owner_office_id")}
    where planned.state = 'planned'
)
update reminder set state = 'cancelled'
where state = 'planned' and id not in (
    select step.id from step {_RECIPIENTS} where {_RECIPIENT} = step.recipient_id
    union all
    select step.id from step {_OF_ABSENT} where stand_in.user_id = step.recipient_id
)
""")  # noqa: S608 — fragments of this file only, every value is bound

# A rung that has already gone out is not sent after the event to somebody who joined the circle
# later. A rung whose day lies before the duty stood is not owed, but of those past the due day the
# latest is: a duty recorded when it was already overdue is told at once, and once. A move that was
# taken back with its change of the law never was: its duty stands as long as before.
PLAN: TextClause = text(f"""
with {_GIVEN},
standing as (
    select duty.id, duty.rule, duty.due_on, duty.outside, duty.office_id, duty.owner_office_id,
        duty.assignee_id, greatest(duty.opened_at, moved.at) as since
    from duty left join (
        select duty_id, max(at) as at from duty_move
        where change_id is null
            or change_id not in (select id from law_change where undone_at is not null)
        group by duty_id
    ) moved on moved.duty_id = duty.id
    where duty.state = 'open' and duty.due_on <= :last_due and duty.paused_on is null
),
step as materialized (
    select standing.id as duty_id, standing.office_id, standing.due_on, standing.outside,
        standing.owner_office_id, standing.assignee_id, ladder.rung,
        greatest(ladder.moment, standing.since) as moment
    from standing
    join ladder on ladder.rule = standing.rule and ladder.due_on = standing.due_on
        and {_RUNG_OF_OWNER.format(owner="standing.owner_office_id")}
    where (
        ladder.day >= (standing.since at time zone :zone)::date
        or ladder.rung > 0 and coalesce(
            ladder.next_day > (standing.since at time zone :zone)::date, true
        )
    ) and (
        ladder.day >= :today or not exists (
            select from reminder earlier where earlier.duty_id = standing.id
                and earlier.rung = ladder.rung and earlier.due_on_seen = standing.due_on
                and earlier.state = 'sent'
        )
    )
),
owed as (
    select step.duty_id, step.office_id, step.rung, step.due_on, step.moment, step.assignee_id,
        {_RECIPIENT} as recipient_id
    from step {_RECIPIENTS}
    union
    select step.duty_id, step.office_id, step.rung, step.due_on, step.moment, step.assignee_id,
        stand_in.user_id
    from step {_OF_ABSENT}
)
insert into reminder
    (office_id, duty_id, rung, recipient_id, channel, due_on_seen, assignee_seen, moment, state)
select owed.office_id, owed.duty_id, owed.rung, owed.recipient_id, :channel, owed.due_on,
    owed.assignee_id, owed.moment, 'planned'
from owed
where owed.recipient_id is not null and not exists (
    select from reminder kept
    where kept.duty_id = owed.duty_id and kept.rung = owed.rung
        and kept.recipient_id = owed.recipient_id and kept.channel = :channel
        and kept.due_on_seen = owed.due_on
        and (kept.state = 'sent' or kept.state = 'planned' and kept.moment = owed.moment
            and kept.office_id = owed.office_id
            and kept.assignee_seen is not distinct from owed.assignee_id)
)
on conflict on constraint "{ONE_NOTICE}" do update
    set state = 'planned', moment = excluded.moment, office_id = excluded.office_id,
        assignee_seen = excluded.assignee_seen
    where reminder.state <> 'sent'
""")  # noqa: S608 — fragments of this file only, every value is bound

# The plan of a large house may take longer than a page is given.
TRY_TO_PLAN: TextClause = text(
    "select pg_try_advisory_xact_lock(7251003), set_config('statement_timeout', '240s', true)"
)

CLAIM_DUE: TextClause = text("""
select id from reminder
where state = 'planned' and channel = :channel and moment <= :now
order by moment, id limit :size for update skip locked
""")

# The duty may have been closed, moved, paused or handed over since the plan was made: such a notice
# does not leave. Who is still owed it is planned anew.
SEND: TextClause = text("""
update reminder
set state = case when stands then 'sent' else 'cancelled' end,
    sent_at = case when stands then cast(:now as timestamptz) end,
    late_hours = case when stands then greatest(
        0, floor(extract(epoch from cast(:now as timestamptz) - moment) / 3600)) else 0 end
from (
    select claimed.id as claimed_id, coalesce(
        duty.state = 'open' and duty.paused_on is null
            and duty.due_on = claimed.due_on_seen and duty.office_id = claimed.office_id
            and duty.assignee_id is not distinct from claimed.assignee_seen, false) as stands
    from reminder claimed left join duty on duty.id = claimed.duty_id
    where claimed.id = any(cast(:ids as bigint[]))
) checked
where id = checked.claimed_id
returning id, state, late_hours
""")

BEAT: TextClause = text("""
insert into heartbeat (name, at) select name, :now from unnest(cast(:names as text[])) as name
on conflict (name) do update set at = greatest(heartbeat.at, excluded.at)
""")
