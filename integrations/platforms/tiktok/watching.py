"""How far ads' videos are watched: plays, and how many of them came to each quarter, from the BASIC report of ads by day.

TikTok's words are "Video views" and "Video views at 25 %" (50, 75, 100); pictures have none. Read in a copy of about 2026-04
of its page "Report metrics"; that `video_play_actions` is what the quarters are parts of could not be checked.
"""

from collections.abc import Iterator
from datetime import date

from integrations import types as t
from integrations.platforms.tiktok.money import read_count
from integrations.platforms.tiktok.report_rows import Query, ReportRows
from integrations.platforms.tiktok.reports import ABOVE, read_line

_DAY = "stat_time_day"
_COUNTS = ("video_play_actions", *(f"video_views_p{percent}" for percent in (25, 50, 75, 100)))


def fetch_watching(rows: ReportRows, since: date, until: date) -> Iterator[t.WatchRow]:
    """Yield a row for each ad and day on which its video was played."""
    level = t.MetricLevel.AD
    for row in rows.fetch(Query(level, (*_COUNTS, *ABOVE[level]), _DAY), since, until):
        what, told = row["dimensions"], row["metrics"]
        plays, *quarters = (int(read_count(told.get(name))) for name in _COUNTS)
        if plays:
            line = read_line(what, told, level)
            yield t.WatchRow(date.fromisoformat(what[_DAY][:10]), *line, plays, *quarters)
