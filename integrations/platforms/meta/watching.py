"""How far ads' videos are watched: plays, and how many of them came to each quarter, by ad and day.

Meta tells each as a list of actions, all under the type `video_view`; repeated plays within an impression are left out. Ads
without a play have none of these fields. That the list has one entry could not be checked: should there be several, the
one of that type counts.
https://developers.facebook.com/docs/marketing-api/reference/ads-insights/
"""

from collections.abc import Iterator
from datetime import date, timedelta

from facebook_business.adobjects.adaccount import AdAccount

from integrations import types as t
from integrations.platforms.meta.insights import IDS, WINDOW_DAYS
from integrations.platforms.meta.windows import Row, read_days

_PLAYS = "video_play_actions"
_QUARTERS = tuple(f"video_p{percent}_watched_actions" for percent in (25, 50, 75, 100))
_TYPE = "video_view"


def fetch_watching(account: AdAccount, since: date, until: date) -> Iterator[t.WatchRow]:
    """Yield a row for each ad and day on which its video was played."""
    asked = {"level": "ad", "time_increment": "1", "fields": ",".join([*IDS["ad"], _PLAYS, *_QUARTERS])}
    for row in read_days(account, since, until, asked, most=timedelta(days=WINDOW_DAYS)):
        if plays := _count(row, _PLAYS):
            ids = row["campaign_id"], row["adset_id"], row["ad_id"]
            yield t.WatchRow(
                date.fromisoformat(row["date_start"]), *ids, plays, *(_count(row, name) for name in _QUARTERS)
            )


def _count(row: Row, field: str) -> int:
    return next((int(action["value"]) for action in row.get(field) or () if action["action_type"] == _TYPE), 0)
