"""Statements of a rehearsal: whole sets at once, never a duty at a time.

Belongs here: SQL that finds the open duties a change of the calendar may touch, shows, stores and
changes them. Does not belong here: which day a duty gets; that comes in as arrays, made by the law
for each way of counting, of which there are few however many duties there are.
"""

from __future__ import annotations

from sqlalchemy import TextClause, text

# How a duty was counted; equal ways have equal answers, so the law is asked once for each.
_WAY = """
    case when duty.subject_kind = 'office' then duty.trigger else '' end as period,
    coalesce(jsonb_path_query_array(
        duty.steps, '$[*] ? (@.code == "term_of").params.rule') ->> -1, '') as lender,
    coalesce(jsonb_path_query_first(
        duty.steps, '$[*] ? (@.code == "stated_day").on') #>> '{}', '') as stated
"""

# A day given by a decision is the head's own; it follows no calendar, and a clock that stands counts
# nothing. Without a day nothing was counted.
_FOLLOWS = """
    duty.state = 'open' and not duty.moved and duty.paused_on is null
    and duty.due_on is not null and duty.event_on is not null
    and duty.rule = any(cast(:rules as text[]))
    and exists (
        select from unnest(cast(:days as date[])) as day
        where day between duty.event_on and duty.due_on + cast(:run as int)
    )
"""

WAYS: TextClause = text(f"""
select rule, event_on, due_on, edition, confirmed, period, lender, stated, count(*) as number
from (
    select duty.rule, duty.event_on, duty.due_on, duty.edition, duty.confirmed, {_WAY}
    from duty where {_FOLLOWS}
) counted
group by rule, event_on, due_on, edition, confirmed, period, lender, stated
order by rule, event_on, due_on, edition, confirmed, period, lender, stated
""")  # noqa: S608 — fragments of this file only, every value is bound

_GIVEN = f"""
given as materialized (
    select * from unnest(
        cast(:way_rules as text[]), cast(:way_events as date[]), cast(:way_dues as date[]),
        cast(:way_editions as text[]), cast(:way_confirmed as boolean[]),
        cast(:way_periods as text[]), cast(:way_lenders as text[]), cast(:way_stated as text[]),
        cast(:new_dues as date[]), cast(:new_gaps as text[]), cast(:new_editions as text[]),
        cast(:new_steps as jsonb[]), cast(:new_confirmed as boolean[])
    ) as way (rule, event_on, due_on, edition, confirmed, period, lender, stated,
        new_due_on, new_gap, new_edition, new_steps, new_confirmed)
),
followed as materialized (
    select duty.id, duty.rule, duty.event_on, duty.due_on, duty.edition, duty.confirmed, {_WAY}
    from duty where {_FOLLOWS}
),
touched as (
    select followed.id, given.* from followed join given using
        (rule, event_on, due_on, edition, confirmed, period, lender, stated)
)
"""  # noqa: S608 — fragments of this file only, every value is bound

OFFICES: TextClause = text(f"""
with {_GIVEN}
select duty.owner_office_id as office_id,
    count(*) filter (where touched.new_due_on is distinct from touched.due_on) as moved,
    count(*) filter (where touched.new_due_on < touched.due_on) as shortened
from touched join duty using (id)
group by duty.owner_office_id
""")  # noqa: S608 — fragments of this file only, every value is bound

# Shortened ones stand first: there somebody loses days. The key is what pages are cut by.
_SHOWN = """
    select duty.id, duty.owner_office_id, {name} as office, duty.subject_kind, duty.subject_id,
        duty.subject_label, duty.rule, duty.event_on, duty.outside, person.full_name as assignee,
        duty.state, {old} as old_due_on, {new} as new_due_on,
        case when {new} < {old} then '0' else '1' end || coalesce({new}, 'infinity')::text as place
    from {source}
    join office on office.id = duty.owner_office_id
    left join user_account person on person.id = duty.assignee_id
    where {new} is distinct from {old} {narrowed}
"""
_PAGE = """
select * from ({shown}) line
where (line.place, line.id) > (:after_place, :after_id)
order by line.place, line.id limit :size
"""
_NAMES = {"kk": "office.name_kk", "ru": "office.name_ru", "en": "office.name_en"}


def _page(source: str, old: str, new: str, narrowed: str, language: str) -> str:
    shown = _SHOWN.format(name=_NAMES[language], source=source, old=old, new=new, narrowed=narrowed)
    return _PAGE.format(shown=shown)


# A duty that a change moved and taking it back moved again has two lines: the first one is the change's.
_FIRST = """not exists (
    select from duty_move earlier where earlier.change_id = done.change_id
        and earlier.duty_id = done.duty_id and earlier.id < done.id)"""

REHEARSED: dict[str, TextClause] = {
    language: text(
        f"with {_GIVEN} "
        + _page(
            "touched join duty on duty.id = touched.id",
            "touched.due_on",
            "touched.new_due_on",
            "and (:office = 0 or duty.owner_office_id = :office)",
            language,
        )
    )
    for language in _NAMES
}

RECORDED: dict[str, TextClause] = {
    language: text(
        _page(
            "duty_move done join duty on duty.id = done.duty_id",
            "done.old_due_on",
            "done.new_due_on",
            "and done.change_id = :change and (:office = 0 or duty.owner_office_id = :office) "
            f"and {_FIRST}",
            language,
        )
    )
    for language in _NAMES
}

MOVED_SINCE: dict[str, TextClause] = {
    language: text(
        _page(
            "duty_move done join duty on duty.id = done.duty_id",
            "done.old_due_on",
            "done.new_due_on",
            "and done.id > :since and done.kind = 'facts' and done.actor_name = :actor_name",
            language,
        )
    )
    for language in _NAMES
}

# Duties by their ids, as they come or go: without a day before or after.
NAMED: dict[tuple[str, bool], TextClause] = {
    (language, gone): text(
        _page(
            "duty",
            "duty.due_on" if gone else "null::date",
            "null::date" if gone else "duty.due_on",
            "and duty.id = any(cast(:ids as bigint[]))",
            language,
        )
    )
    for language in _NAMES
    for gone in (False, True)
}

CLAIM_MOVES: TextClause = text("""
update duty_move set change_id = :change
where id > :since and kind = 'facts' and actor_name = :actor_name and change_id is null
""")

# What taking a change back moved is told in its name too, and like it plans no notice anew.
TAKE_BACK: TextClause = text("""
update duty_move set change_id = :change, reason = :reason
where id > :since and kind = 'facts' and actor_name = :actor_name and change_id is null
""")

OFFICES_OF_CHANGE: TextClause = text(f"""
select duty.owner_office_id as office_id, count(*) as moved,
    count(*) filter (where done.new_due_on < done.old_due_on) as shortened
from duty_move done join duty on duty.id = done.duty_id
where done.change_id = :change and {_FIRST}
group by duty.owner_office_id
""")  # noqa: S608 — fragments of this file only, every value is bound

COUNTS: TextClause = text("""
select count(*) filter (where new_due_on is distinct from old_due_on) as moved,
    count(*) filter (where new_due_on < old_due_on) as shortened,
    count(*) filter (where new_due_on is not distinct from old_due_on) as settled
from duty_recount where change_id = :change
""")

# The rows are held in the order of their ids: what closes or moves meanwhile is waited for and,
# looked at again, left out.
STORE: TextClause = text(f"""
with {_GIVEN},
held as (
    select duty.*, touched.new_due_on, touched.new_steps
    from touched join duty using (id)
    where duty.state = 'open' and not duty.moved and duty.paused_on is null
        and duty.due_on = touched.due_on
    order by duty.id for update of duty
)
insert into duty_recount
    (change_id, duty_id, office_id, owner_office_id, old_due_on, new_due_on, old_gap, old_edition,
    old_steps, old_calendar_version, old_confirmed, new_steps)
select :change, id, office_id, owner_office_id, due_on, new_due_on, gap, edition, steps,
    calendar_version, confirmed, new_steps
from held
""")  # noqa: S608 — fragments of this file only, every value is bound

# `version` goes on, so that a form opened before is told of the change and not sent over it.
FOLLOW: TextClause = text(f"""
with {_GIVEN},
held as (
    select duty.id, touched.new_due_on, touched.new_gap, touched.new_edition, touched.new_steps,
        touched.new_confirmed
    from touched join duty using (id)
    where duty.state = 'open' and not duty.moved and duty.paused_on is null
        and duty.due_on = touched.due_on
    order by duty.id for update of duty
),
told as (
    insert into duty_move (duty_id, office_id, old_due_on, new_due_on, reason, kind, change_id,
        actor_id, actor_name, at)
    select duty.id, duty.office_id, duty.due_on, held.new_due_on, :reason, 'facts',
        cast(:change as int), cast(:actor_id as int), :actor_name, cast(:now as timestamptz)
    from held join duty using (id)
    where held.new_due_on is distinct from duty.due_on
)
update duty set due_on = held.new_due_on, gap = held.new_gap, edition = held.new_edition,
    steps = held.new_steps, confirmed = held.new_confirmed, calendar_version = :calendar_version,
    version = version + 1
from held where held.id = duty.id
""")  # noqa: S608 — fragments of this file only, every value is bound

# Only what stands as the change left it: a duty corrected since is counted anew like any other.
RESTORE: TextClause = text("""
update duty set due_on = done.old_due_on, gap = done.old_gap, edition = done.old_edition,
    steps = done.old_steps, confirmed = done.old_confirmed,
    calendar_version = done.old_calendar_version, version = duty.version + 1
from duty_recount done
where done.change_id = :change and duty.id = done.duty_id and duty.state = 'open'
    and not duty.moved and duty.paused_on is null
    and duty.due_on is not distinct from done.new_due_on
    and duty.steps = done.new_steps
""")

# Whoever plans notices holds the second lock and then looks at duties: it is taken before any duty is
# held, so that neither waits for the other's end.
ONE_AT_A_TIME: TextClause = text(
    "select pg_advisory_xact_lock(7251005), pg_advisory_xact_lock(7251003), "
    "set_config('statement_timeout', '240s', true)"
)
PATIENCE: TextClause = text("select set_config('statement_timeout', '240s', true)")
