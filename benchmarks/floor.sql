-- Hand-written for DuckDB: the same cells from the same files, as month intervals, in one pass, with nothing reused.
-- The files are views by the names of their tables. Days and months of the run: the macros first_day() ... last_month().

CREATE OR REPLACE MACRO month_of(day) AS year(day) * 12 + month(day) - 1;
CREATE OR REPLACE MACRO last_month_end_by(day) AS month_of(day + 1) - 1;

CREATE OR REPLACE TEMP TABLE shown_in AS  -- which segments a HoNOS cluster is shown in; 'all' is everybody
SELECT code, segment FROM (
    SELECT unnest(['04', '05', '06', '07', '08', '10', '11', '12', '13', '14', '15', '16', '17']) AS code
) CROSS JOIN (SELECT unnest(['all', 'clusters 4 to 17', 'clusters 4 to 8', 'clusters 10 to 17', 'clusters 11 to 17']) AS segment)
WHERE segment IN ('all', 'clusters 4 to 17')
   OR (segment = 'clusters 4 to 8' AND code <= '08')
   OR (segment = 'clusters 10 to 17' AND code >= '10')
   OR (segment = 'clusters 11 to 17' AND code >= '11');

-- Under care: referrals of one provider as one stretch where they overlap or touch, and of all providers together.
CREATE OR REPLACE TEMP TABLE care AS
WITH opened AS (
    SELECT person, unnest([provider, 'all']) AS provider, received_day AS a,
           coalesce(closed_day - 1, DATE '2999-12-31') AS b
    FROM referrals WHERE rejected_day IS NULL AND (closed_day IS NULL OR closed_day > received_day)
), marked AS (
    SELECT *, a > max(b) OVER (PARTITION BY person, provider ORDER BY a, b ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + 1 AS gap
    FROM opened
), numbered AS (
    SELECT *, sum(CASE WHEN gap THEN 1 ELSE 0 END) OVER (PARTITION BY person, provider ORDER BY a, b) AS stretch FROM marked
)
SELECT person, provider, min(a) AS a, max(b) AS b FROM numbered GROUP BY person, provider, stretch;

CREATE OR REPLACE TEMP TABLE held AS  -- HoNOS cluster, age, commissioner and care at once
SELECT c.person, care.provider, c.code,
       greatest(c.from_day, care.a, CAST(p.birth_month + INTERVAL 18 YEAR AS DATE)) AS a,
       least(coalesce(c.to_day, DATE '2999-12-31'), care.b, CAST(p.birth_month + INTERVAL 66 YEAR AS DATE) - 1) AS b
FROM honos_clusters c
JOIN people p ON p.person = c.person AND p.commissioner = '10Q'
JOIN care ON care.person = c.person AND care.a <= coalesce(c.to_day, DATE '2999-12-31') AND care.b >= c.from_day
WHERE c.code IN (SELECT code FROM shown_in);
DELETE FROM held WHERE a > b;

CREATE OR REPLACE TEMP TABLE caseload AS
SELECT * FROM (
    SELECT person, provider, code, greatest(month_of(a), first_month()) AS a,
           least(last_month_end_by(b), last_month()) AS b FROM held
) WHERE a <= b;

-- The latest record of each person, month and indicator, until the next one or twelve months on.
CREATE OR REPLACE TEMP TABLE latest AS
WITH said AS (
    SELECT '5a' AS indicator, person, day, role = 'paid' OR (role IN ('education', 'voluntary') AND structured = 'yes') AS yes
    FROM role_status
    UNION ALL SELECT '5b', person, day, CASE WHEN role = 'paid' THEN true WHEN role IN ('education', 'voluntary') AND structured = 'yes' THEN false END
    FROM role_status
    UNION ALL SELECT '6', person, day, CASE settled WHEN 'Y' THEN true WHEN 'N' THEN false END FROM accommodation_status
    UNION ALL SELECT '7b', person, day, CAST(value AS DECIMAL(12, 3)) > 30 FROM physical_health WHERE "check" = 'bmi'
    UNION ALL SELECT '7c', person, day, value = 'current' FROM physical_health WHERE "check" = 'smoking'
), months AS (
    SELECT indicator, person, month_of(day) AS m, max(day(day) * 4 + CASE WHEN yes THEN 2 WHEN NOT yes THEN 1 ELSE 0 END) AS top
    FROM said GROUP BY ALL
)
SELECT indicator, person, top % 4 AS state, m AS a,
       least(m + 11 + CAST(top // 4 = 29 AND m % 12 = 1 AS INT),
             lead(m, 1, 99999) OVER (PARTITION BY indicator, person ORDER BY m) - 1) AS b
FROM months;
DELETE FROM latest WHERE state = 0;

CREATE OR REPLACE TEMP TABLE snapshot_changes AS
WITH counted AS (
    SELECT l.indicator, c.provider, c.code, greatest(c.a, l.a) AS a, least(c.b, l.b) AS b, l.state = 2 AS yes
    FROM caseload c JOIN latest l ON l.person = c.person AND l.a <= c.b AND c.a <= l.b
), each AS (
    SELECT 'everybody' AS indicator, provider, code, unnest([a, b + 1]) AS m, 0 AS n, 0 AS d, unnest([1, -1]) AS e FROM caseload
    UNION ALL SELECT indicator, provider, code, unnest([a, b + 1]), unnest([1, -1]) * yes::INT, unnest([1, -1]), 0 FROM counted
)
SELECT indicator, provider, segment, m, sum(n)::BIGINT AS n, sum(d)::BIGINT AS d, sum(e)::BIGINT AS e
FROM (SELECT indicator, provider, code, m, sum(n) AS n, sum(d) AS d, sum(e) AS e FROM each GROUP BY ALL)
JOIN shown_in USING (code) GROUP BY ALL;

-- Events: each under its provider and in all, in the segments of its day and in all.
CREATE OR REPLACE TEMP TABLE spells AS
SELECT person, provider, spell, admitted, discharged, admission_source FROM hospital_spells;
CREATE OR REPLACE TEMP TABLE discharges AS
SELECT s.person, s.provider, s.discharged AS day, min(back.admitted) AS again
FROM hospital_spells s
LEFT JOIN spells back ON back.person = s.person AND back.admitted >= s.discharged
    AND back.admission_source NOT IN ('49', '53', '87')
    AND (back.admitted, back.provider, back.spell) > (s.admitted, s.provider, s.spell)
WHERE s.discharged BETWEEN first_day() AND last_day() AND s.provider = 'lead-provider'
  AND s.discharge_method NOT IN ('4', '6', '7', '8') AND s.discharge_destination NOT IN ('48', '49', '50', '53', '79', '84', '87')
  AND s.ward_class IN ('10', '11', '12', '200', '201', '202')
GROUP BY s.person, s.provider, s.spell, s.discharged;

CREATE OR REPLACE TEMP TABLE first_contacts AS
SELECT r.person, r.provider, r.received_day AS day, r.priority, r.received_time,
       min(c.day) FILTER (c.mechanism IN ('01', '02', '04', '11')) AS direct_day,
       min(epoch(c.day) + c.time) FILTER (c.mechanism = '01') AS face_at
FROM referrals r
LEFT JOIN contacts c ON c.provider = r.provider AND c.referral = r.referral AND c.attendance IN ('5', '6')
    AND epoch(c.day) + c.time >= epoch(r.received_day) + r.received_time
WHERE r.received_day BETWEEN first_day() AND last_day() AND r.rejected_day IS NULL AND r.team_type IN ('A06', 'A08', 'A09', 'A16')
GROUP BY r.person, r.provider, r.referral, r.received_day, r.received_time, r.priority;

CREATE OR REPLACE TEMP TABLE event_cells AS
WITH events AS (
    SELECT '2c-i' AS indicator, person, provider, day, coalesce(again > day + 28, true) AS yes, day + 28 <= last_day() AS timed FROM discharges
    UNION ALL SELECT '2c-ii', person, provider, day, coalesce(again > day + 90, true), day + 90 <= last_day() FROM discharges
    UNION ALL SELECT 'L3', person, provider, day, coalesce(face_at <= epoch(day) + received_time + 240 * 60, false),
        epoch(day) + received_time + 240 * 60 < epoch(last_day() + 1) FROM first_contacts WHERE priority IN ('1', '4')
    UNION ALL SELECT 'L4', person, provider, day, coalesce(direct_day <= day + 7, false), day + 7 <= last_day() FROM first_contacts WHERE priority = '2'
    UNION ALL SELECT 'L5', person, provider, day, coalesce(direct_day <= day + 28, false), day + 28 <= last_day() FROM first_contacts WHERE priority = '3'
), placed AS (
    SELECT e.*, h.code FROM events e
    LEFT JOIN held h ON h.provider = 'all' AND h.person = e.person AND e.day BETWEEN h.a AND h.b
), counted AS (
    SELECT indicator, provider, code, month_of(day) AS m, count(*) FILTER (yes AND timed) AS n, count(*) FILTER (timed) AS d,
           count(*) FILTER (NOT timed) AS u FROM placed GROUP BY ALL
), by_segment AS (
    SELECT indicator, provider, segment, m, n, d, u FROM counted JOIN shown_in USING (code) WHERE segment <> 'all'
    UNION ALL SELECT indicator, provider, 'all', m, n, d, u FROM counted
)
SELECT indicator, unnest([provider, 'all']) AS provider, segment, m, n, d, u FROM by_segment;

-- The cells: a running total over the months for snapshots, a sum for events.
WITH snapshots AS (
    SELECT unnest(['5a', '5b', '6', '7b', '7c']) AS indicator
), months AS (
    SELECT unnest(range(first_month(), last_month() + 1)) AS m
), places AS (
    SELECT DISTINCT provider, segment FROM snapshot_changes
), grid AS (
    SELECT indicator, provider, segment, m,
        coalesce(sum(c.n), 0) AS n, coalesce(sum(c.d), 0) AS d
    FROM snapshots CROSS JOIN places CROSS JOIN months LEFT JOIN snapshot_changes c USING (indicator, provider, segment, m) GROUP BY ALL
), running AS (
    SELECT g.indicator, g.provider, g.segment, g.m,
        sum(g.n) OVER w AS n, sum(g.d) OVER w AS d, sum(coalesce(e.e, 0)) OVER w AS e
    FROM grid g LEFT JOIN snapshot_changes e ON e.indicator = 'everybody' AND (e.provider, e.segment, e.m) = (g.provider, g.segment, g.m)
    WINDOW w AS (PARTITION BY g.indicator, g.provider, g.segment ORDER BY g.m)
)
SELECT indicator, provider, segment, m::INT, n::BIGINT AS numerator,
    (CASE WHEN indicator IN ('5a', '6') THEN e ELSE d END)::BIGINT AS denominator,
    (CASE indicator WHEN '5b' THEN d ELSE e END)::BIGINT AS eligible,
    (CASE indicator WHEN '5b' THEN 0 ELSE e - d END)::BIGINT AS missing, 0 AS untimed
FROM running WHERE (CASE indicator WHEN '5b' THEN d ELSE e END) > 0
UNION ALL
SELECT indicator, provider, segment, m::INT, sum(n)::BIGINT, sum(d)::BIGINT, sum(d)::BIGINT, 0, sum(u)::BIGINT
FROM event_cells GROUP BY indicator, provider, segment, m;
