"""The campaigns' and accounts' sums move along with the facts: by what changed, in the same statement."""

from analytics.services.store.tables import FIGURES, listed

LEVELS = ("campaign", "account")


def sums() -> list[str]:
    """Return the parts of the statement that bring both levels along; they use `found` of the facts' statement.

    What a level's sums were is kept, and a sum that does not move is left alone.
    """
    names = {
        "figures": listed(FIGURES),
        "stored": listed(FIGURES, "s."),
        "moves": listed(FIGURES, "v."),
        "excluded": listed(FIGURES, "excluded."),
        "zeros": ", ".join("0" for _ in FIGURES),
        "added": ", ".join(f"{name} = s.{name} + excluded.{name}" for name in FIGURES),
        "changes": ", ".join(_sum(name, f"{name} - coalesce(old_{name}, 0)") for name in FIGURES),
        "totals": ", ".join(_sum(name, name) for name in FIGURES),
    }
    parts = ((level, part) for level in LEVELS for part in (_MOVES[level], *_MOVED))
    return [part.format(level=level, **names) for level, part in parts]


def _sum(name: str, expression: str) -> str:
    return f"sum({expression})::{'numeric' if name == 'conversions' else 'bigint'} AS {name}"


_MOVES = {
    "campaign": """
    campaign_moves AS MATERIALIZED (
        SELECT campaign_subject_id AS subject_id, day, {changes} FROM found GROUP BY 1, 2)""",
    "account": """
    account_moves AS MATERIALIZED (
        SELECT s.account_subject_id AS subject_id, day, {totals}
        FROM campaign_moves v JOIN analytics_subject s ON s.id = v.subject_id GROUP BY 1, 2)""",
}

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
