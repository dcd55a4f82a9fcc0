"""Small random worlds: accounts in three currencies, restated figures, residuals, an account that was taken away."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from hypothesis import strategies as st

from analytics import services
from analytics.models import BreakdownMetric, ConversionAction, HourlyMetric, Subject
from analytics.selectors.counting import forget_counted
from analytics.types import Period
from campaigns.models import Campaign
from integrations.models import AdAccount
from integrations.types import ActionFigures, ConversionKind, MetricRow
from tenants.types import Actor
from tests.analytics.build import NOW, days_before, make_account, make_campaign, row, store
from tests.analytics.rates import set_rates

NORA = Actor(kind="user", id=None, label="Nora")
OLDEST, YEAR = 44, 365
OWN = {
    "Profit": "value - spend",
    "Clicks for one order": "clicks / conversions",
    "Share of clicks": "clicks / impressions",
}
KINDS = (("order", ConversionKind.PURCHASE, 30_000_000), ("form", ConversionKind.LEAD, 0))


@dataclass(frozen=True)
class Shop:
    """An ad account: its currency, how many campaigns it has, which of its actions counts (empty: as the platform says)."""

    currency: str
    platform: str
    campaigns: int
    counted: str = ""
    is_restated: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class World:
    """What is there; `seed` makes the figures, `rates` are the currencies that money can be put into euros from."""

    shops: tuple[Shop, ...]
    rates: frozenset[str]
    seed: int


@dataclass(frozen=True)
class Built:
    """A world's ids as they are outside."""

    accounts: list[UUID]
    campaigns: list[UUID]
    own: list[UUID]


def _shops(currency: str) -> st.SearchStrategy[Shop]:
    return st.builds(
        Shop,
        currency=st.just(currency),
        platform=st.sampled_from(["meta", "google", "tiktok"]),
        campaigns=st.integers(1, 2),
        counted=st.sampled_from(["order", "", "form", ""]),
        is_restated=st.sampled_from([True, True, False]),
        is_gone=st.sampled_from([False, True, False]),
    )


WORLDS = st.builds(
    World,
    shops=st.tuples(*map(_shops, ["EUR", "USD", "JPY"])),
    rates=st.sampled_from([frozenset({"USD"}), frozenset({"USD", "JPY"}), frozenset({"USD", "JPY"}), frozenset()]),
    seed=st.integers(0, 9_999),
)


def build(world: World) -> Built:
    """Make a world in the organisation's schema."""
    chance = Random(world.seed)
    days = [days_before(n) for n in range(YEAR + OLDEST + 9)]
    set_rates({code: {day: str(_per_euro(code, day)) for day in days} for code in world.rates})
    made = [_open(shop, number, chance) for number, shop in enumerate(world.shops)]
    own = [
        services.create_custom_metric(name=name, expression=text, is_percent="Share" in name, actor=NORA, now=NOW)
        for name, text in OWN.items()
    ]
    forget_counted()
    campaigns = [each for _, some in made for each in some]
    return Built([account.uuid for account, _ in made], [each.uuid for each in campaigns], [each.uuid for each in own])


def _per_euro(code: str, day: date) -> Decimal:
    return {"USD": Decimal("1.1"), "JPY": Decimal(171)}[code] + Decimal(day.toordinal() % 17) / 100


def _open(shop: Shop, number: int, chance: Random) -> tuple[AdAccount, list[Campaign]]:
    account = make_account(f"Shop {number}", currency=shop.currency, platform=shop.platform)
    names = [f"Campaign {number}{letter}" for letter in "AB"[: shop.campaigns]]
    campaigns = [
        make_campaign(account, name, status=chance.choice(["active", "paused", "completed"])) for name in names
    ]
    when = [days_before(n) for n in range(chance.randint(1, 4), OLDEST) if chance.random() < 0.4]
    store(
        account,
        [each for name in names for each in _rows(name, days_before(YEAR + 5), shop, chance) if each.ad_external_id],
    )
    for ago in (8, 7, 3, 0) if shop.is_restated else (1,):
        last = days_before(ago)
        rows = [each for name in names for day in when if day <= last for each in _rows(name, day, shop, chance)]
        period = Period(days_before(OLDEST), last)
        given = {"has_totals": True, "has_actions": True, "read_at": NOW - timedelta(days=ago)}
        services.store_reading(account=account, period=period, rows=rows, known={}, **given)
    services.link_account(account=account)
    _split_further(account, chance)
    if shop.counted:
        action = ConversionAction.objects.get(account_id=account.pk, external_id=shop.counted)
        services.choose_counted_action(account=account, action=action, actor=NORA, now=NOW)
    if shop.is_gone:
        AdAccount.objects.filter(pk=account.pk).update(disconnected_at=NOW)
    return account, campaigns


def _rows(name: str, day: date, shop: Shop, chance: Random) -> Iterator[MetricRow]:
    """Yield an imported ad's figures, one's that is not imported, and the campaign's total, which they do not explain whole."""
    unit = 150 if shop.currency == "JPY" else 1
    ads = [_row(f"{name}-ad", name, day, unit, chance), _row(f"{name}-other", name, day, unit, chance)]
    yield from ads
    rest = chance.choice([0, 7])
    total = {
        key: sum(getattr(each, key) for each in ads)
        for key in ("impressions", "clicks", "spend_micros", "value_micros")
    }
    total["clicks"] += rest
    conversions = sum((each.conversions for each in ads), Decimal(0))
    actions = tuple(
        replace(each, conversions=2 * each.conversions, value_micros=2 * each.value_micros) for each in ads[0].actions
    )
    yield replace(
        row(day, "", campaign=name, conversions=conversions, **total), ad_group_external_id="", actions=actions
    )


def _row(ad: str, campaign: str, day: date, unit: int, chance: Random) -> MetricRow:
    orders, forms = Decimal(chance.choice([0, 1, 2, "2.5"])), Decimal(chance.randint(0, 3))
    kinds = zip(KINDS, (orders, forms), strict=True)
    actions = tuple(
        ActionFigures(key, key.capitalize(), kind, number, int(number * worth * unit))
        for (key, kind, worth), number in kinds
    )
    figures = {"impressions": chance.randint(1, 3_000), "clicks": chance.choice([0, 3, 20])}
    money = {"spend_micros": chance.randint(0, 40_000_000) * unit, "value_micros": int(orders * 30_000_000 * unit)}
    return replace(row(day, ad, campaign=campaign, conversions=orders + forms, **figures, **money), actions=actions)


def _split_further(account: AdAccount, chance: Random) -> None:
    """Write some hours, and some countries of the campaigns."""
    for subject in Subject.objects.filter(account_id=account.pk):
        figures = {"impressions": chance.randint(1, 90), "clicks": 2, "conversions": 1, "known_at": NOW}
        money = {"spend_micros": chance.randint(1, 9_000_000), "value_micros": 5_000_000}
        if subject.ad_external_id:
            HourlyMetric.objects.create(
                subject=subject, day=days_before(2), hour=chance.randint(0, 23), **figures, **money
            )
        else:
            for value in ("DE", "IE"):
                given = {"breakdown": "country", "value": value, "day": days_before(2)}
                BreakdownMetric.objects.create(subject=subject, **given, **figures, **money)
