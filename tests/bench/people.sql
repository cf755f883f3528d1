-- Invented people, one for each NHS number given, with what the actions would have written for each.
-- One in twenty is not rated yet, three are red, five amber, two in hospital, nine green.

CREATE TEMPORARY TABLE new ON COMMIT DROP AS
SELECT n, nhs_number, md5('person' || n)::uuid AS person, md5('entry' || n)::uuid AS entry,
    (%(areas)s::bigint[])[1 + (n - 1) %% 5] AS area,
    CASE WHEN n %% 11 > 0 THEN (%(keyworkers)s::bigint[])[1 + (n - 1) %% 5 * 8 + n / 5 %% 8] END AS keyworker,
    %(by)s::bigint AS by, %(today)s::date AS today, %(today)s::date - 400 AS added_on,
    %(today)s::date - n * 37 %% 90 AS rated_on,
    (ARRAY[NULL, 'red', 'red', 'red', 'amber', 'amber', 'amber', 'amber', 'amber', 'blue', 'blue', 'green',
        'green', 'green', 'green', 'green', 'green', 'green', 'green', 'green'])[1 + ((n - 1) / 5 + 1) %% 20] AS colour,
    CASE WHEN n = 1 THEN 30 ELSE 1 + n %% 4 END AS ratings
FROM (
    SELECT (%(after)s + place)::int AS n, nhs_number
    FROM unnest(%(numbers)s::text[]) WITH ORDINALITY AS given (nhs_number, place)
) AS numbered;

INSERT INTO dsr_person (id, nhs_number, given_name, family_name, preferred_name, search_name, date_of_birth,
    address, postcode, learning_disability, autism, ehc_plan, looked_after, setting, what_matters, adjustments,
    contact_rules, restricted, recorded_in_id, other_names)
SELECT person, nhs_number, given, family, '', lower(given || ' ' || family), today - 3000 - n * 7 %% 16000,
    '1 Long Row', 'ZZ1 1AA', 'diagnosed', 'waiting', 'no', 'no', (ARRAY['family', 'own_home', 'supported', 'not_known'])[1 + n %% 4], 'My dog, and knowing who will come.',
    CASE WHEN n %% 3 = 0 THEN '{pictures,breaks}'::text[] ELSE '{}' END, '', false, area, ''
FROM (
    SELECT new.*,
        (ARRAY['Jade', 'Tariq', 'Mia', 'Owen', 'Ruby', 'Kofi', 'Elin', 'Sam', 'Nia', 'Leo'])[1 + n * 3 %% 10] AS given,
        (ARRAY['Morris', 'Hale', 'Okoro', 'Price', 'Singh', 'Webb', 'Flint'])[1 + n / 10 %% 7] || n AS family
    FROM new
) AS named;

INSERT INTO dsr_registerentry (id, person_id, area_id, status, added_on, keyworker_id, colour, coloured_since,
    rated_on, rating_number)
SELECT entry, person, area, 'active', added_on, keyworker, colour, CASE WHEN colour <> '' THEN rated_on END,
    CASE WHEN colour <> '' THEN rated_on END, CASE WHEN colour <> '' THEN ratings ELSE 0 END
FROM new;

INSERT INTO dsr_historicalregisterentry (id, person_id, area_id, status, added_on, rating_number, history_date,
    history_type, history_user_id)
SELECT entry, person, area, 'active', added_on, 0, added_on + interval '9 hours', '+', by FROM new;

INSERT INTO dsr_rating (entry_id, number, colour, criteria, reason, words_for_person, decided_by, decided_at,
    decided_on, evidence, evidence_words, person_view, family_view, works, must_change, telling, telling_how,
    tool_answers, suggested, why_differs, by_id, at)
SELECT entry, number, CASE WHEN number < ratings THEN 'amber' ELSE colour END, '{}',
    'A&E twice in a week, and the school place <may> end.', '', 'Priya Nair',
    CASE WHEN colour = 'blue' THEN 'admission' ELSE 'meeting' END, day,
    '{}', '', '', '', '', '', '', '', '{}', '', '', by, day + interval '10 hours'
FROM new CROSS JOIN generate_series(1, ratings) AS number
    CROSS JOIN LATERAL (SELECT rated_on - (ratings - number) * 9 AS day) AS decided
WHERE colour <> '';

INSERT INTO dsr_consentrecord (person_id, purpose, "to", decision, basis, given_by, limits, evidence,
    explained_how, explained_by, given_how, recorded_from, consulted, child_view, competence, authority,
    authority_proof, sign_off, settled, decided_on, valid_until, by_id, at)
SELECT person, purpose, '', 'yes', 'person', 'The person', '', 'Talked through with pictures.',
    '{pictures}', '', '', '', '', '', '', '', '', '', '', added_on, NULL, by, added_on + interval '9 hours'
FROM new CROSS JOIN (VALUES ('register'), ('share')) AS asked (purpose);

INSERT INTO dsr_deadline (id, entry_id, key, "group", started_on, count, own_number, unit, mark, source, due_on, met_on,
    opened_at, cancelled_why, recomputed_why, paused)
SELECT gen_random_uuid(), entry, key, 'ADULT', day, 14, false, 'calendar days', 'D', '', day + 14, met,
    day + interval '10 hours', '', '', ''
FROM new CROSS JOIN LATERAL (VALUES
    ('consent_recheck', added_on + 365, NULL::date),
    ('rating_review_' || colour, rated_on, NULL),
    ('amber_meeting', added_on + 1, added_on + 8)
) AS clock (key, day, met)
WHERE key <> '';

INSERT INTO dsr_hospitalstay (id, entry_id, hospital, ward, security, secure, legal_status, admitted_on,
    recorded_on, going_to_kind, going_to)
SELECT gen_random_uuid(), entry, 'The Larches', '', 'general', false, 'informal', rated_on, rated_on, '', ''
FROM new WHERE colour = 'blue';

INSERT INTO dsr_wardmove (id, stay_id, number, moved_on, hospital, ward, provider, security, inadequate,
    host_commissioner, why, recorded_on)
SELECT gen_random_uuid(), stay.id, 1, admitted_on, hospital, '', '', 'general', false, '', '', admitted_on
FROM dsr_hospitalstay AS stay JOIN new ON new.entry = stay.entry_id;

INSERT INTO dsr_legalstatusperiod (id, stay_id, status, started_at, time_known, recorded_on)
SELECT gen_random_uuid(), stay.id, legal_status, admitted_on, false, admitted_on
FROM dsr_hospitalstay AS stay JOIN new ON new.entry = stay.entry_id;

INSERT INTO dsr_note (entry_id, text, by_id, at)
SELECT entry, 'Called Mum. She asks who comes on Thursday.', by, now() - number * interval '5 days'
FROM new CROSS JOIN generate_series(1, n %% 3) AS number;

INSERT INTO dsr_contact (id, person_id, name, relation, is_the_person, parental_responsibility, organisation, phone, email,
    may_be_told)
SELECT gen_random_uuid(), person, 'Mary Morris', 'Mum', false, true, '', '01632 960 700', '', true FROM new;

INSERT INTO dsr_recommendation (id, entry_id, position, text, owner, due_on, agreed_on, step)
SELECT gen_random_uuid(), entry, number, 'A quiet room at school, from Monday', 'Sam Okafor, school',
    today - 30 + number * 20, today - 60, CASE number WHEN 3 THEN 'done' ELSE 'in_progress' END
FROM new CROSS JOIN generate_series(1, 3) AS number WHERE n %% 4 = 1;

INSERT INTO dsr_progress (recommendation_id, step, note, "on", by_id, at)
SELECT id, step, 'The head teacher agreed.', today - 20, by, now() - interval '20 days'
FROM new JOIN dsr_recommendation ON entry_id = entry;

INSERT INTO dsr_historicalrecommendation (id, entry_id, position, text, owner, due_on, agreed_on, step,
    history_date, history_type, history_user_id)
SELECT id, entry, position, text, owner, due_on, agreed_on, 'agreed', now() - interval '60 days', '+', by
FROM new JOIN dsr_recommendation ON entry_id = entry;
