-- The newest lines of an entry, from the same tables as the timeline, in one statement.
SELECT at, kind, said, who, detail FROM (
    SELECT n.at, 'note' AS kind, '' AS said, u.name AS who, n.text AS detail
    FROM dsr_note n JOIN accounts_user u ON u.id = n.by_id WHERE n.entry_id = %(entry)s
    UNION ALL
    SELECT r.decided_on, 'rating', 'Rated ' || r.colour || ', decided by ' || r.decided_by || '.', u.name, r.reason
    FROM dsr_rating r JOIN accounts_user u ON u.id = r.by_id WHERE r.entry_id = %(entry)s
    UNION ALL
    SELECT c.decided_on, 'consent', c.purpose || ': ' || c.given_by || ' answered “' || c.decision || '”.', u.name,
        c.evidence
    FROM dsr_consentrecord c JOIN accounts_user u ON u.id = c.by_id
        JOIN dsr_registerentry e ON e.person_id = c.person_id WHERE e.id = %(entry)s
    UNION ALL
    SELECT d.met_on, 'deadline', 'Done: ' || d.key || ', due ' || d.due_on || '.', '', ''
    FROM dsr_deadline d WHERE d.entry_id = %(entry)s AND d.met_on IS NOT NULL
    UNION ALL
    SELECT g.at, 'recommendation', 'Recommendation “' || r.text || '”: ' || g.step || '.', u.name, g.note
    FROM dsr_progress g JOIN dsr_recommendation r ON r.id = g.recommendation_id
        JOIN accounts_user u ON u.id = g.by_id WHERE r.entry_id = %(entry)s
    UNION ALL
    SELECT h.history_date, 'recommendation', 'Recommendation: ' || h.text || '.', u.name, h.owner || ', by ' || h.due_on
    FROM dsr_historicalrecommendation h JOIN accounts_user u ON u.id = h.history_user_id
    WHERE h.entry_id = %(entry)s AND h.history_type = '+'
    UNION ALL
    (SELECT h.history_date, 'register', 'Added to the register.', u.name, ''
    FROM dsr_historicalregisterentry h JOIN accounts_user u ON u.id = h.history_user_id
    WHERE h.id = %(entry)s ORDER BY h.history_date LIMIT 1)
) AS lines
ORDER BY at DESC LIMIT %(most)s
