"""What time alone brings, opened for everybody at once: silence, the prompts for growing up, a handover.

One statement a kind: who is due is found, their deadline and its history row are written, and the owner is
told, inside PostgreSQL. Safe to run twice and after missed nights: what is open or answered is not opened
again, and a start is the day that the facts give, whichever night finds it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from accounts.models import User
from dsr import turning_eighteen
from dsr.actions.consent_clocks import ask_for_birthdays
from dsr.actions.growing_up import offer_handovers, replace_older_prompts, turn_eighteen
from dsr.actions.whole_register import keep_area_deadlines
from dsr.days import add_months
from dsr.growing_up import GROWN_UP, outgrown_on, prompt_on
from dsr.models import AreaRule, Deadline, RegisterEntry
from dsr.rules import RULES, SILENCES, Group

# The area's latest word on the rule, as `AreaRuleQuerySet.in_force` reads it.
OWN = """
    LEFT JOIN LATERAL (
        SELECT own.count, own.off FROM dsr_arearule own
        WHERE own.area_id = e.area_id AND own.key = due.key AND own.from_day <= due.started_on
            AND own."group" IN ('', due.grp)
        ORDER BY own.from_day DESC, own.id DESC LIMIT 1
    ) own ON true
"""
# The day of the last thing on record about somebody, by the day on which it happened where one is kept: a
# rating (and with it an admission, a discharge), a note or contact, an answer, what a meeting decided, what
# was asked for and what came of it, a step of the plan, and all that happens in a stay. What the register
# writes by itself is no contact. The same list as
# `dsr.clock_records`; what only a stay has is looked for where there is one.
HEARD = """
    greatest(e.added_on, e.rated_on,
        (SELECT max(coalesce(n.happened_on,
            (coalesce(n.happened_at, n.at) AT TIME ZONE 'Europe/London')::date)) FROM dsr_note n
            WHERE n.entry_id = e.id AND n.by_id NOT IN (
                SELECT id FROM accounts_user WHERE automatic)),
        (SELECT max(c.decided_on) FROM dsr_consentrecord c WHERE c.person_id = e.person_id),
        (SELECT max(c.decided_on) FROM dsr_person p JOIN dsr_consentrecord c ON c.person_id = p.id
            WHERE p.merged_into_id = e.person_id),
        (SELECT max(c.assessed_on) FROM dsr_capacityassessment c WHERE c.person_id = e.person_id),
        (SELECT max(c.assessed_on) FROM dsr_person p JOIN dsr_capacityassessment c ON c.person_id = p.id
            WHERE p.merged_into_id = e.person_id),
        (SELECT max(greatest(r.agreed_on, (SELECT max(p."on") FROM dsr_progress p
            WHERE p.recommendation_id = r.id))) FROM dsr_recommendation r WHERE r.entry_id = e.id),
        (SELECT max(m."on") FROM dsr_meetingitem i JOIN dsr_meetingdecision d ON d.item_id = i.id
            JOIN dsr_meeting m ON m.id = i.meeting_id WHERE i.entry_id = e.id),
        (SELECT max(t."on") FROM dsr_rating r JOIN dsr_ratingtold t ON t.rating_id = r.id
            WHERE r.entry_id = e.id),
        (SELECT max(k."on") FROM dsr_keyworkeroffer k WHERE k.entry_id = e.id),
        (SELECT max(s."on") FROM dsr_planstep s WHERE s.entry_id = e.id),
        (SELECT max(greatest(
            (SELECT max(v.visited_on) FROM dsr_oversightvisit v WHERE v.stay_id = h.id),
            (SELECT max(greatest(m.moved_on, m.host_told_on, (SELECT max(u.sent_on) FROM dsr_unitnotice u
                WHERE u.move_id = m.id))) FROM dsr_wardmove m WHERE m.stay_id = h.id),
            (SELECT max(greatest(l.from_on, l.back_on)) FROM dsr_leave l WHERE l.stay_id = h.id),
            (SELECT max(y."on") FROM dsr_readiness y WHERE y.stay_id = h.id),
            (SELECT max(x.at) AT TIME ZONE 'Europe/London' FROM (
                SELECT max(started_at) AS at FROM dsr_legalstatusperiod WHERE stay_id = h.id
                UNION ALL SELECT max(at) FROM dsr_planneddischarge WHERE stay_id = h.id
                UNION ALL SELECT max(at) FROM dsr_staycorrection WHERE stay_id = h.id
                UNION ALL SELECT max(history_date) FROM dsr_historicalplanpoint WHERE stay_id = h.id
            ) x)::date)) FROM dsr_hospitalstay h WHERE h.entry_id = e.id))
"""
SILENT = f"""
    SELECT e.id AS entry_id, e.area_id, rule.key, '' AS grp, heard.day AS started_on
    FROM dsr_registerentry e
    JOIN unnest(%(colours)s::text[], %(keys)s::text[], %(least)s::int[]) AS rule (colour, key, least)
        ON rule.colour = e.colour
    CROSS JOIN LATERAL (SELECT {HEARD} AS day) heard
    WHERE e.status = 'active' AND e.rated_on + rule.least <= %(today)s
"""  # noqa: S608  constants of this module
GIVEN = """
    SELECT e.id AS entry_id, e.area_id, given.key, given.grp, given.started_on
    FROM unnest(%(entries)s::uuid[], %(key)s::text[], %(grp)s::text[], %(starts)s::date[], %(since)s::date[])
        AS given (entry_id, key, grp, started_on, since)
    JOIN dsr_registerentry e ON e.id = given.entry_id AND e.status = 'active'
    WHERE NOT EXISTS (SELECT FROM dsr_deadline d WHERE d.entry_id = e.id AND d.key = given.key
            AND d.cancelled_on IS NULL AND d.started_on >= given.started_on)
        AND NOT EXISTS (SELECT FROM dsr_planstep s WHERE s.entry_id = e.id AND given.key = 'transition_prompt'
            AND s."on" >= given.since)
"""
COLUMNS = ", ".join(f'"{field.column}"' for field in Deadline._meta.concrete_fields)
OPEN = """
    WITH due AS ({source}),
    limited AS (
        SELECT due.*, coalesce(own.count, rule.count) AS count, own.count IS NOT NULL AS own_number,
            rule.unit, rule.mark, rule.source
        FROM due JOIN dsr_registerentry e ON e.id = due.entry_id
        JOIN unnest(%(keys)s::text[], %(counts)s::int[], %(units)s::text[], %(marks)s::text[],
            %(sources)s::text[]) AS rule (key, count, unit, mark, source) ON rule.key = due.key
        {own}
        WHERE own.off IS NOT TRUE
    ),
    opened AS (
        INSERT INTO dsr_deadline (id, entry_id, key, about, "group", started_on, count, own_number, unit,
            mark, source, due_on, met_on, opened_at, cancelled_on, cancelled_why, recomputed_why, paused)
        SELECT gen_random_uuid(), entry_id, key, NULL, grp, started_on, count, own_number, unit, mark, source,
            started_on + count, NULL, clock_timestamp(), NULL, '', '', ''
        FROM limited WHERE %(at_once)s OR started_on + count <= %(today)s
        ON CONFLICT DO NOTHING
        RETURNING *
    ),
    kept AS (
        INSERT INTO dsr_historicaldeadline ({columns}, history_date, history_type, history_user_id)
        SELECT {columns}, clock_timestamp(), '+', %(by)s FROM opened
    ),
    told AS (
        INSERT INTO accounts_outboxmessage (id, kind, key, payload, due_at, outcome, tries, last_error,
            created_at)
        SELECT gen_random_uuid(), 'gone_silent', 'silent-' || owner || '-' || %(today)s::date,
            jsonb_build_object(split_part(owner, ' ', 1), split_part(owner, ' ', 2)::bigint), now(),
            '', 0, '', now()
        FROM (
            SELECT DISTINCT coalesce('user ' || coalesce(e.lead_professional_id, e.keyworker_id),
                'area ' || e.area_id) AS owner
            FROM opened JOIN dsr_registerentry e ON e.id = opened.entry_id
            WHERE opened.key = ANY(%(silences)s)
        ) AS owners
        ON CONFLICT DO NOTHING
    )
    SELECT entry_id FROM opened
"""


@transaction.atomic
def sweep(*, today: date, by: User) -> dict[str, int]:
    """Open everything that time has brought since whichever night was the last; how many of each kind."""
    done = {
        "birthdays": ask_for_birthdays(today=today, by=by),
        "turned 18": turn_eighteen(today=today, by=by),
    }
    done["older prompts"] = replace_older_prompts(today=today, by=by)
    done["prompts"] = len(_open_given("transition_prompt", list(_prompts(today)), today, by))
    passed_on = _open_given("register_handover", list(_handovers(today)), today, by)
    offer_handovers(entries=passed_on, by=by, today=today)
    done["handovers"] = len(passed_on)
    done["silent"] = open_silences(today=today, by=by)
    done["registers"] = keep_area_deadlines(today=today, by=by)
    return done


def open_silences(*, today: date, by: User) -> int:
    """Open an alarm for everybody of whom nothing was recorded for as long as their colour allows (R33)."""
    own = AreaRule.objects.filter(key__in=SILENCES, from_day__lte=today).exclude(count=None)
    shortest: dict[str, int] = {}
    for key, count in own.values_list("key", "count"):
        shortest[key] = min(count, shortest.get(key, count))
    facts = {
        "colours": [key.removeprefix("silence_") for key in SILENCES],
        # No alarm can be due before this many days after the rating, which was the last thing or an earlier.
        "least": [min(_days(key), shortest.get(key, _days(key))) for key in SILENCES],
        "at_once": False,
    }
    return len(_open(SILENT, SILENCES, facts, today, by))


def _days(key: str) -> int:
    return RULES[key].days[Group.ADULT]


Given = tuple[UUID, str, date, date]


def _open_given(key: str, rows: list[Given], today: date, by: User) -> list[UUID]:
    facts = {
        "entries": [row[0] for row in rows],
        "key": [key] * len(rows),
        "grp": [row[1] for row in rows],
        "starts": [row[2] for row in rows],
        "since": [row[3] for row in rows],
        "at_once": True,
    }
    return _open(GIVEN, (key,), facts, today, by)


def _prompts(today: date) -> Iterable[Given]:
    """Who should have had a prompt by now; whether they had it is asked where the rows are."""
    children = {"person__date_of_birth__gt": add_months(today, -12 * GROWN_UP)}
    entries = RegisterEntry.objects.active().filter(**children)
    for pk, born, added_on in entries.values_list("pk", "person__date_of_birth", "added_on").iterator():
        found = prompt_on(born, added_on=added_on, today=today)
        if found:
            yield pk, Group.CYP.name, *found


def _handovers(today: date) -> Iterable[Given]:
    for entry in turning_eighteen.outgrown(today):
        on = max(outgrown_on(entry.person.date_of_birth, entry.area.age_to), entry.added_on)
        yield entry.pk, "", on, on


def _open(source: str, keys: Iterable[str], facts: dict[str, Any], today: date, by: User) -> list[UUID]:
    table = [RULES[key] for key in keys]
    facts |= {
        "keys": [rule.key for rule in table],
        "counts": [next(iter(rule.days.values())) for rule in table],
        "units": [rule.unit.value for rule in table],
        "marks": [rule.mark for rule in table],
        "sources": [rule.source for rule in table],
        "silences": list(SILENCES),
        "today": today,
        "by": by.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(OPEN.format(source=source, own=OWN, columns=COLUMNS), facts)
        return [entry for (entry,) in cursor.fetchall()]
