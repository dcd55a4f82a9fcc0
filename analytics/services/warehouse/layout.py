"""What is copied, as which columns and from which statement. Money is in whole units of the currency beside it.

Facts know their ad by `subject_id`, a row of the table `ads`, which is written anew each night: names change, and figures
arrive before their ad is imported, so a day's file need not change for that. The day stands in the path, not in the file.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from analytics.services.warehouse.naming import list_campaigns, name_subjects

_MONEY = pa.decimal128(38, 6)
_WORD = pa.dictionary(pa.int32(), pa.string())
_MOMENT = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True, slots=True)
class Copied:
    """One table: its columns, the statement that answers them (for a day, where it has days), and how its days are found.

    `named` puts names into the rows of the statement; `rows` gives the rows where another app has them.

    `days`: day, number of rows, the moment of the newest change; empty for a table that is written whole.
    `keeps` says that a day that is forgotten here stays there.
    """

    name: str
    schema: pa.Schema
    statement: str = ""
    days: str = ""
    keeps: bool = True
    known: str = "known_at"
    named: Callable[[Sequence[tuple]], list[tuple]] | None = None
    rows: Callable[[], Iterator[list[tuple]]] | None = None


_FIGURES = [
    ("impressions", pa.int64()),
    ("clicks", pa.int64()),
    ("conversions", _MONEY),
    ("spend", _MONEY),
    ("value", _MONEY),
    ("known_at", _MOMENT),
]
FACTS = Copied(
    "facts",
    pa.schema([("subject_id", pa.int64()), ("platform", _WORD), ("currency", _WORD), *_FIGURES]),
    """SELECT f.subject_id, s.platform, s.currency, f.impressions, f.clicks, f.conversions, f.spend_micros / 1000000::numeric,
        f.value_micros / 1000000::numeric, f.known_at
        FROM analytics_dailymetric f JOIN analytics_subject s ON s.id = f.subject_id WHERE f.day = %s ORDER BY f.subject_id""",
    "SELECT day, count(*), max(known_at) FROM analytics_dailymetric GROUP BY day",
)
WATCHING = Copied(
    "watching",
    pa.schema(
        [
            ("subject_id", pa.int64()),
            *((name, pa.int64()) for name in ("plays", "to_25", "to_50", "to_75", "to_100")),
            ("known_at", _MOMENT),
        ]
    ),
    """SELECT subject_id, plays, to_25, to_50, to_75, to_100, known_at FROM analytics_watchmetric WHERE day = %s
        ORDER BY subject_id""",
    "SELECT day, count(*), max(known_at) FROM analytics_watchmetric GROUP BY day",
)
SALES = Copied(
    "sales",
    pa.schema(
        [
            ("order_id", pa.string()),
            ("sold_at", _MOMENT),
            ("value_minor", pa.int64()),
            ("currency", _WORD),
            ("updated_at", _MOMENT),
        ]
    ),
    """SELECT order_id, sold_at, value_minor, currency, updated_at FROM analytics_sale WHERE day = %s ORDER BY id""",
    "SELECT day, count(*), max(updated_at) FROM analytics_sale GROUP BY day",
    keeps=False,
    known="updated_at",
)
_EXTERNAL = ("campaign_external_id", "ad_group_external_id", "ad_external_id")
_IDS = ("account_id", "account", "campaign_id", "campaign", "ad_group_id", "ad_group", "ad_id", "ad")
ADS = Copied(
    "ads",
    pa.schema(
        [
            ("subject_id", pa.int64()),
            ("platform", _WORD),
            ("currency", _WORD),
            ("not_by_ad", pa.bool_()),
            *((name, _WORD) for name in _IDS),
            *((name, pa.string()) for name in _EXTERNAL),
        ]
    ),
    """SELECT id, platform, currency, ad_external_id = '', account_id, campaign_id, ad_group_id, ad_id,
        campaign_external_id, ad_group_external_id, ad_external_id
        FROM analytics_subject WHERE campaign_external_id <> '' ORDER BY id""",
    named=name_subjects,
)
CAMPAIGNS = Copied(
    "campaigns",
    pa.schema(
        [("id", pa.string()), ("name", pa.string()), ("purpose", _WORD), ("status", _WORD), ("created_at", _MOMENT)]
    ),
    rows=list_campaigns,
)
BY_DAY = (FACTS, WATCHING, SALES)
WHOLE = (ADS, CAMPAIGNS)
