"""The statements that make sums anew from facts and revisions, for one level.

A value that was known from one moment until another enters the sum of its day at the first and leaves it at the second.
So the sums, present and past, are right exactly when at every moment the facts' entries less the sums' own come to nothing;
no version needs a counterpart. Moments that retention has thinned count as the end of their day (UTC), and those before
what is remembered as the beginning of memory.
"""

from analytics.services.store.tables import FIGURES, MONDAY, listed

WEEK = "week"
LEVELS = ("campaign", "account")


def compare(level: str) -> str:
    """Return the statement that lists (subject, day, what the sums lack now, whether only the past differs).

    Parameters: `days` (None: all), `thinned_before`, `memory_since`.
    """
    return _COMPARE.format(**_names(level))


def compare_weeks() -> str:
    """Return the statement that lists (subject, Monday, what the week's sums lack of its days'); parameter `days` as above."""
    return _COMPARE_WEEKS.format(**_names(WEEK))


def rebuild(level: str) -> tuple[str, ...]:
    """Return the statements that make the sums of some (subject, day) anew; parameters `subjects`, `days` in pairs.

    Of campaigns those of the days' weeks, too; of weeks only these.
    """
    days, weeks = (_DROP_NOW, _DROP_THEN, _REBUILD), (_DROP_WEEKS, _REBUILD_WEEKS)
    parts = {"account": days, "campaign": (*days, *weeks), WEEK: weeks}
    return tuple(part.format(**_names(level)) for part in parts[level])


def _names(level: str) -> dict[str, str]:
    return {
        "level": level,
        "figures": listed(FIGURES),
        "fact": listed(FIGURES, "d."),
        "minus": listed(FIGURES, "-"),
        "minus_fact": listed(FIGURES, "-d."),
        "net": ", ".join(f"sum({name}) AS {name}" for name in FIGURES),
        "zeros": ", ".join("0" for _ in FIGURES),
        "running": ", ".join(f"sum({name}) OVER w AS {name}" for name in FIGURES),
        "totals": ", ".join(f"sum({name})" for name in FIGURES),
        "monday": MONDAY.format(day="day"),
        "moments": "CASE WHEN moment < %(thinned_before)s "
        "THEN date_trunc('day', moment, 'UTC') + interval '1 day' ELSE moment END",
    }


_COMPARE = """
    WITH events AS (
        SELECT s.{level}_subject_id AS subject_id, d.day, d.known_at AS moment, {fact}
        FROM analytics_dailymetric d JOIN analytics_subject s ON s.id = d.subject_id
        WHERE %(days)s::date[] IS NULL OR d.day = ANY(%(days)s)
        UNION ALL SELECT s.{level}_subject_id, d.day, d.known_at, {fact}
        FROM analytics_metricrevision d JOIN analytics_subject s ON s.id = d.subject_id
        WHERE %(days)s::date[] IS NULL OR d.day = ANY(%(days)s)
        UNION ALL SELECT s.{level}_subject_id, d.day, d.superseded_at, {minus_fact}
        FROM analytics_metricrevision d JOIN analytics_subject s ON s.id = d.subject_id
        WHERE %(days)s::date[] IS NULL OR d.day = ANY(%(days)s)
        UNION ALL SELECT subject_id, day, known_at, {minus} FROM analytics_{level}metric
        WHERE %(days)s::date[] IS NULL OR day = ANY(%(days)s)
        UNION ALL SELECT subject_id, day, known_at, {minus} FROM analytics_{level}revision
        WHERE %(days)s::date[] IS NULL OR day = ANY(%(days)s)
        UNION ALL SELECT subject_id, day, superseded_at, {figures} FROM analytics_{level}revision
        WHERE %(days)s::date[] IS NULL OR day = ANY(%(days)s)
    ), netted AS (
        SELECT subject_id, day, greatest({moments}, %(memory_since)s::timestamptz) AS moment, {net}
        FROM events GROUP BY 1, 2, 3
    ), wrong AS (
        SELECT subject_id, day, {net}, bool_or(({figures}) <> ({zeros})) AS is_wrong FROM netted GROUP BY 1, 2
    )
    SELECT subject_id, day, {figures} FROM wrong WHERE is_wrong ORDER BY 2, 1
"""

_COMPARE_WEEKS = """
    WITH weeks AS MATERIALIZED (SELECT DISTINCT {monday} AS week FROM unnest(%(days)s::date[]) AS day),
    wanted AS MATERIALIZED (SELECT week + n AS day FROM weeks CROSS JOIN generate_series(0, 6) AS n),
    both_sums AS (
        SELECT subject_id, {monday} AS week, {figures} FROM analytics_campaignmetric
        WHERE %(days)s::date[] IS NULL OR day IN (SELECT day FROM wanted)
        UNION ALL SELECT subject_id, week, {minus} FROM analytics_campaignweek
        WHERE %(days)s::date[] IS NULL OR week IN (SELECT week FROM weeks)
    )
    SELECT subject_id, week, {net} FROM both_sums GROUP BY 1, 2 HAVING ({totals}) <> ({zeros}) ORDER BY 2, 1
"""

_DROP_WEEKS = """
    DELETE FROM analytics_campaignweek c
    USING (SELECT DISTINCT subject_id, {monday} AS week
        FROM unnest(%(subjects)s::bigint[], %(days)s::date[]) AS p (subject_id, day)) p
    WHERE c.subject_id = p.subject_id AND c.week = p.week
"""
_REBUILD_WEEKS = """
    INSERT INTO analytics_campaignweek (subject_id, week, {figures})
    SELECT p.subject_id, p.week, {totals}
    FROM (SELECT DISTINCT subject_id, {monday} AS week
        FROM unnest(%(subjects)s::bigint[], %(days)s::date[]) AS p (subject_id, day)) p
    JOIN analytics_campaignmetric d ON d.subject_id = p.subject_id AND d.day BETWEEN p.week AND p.week + 6
    GROUP BY 1, 2
"""
_DROP_NOW = """
    DELETE FROM analytics_{level}metric c USING unnest(%(subjects)s::bigint[], %(days)s::date[]) AS p (subject_id, day)
    WHERE c.subject_id = p.subject_id AND c.day = p.day
"""
_DROP_THEN = """
    DELETE FROM analytics_{level}revision c USING unnest(%(subjects)s::bigint[], %(days)s::date[]) AS p (subject_id, day)
    WHERE c.subject_id = p.subject_id AND c.day = p.day
"""
_REBUILD = """
    WITH parts AS MATERIALIZED (
        SELECT s.id, p.subject_id, p.day FROM unnest(%(subjects)s::bigint[], %(days)s::date[]) AS p (subject_id, day)
        JOIN analytics_subject s ON s.{level}_subject_id = p.subject_id
    ), events AS (
        SELECT p.subject_id, p.day, d.known_at AS moment, {fact}
        FROM parts p JOIN analytics_dailymetric d ON d.subject_id = p.id AND d.day = p.day
        UNION ALL SELECT p.subject_id, p.day, d.known_at, {fact}
        FROM parts p JOIN analytics_metricrevision d ON d.subject_id = p.id AND d.day = p.day
        UNION ALL SELECT p.subject_id, p.day, d.superseded_at, {minus_fact}
        FROM parts p JOIN analytics_metricrevision d ON d.subject_id = p.id AND d.day = p.day
    ), netted AS (
        SELECT subject_id, day, moment, {net}, min(moment) OVER (PARTITION BY subject_id, day) = moment AS is_first
        FROM events GROUP BY 1, 2, 3
    ), versions AS (
        SELECT subject_id, day, moment AS known_at, lead(moment) OVER w AS superseded_at, {running}
        FROM netted WHERE is_first OR ({figures}) <> ({zeros})
        WINDOW w AS (PARTITION BY subject_id, day ORDER BY moment)
    ), past AS (
        INSERT INTO analytics_{level}revision (subject_id, day, {figures}, known_at, superseded_at)
        SELECT subject_id, day, {figures}, known_at, superseded_at FROM versions WHERE superseded_at IS NOT NULL
    )
    INSERT INTO analytics_{level}metric (subject_id, day, {figures}, known_at)
    SELECT subject_id, day, {figures}, known_at FROM versions WHERE superseded_at IS NULL
"""
