"""The operator's quotas in figures, and what follows from them. Pure; `services.quota` counts, this says how much.

Google counts operations in a sliding 24 hours for each Cloud project, TikTok calls a second, minute and day for each
app; Meta counts by itself and tells how much is used. TikTok's minute is sixty times its second in every tier. It
documents the day of its basic tier only; for the others we take what their minutes allow (unverified).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from integrations.types import Platform

READS_STOP = 0.8
"""The part of a quota that reads may use up; the rest is kept for writes."""
SAFE = 0.99
"""The part of a day that we use at all: spends of the same moment do not see one another."""
COUNTED = timedelta(hours=25)
"""How far back spent operations count: whole hours that together hold every sliding 24 hours."""
ONE_TAKES_MOST = 0.25
"""The part of a day that one organisation's writes may take while others share the quota."""

_GOOGLE_A_DAY = {"test": 15_000, "explorer": 2_880, "basic": 15_000, "standard": None}
_TIKTOK_A_SECOND = {"basic": 10, "advanced": 20, "premium": 30, "ultimate": 50}


@dataclass(frozen=True, slots=True)
class Budget:
    """What a platform allows the operator's app; None is no limit."""

    name: str
    per_day: int | None = None
    per_second: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one organisation may spend of a day, with so many that share it. All in operations a day."""

    all_reads: int
    all_writes: int
    own_reads: int
    own_writes: int


def budget_of(platform: Platform) -> Budget:
    """Return what the operator's app is allowed, as the settings name its access level or tier."""
    if platform == Platform.GOOGLE:
        level = settings.GOOGLE_ACCESS_LEVEL
        return Budget(level, _GOOGLE_A_DAY[level])
    if platform == Platform.TIKTOK:
        per_second = _TIKTOK_A_SECOND[settings.TIKTOK_APP_TIER]
        return Budget(settings.TIKTOK_APP_TIER, per_second * 24 * 3600, per_second)
    return Budget("")


def levels() -> dict[str, tuple[str, ...]]:
    """Return the values that each setting may have."""
    return {"GOOGLE_ACCESS_LEVEL": tuple(_GOOGLE_A_DAY), "TIKTOK_APP_TIER": tuple(_TIKTOK_A_SECOND)}


def share_of(per_day: int, sharers: int) -> Share:
    """Return an equal share of a day for each of the organisations that share it.

    One more is counted than there are, so that somebody who connects today finds something left. Writes may go beyond
    the share, up to what is kept for writes; one organisation never takes all of it while there are others.
    """
    all_reads, all_writes = int(per_day * READS_STOP), int(per_day * SAFE)
    own_reads = max(1, all_reads // (sharers + 1)) if sharers > 1 else all_reads
    own_writes = max(own_reads, int(per_day * ONE_TAKES_MOST)) if sharers > 1 else all_writes
    return Share(all_reads, all_writes, own_reads, own_writes)
