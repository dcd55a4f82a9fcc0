"""The campaigns' sums (by day and by week) and the accounts' move along with the facts: by what changed, in the same statement."""

from analytics.services.store.tables import FIGURES, MONDAY, listed


def sums_of_changes() -> list[str]:
    """Return the parts of the facts' statement that bring both levels along by what it `found` changed."""
    return _sums(_CHANGES)


def sums_of_new() -> str:
    """Return the statement that brings both levels along by all that is stored of `subjects` from `since` to `until`."""
    return "WITH " + ", ".join(_sums(_NEW)) + _COUNTED


def _sums(campaign_moves: str) -> list[str]:
    """Return the parts that move both levels; what a sum was is kept, and one that does not move is left alone."""
    names = {
        "figures": listed(FIGURES),
        "stored": listed(FIGURES, "s."),
        "moves": listed(FIGURES, "v."),
        "excluded": listed(FIGURES, "excluded."),
        "zeros": ", ".join("0" for _ in FIGURES),
        "added": ", ".join(f"{name} = s.{name} + excluded.{name}" for name in FIGURES),
        "changes": ", ".join(_sum(name, f"{name} - coalesce(old_{name}, 0)") for name in FIGURES),
        "totals": ", ".join(_sum(name, name) for name in FIGURES),
        "monday": MONDAY.format(day="day"),
    }
    begun = {"campaign": campaign_moves, "account": _ACCOUNT_MOVES}
    parts = ((level, part) for level, moves in begun.items() for part in (moves, *_MOVED))
    return [*(part.format(level=level, **names) for level, part in parts), _WEEKS_MOVED.format(**names)]


def _sum(name: str, expression: str) -> str:
    return f"sum({expression})::{'numeric' if name == 'conversions' else 'bigint'} AS {name}"


_CHANGES = """
    campaign_moves AS MATERIALIZED (
        SELECT s.campaign_subject_id AS subject_id, day, {changes}
        FROM found f JOIN analytics_subject s ON s.id = f.subject_id GROUP BY 1, 2)"""

_COUNTED = " SELECT count(*), 0 FROM campaign_moves"

_NEW = """
    campaign_moves AS MATERIALIZED (
        SELECT s.campaign_subject_id AS subject_id, day, {totals}
        FROM unnest(%(subjects)s::bigint[]) AS i (id) JOIN analytics_subject s ON s.id = i.id
        CROSS JOIN LATERAL (SELECT * FROM analytics_dailymetric d
            WHERE d.subject_id = i.id AND d.day BETWEEN %(since)s AND %(until)s OFFSET 0) d GROUP BY 1, 2)"""

_ACCOUNT_MOVES = """
    account_moves AS MATERIALIZED (
        SELECT s.account_subject_id AS subject_id, day, {totals}
        FROM campaign_moves v JOIN analytics_subject s ON s.id = v.subject_id GROUP BY 1, 2)"""

_MOVED = (
    """
    {level}_revised AS (
        INSERT INTO analytics_{level}revision (day, subject_id, {figures}, known_at, superseded_at)
        SELECT s.day, s.subject_id, {stored}, s.known_at, %(at)s FROM {level}_moves v
        CROSS JOIN LATERAL (SELECT * FROM analytics_{level}metric s
            WHERE s.day = v.day AND s.subject_id = v.subject_id LIMIT 1) s
        WHERE s.known_at < %(at)s AND ({moves}) <> ({zeros}))""",
    """
    {level}_written AS (
        INSERT INTO analytics_{level}metric AS s (day, subject_id, {figures}, known_at)
        SELECT day, subject_id, {figures}, %(at)s FROM {level}_moves
        ON CONFLICT (day, subject_id) DO UPDATE SET {added}, known_at = excluded.known_at
        WHERE ({excluded}) <> ({zeros}))""",
)

_WEEKS_MOVED = """
    weeks_written AS (
        INSERT INTO analytics_campaignweek AS s (week, subject_id, {figures})
        SELECT {monday}, subject_id, {totals} FROM campaign_moves GROUP BY 1, 2
        ON CONFLICT (week, subject_id) DO UPDATE SET {added}
        WHERE ({excluded}) <> ({zeros}))"""
