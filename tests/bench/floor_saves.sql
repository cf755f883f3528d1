-- A rating saved, by statements alone: look, event, entry, both histories, the clock started anew, message.

INSERT INTO accounts_accesslogentry (at, user_id, user_name, roles, areas, page, people, reason, digest)
VALUES (now(), %(by)s, 'Cora Ordway', 'Coordinator', '{1}', 'rate', %(people)s::uuid[], '', '');

INSERT INTO dsr_rating (entry_id, number, colour, criteria, reason, words_for_person, decided_by, decided_at,
    decided_on, evidence, evidence_words, person_view, family_view, works, must_change, telling, telling_how,
    tool_answers, suggested, why_differs, by_id, at)
VALUES (%(entry)s, %(number)s, 'amber', '{behaviour_rising}', 'Things are hard.', '', 'Priya Nair', 'meeting',
    %(today)s, '{}', '', '', '', '', '', '', '', '{}', '', '', %(by)s, now());

UPDATE dsr_registerentry
SET colour = 'amber', coloured_since = COALESCE(coloured_since, %(today)s), rated_on = %(today)s,
    rating_number = %(number)s
WHERE id = %(entry)s;

INSERT INTO dsr_historicalregisterentry (id, person_id, area_id, status, added_on, keyworker_id, colour,
    coloured_since, rated_on, rating_number, history_date, history_type, history_user_id)
SELECT id, person_id, area_id, status, added_on, keyworker_id, colour, coloured_since, rated_on, rating_number,
    now(), '~', %(by)s
FROM dsr_registerentry WHERE id = %(entry)s;

UPDATE dsr_deadline SET met_on = %(today)s
WHERE entry_id = %(entry)s AND starts_with(key, 'rating_review') AND met_on IS NULL AND cancelled_on IS NULL;

INSERT INTO dsr_historicaldeadline (id, entry_id, key, "group", started_on, count, own_number, unit, mark, source,
    due_on, met_on, opened_at, cancelled_why, recomputed_why, paused, history_date, history_type, history_user_id)
SELECT id, entry_id, key, "group", started_on, count, own_number, unit, mark, source, due_on, met_on, opened_at, '',
    '', '', now(), '~', %(by)s
FROM dsr_deadline WHERE id = %(met)s;

INSERT INTO dsr_deadline (id, entry_id, key, "group", started_on, count, own_number, unit, mark, source, due_on,
    opened_at, cancelled_why, recomputed_why, paused)
VALUES (%(opened)s, %(entry)s, 'rating_review_amber', 'ADULT', %(today)s, 14, false, 'calendar days', 'D', '',
    %(today)s::date + 14, now(), '', '', '');

INSERT INTO dsr_historicaldeadline (id, entry_id, key, "group", started_on, count, own_number, unit, mark, source,
    due_on, opened_at, cancelled_why, recomputed_why, paused, history_date, history_type, history_user_id)
VALUES (%(opened)s, %(entry)s, 'rating_review_amber', 'ADULT', %(today)s, 14, false, 'calendar days', 'D', '',
    %(today)s::date + 14, now(), '', '', '', now(), '+', %(by)s);

INSERT INTO accounts_outboxmessage (id, kind, key, payload, due_at, outcome, tries, last_error, created_at)
VALUES (gen_random_uuid(), 'something_new', %(message)s, %(payload)s, now(), '', 0, '', now());
