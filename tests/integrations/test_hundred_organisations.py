"""Google's entry level, 2,880 operations a day for the whole installation, feeds a hundred organisations."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db.models import Sum

from integrations import cadences, errors, quotas, selectors
from integrations.models import AdAccount, Holding, QuotaSpend
from integrations.selectors import QuotaBook
from integrations.services.quota import days
from integrations.types import Platform, SyncKind
from tenants.models import Organization
from tests.factories import START

HUNDRED = 100
TICK = timedelta(minutes=15)
COSTS = {SyncKind.METRICS: 2, SyncKind.OBJECTS: 4, SyncKind.HEALTH: 7}  # as measured over the wire
READ_AT = {SyncKind.METRICS: "metrics_synced_at", SyncKind.OBJECTS: "objects_synced_at", SyncKind.HEALTH: "health_at"}


@pytest.fixture
def shops(organization) -> list[tuple[Organization, AdAccount]]:
    """A hundred organisations, each with an account; rows of the public schema, and accounts in no schema."""
    made = Organization.objects.bulk_create(
        Organization(name=f"Shop {n}", slug=f"shop-{n}", schema_name=f"shop_{n}") for n in range(HUNDRED)
    )
    Holding.objects.bulk_create(
        Holding(platform="google", organization=each, person_hash=str(each.pk), accounts=1) for each in made
    )
    return [(each, AdAccount(platform="google", read_costs=COSTS)) for each in made]


def book(now) -> QuotaBook:
    return QuotaBook(now=now, sharers={"google": HUNDRED}, own_accounts={"google": 1}, spent={}, reports={})


def live(shops, *, since, hours: int, greedy: Organization | None = None) -> dict[str, list]:
    """Read every account whenever it is due, and every night; return when the numbers of each were read.

    What was refused is not asked for again in the same hour: spending is booked by the hour, so none comes free in it.
    """
    read, refused = defaultdict(list), {}
    for number in range(hours * 4):
        now = since + number * TICK
        for organization, account in shops:
            if greedy == organization:
                spend_greedily(organization, now)
            if (now.hour, now.minute) == (2, 0):
                assert take(organization, COSTS[SyncKind.METRICS], now) or organization == greedy
            for kind, cost in COSTS.items():
                hour = now.replace(minute=0)
                if refused.get((organization, kind)) == hour or not book(now).is_due(account, kind):
                    continue
                if not take(organization, cost, now):
                    refused[organization, kind] = hour
                    continue
                setattr(account, READ_AT[kind], now)
                if kind == SyncKind.METRICS:
                    read[organization.slug].append(now)
    return read


def take(organization, cost: int, now, *, writes: bool = False) -> bool:
    try:
        days.take(Platform.GOOGLE, 2880, organization, cost=cost, writes=writes, now=now)
    except errors.RateLimited:
        return False
    return True


def spend_greedily(organization, now) -> None:
    while take(organization, 1, now):
        pass


def used(now) -> int:
    rows = QuotaSpend.objects.filter(hour_at__gt=now - quotas.COUNTED, hour_at__lte=now)
    return rows.aggregate(all=Sum("operations"))["all"]


def test_a_day_s_budget_suffices_for_a_hundred_organisations_though_one_asks_without_end(shops):
    greedy = shops[0][0]
    live(shops, since=START, hours=24, greedy=greedy)
    read = live(shops, since=START + timedelta(days=1), hours=24, greedy=greedy)
    others = [read[organization.slug] for organization, _ in shops if organization != greedy]
    every = cadences.stretch(
        SyncKind.METRICS,
        operations=quotas.share_of(2880, HUNDRED).own_reads,
        costs=COSTS,
        shared=cadences.Shared("explorer", 2880, HUNDRED),
    ).every
    assert every == timedelta(hours=4, minutes=45)
    assert min(len(moments) for moments in others) >= timedelta(days=1) // every
    gaps = [later - sooner for moments in others for sooner, later in pairwise(moments)]
    assert max(gaps) <= every
    end = START + timedelta(days=2)
    assert used(end) <= 2304
    assert take(shops[1][0], 60, end, writes=True), "a launch passes all the same"


def test_somebody_who_connects_today_finds_something_left(shops, organization):
    live(shops, since=START, hours=12)
    Holding.objects.create(platform="google", organization=organization, person_hash="new", accounts=1)
    end = START + timedelta(hours=12)
    import_and_ninety_days = COSTS[SyncKind.OBJECTS] + 6 * COSTS[SyncKind.METRICS]
    assert all(take(organization, 1, end) for _ in range(import_and_ninety_days))


def test_the_page_says_it_as_people_do(organization, page_client, clock, shops):
    from tests.integrations.stand_ins import make_google

    account = make_google()
    Holding.objects.filter(organization=shops[0][0]).delete()
    Holding.objects.create(platform="google", organization=organization, person_hash="nora", accounts=1)
    AdAccount.objects.filter(pk=account.pk).update(read_costs={"metrics": 1})
    words = "about every 2 h 30 min: Google&#x27;s entry level, shared by 100 businesses"
    assert words in page_client().get("/connections/").content.decode()
    assert selectors.count_sharers("google") == HUNDRED


def test_the_api_says_it_too(organization, api_client, clock, shops):
    from tests.integrations.stand_ins import make_google

    account = make_google()
    health = api_client().get(f"/api/v1/ad-accounts/{account.uuid}/health").json()
    assert health["numbers_every_s"] == 4.75 * 3600
    assert health["numbers_words"].endswith("Google's entry level, shared by 100 businesses")
    assert health["quota"] == {"percent": 0, "used": 0, "limit": 22, "regain_at": None}
