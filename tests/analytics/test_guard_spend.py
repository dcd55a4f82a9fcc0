"""Spend that was measured beyond a ceiling pauses what spends; currencies are known for adding budgets up."""

from datetime import date
from decimal import Decimal

import pytest

import campaigns.selectors
import campaigns.services
from analytics import services
from campaigns.models import ChangeSet, CurrencyRate
from tenants import queue
from tenants.types import Actor
from tests.analytics import build, rates
from tests.campaigns.guarded import make_running, part_of
from tests.factories import START

TODAY = START.date()


@pytest.fixture
def bakery(organization, clock):
    """An ad account in Dublin that spends euro."""
    return build.make_account()


def limit(ceilings=None, **values) -> None:
    version = campaigns.selectors.get_policy().version
    campaigns.services.update_policy(
        values=values, account_ceilings=ceilings, version=version, actor=Actor.system(), now=START
    )


def spend(account, euros: int, day: date = TODAY) -> None:
    build.store(account, [build.row(day, spend_micros=euros * 1_000_000)])


def test_spend_beyond_the_accounts_ceiling_pauses_it_and_says_so(bakery):
    cakes, elsewhere = make_running(bakery), make_running(build.make_account("Shop"))
    limit({bakery.uuid: 10000})
    spend(bakery, 100)
    services.guard_spend(account=bakery, now=START)
    assert not ChangeSet.objects.exists()
    spend(bakery, 101)
    services.guard_spend(account=bakery, now=START)
    assert (part_of(cakes).status, part_of(elsewhere).status) == ("paused", "active")
    made = ChangeSet.objects.get()
    assert (made.actor_kind, made.label) == ("system", "Paused: Bakery on Meta spent more than the ceiling")
    assert "spent €101.00 today, more than the ceiling of €100.00" in made.reason
    assert [one.title for one in campaigns.selectors.list_attention(now=START)] == [made.label]
    evidence = {"spent_minor": 10100, "ceiling_minor": 10000, "currency": "EUR"}
    assert made.changes.get().evidence["over_ceiling"] == evidence
    services.guard_spend(account=bakery, now=START)
    assert ChangeSet.objects.count() == 1


def test_switched_on_again_the_same_day_it_is_paused_again_and_not_the_next(bakery, clock):
    cakes = make_running(bakery)
    limit({bakery.uuid: 10000})
    spend(bakery, 101)
    services.guard_spend(account=bakery, now=START)
    campaigns.services.resume_campaign(
        campaign=campaigns.selectors.get_campaign(cakes.uuid), actor=Actor.system(), now=START
    )
    services.guard_spend(account=bakery, now=START)
    assert part_of(cakes).status == "paused"
    tomorrow = clock.advance(days=1)
    campaigns.services.resume_campaign(
        campaign=campaigns.selectors.get_campaign(cakes.uuid), actor=Actor.system(), now=tomorrow
    )
    services.guard_spend(account=bakery, now=tomorrow)
    assert part_of(cakes).status == "active"


def test_all_accounts_together_are_measured_against_the_organisations_ceiling(bakery):
    dollars = build.make_account("New York", currency="USD")
    cakes, ads = make_running(bakery), make_running(dollars)
    limit(daily_ceiling_minor=15000)
    rates.set_rates({"USD": {TODAY: "1.25"}})
    services.tell_rates(now=START)
    spend(bakery, 100)
    build.store(dollars, [build.row(TODAY, campaign="c2", ad="ad2", spend_micros=62_000_000)])
    services.guard_spend(account=bakery, now=START)
    assert not ChangeSet.objects.exists()  # €100.00 and $62.00: €149.60
    build.store(dollars, [build.row(TODAY, campaign="c2", ad="ad2", spend_micros=63_000_000)])
    services.guard_spend(account=bakery, now=START)
    assert (part_of(cakes).status, part_of(ads).status) == ("paused", "paused")
    assert "Everything together spent €150.40 today" in ChangeSet.objects.get().reason


def test_the_reading_of_today_asks(wire, connected, run_jobs, organization):
    account = connected()
    limit({account.uuid: 1})
    run_jobs(names=["analytics.sync_history", "analytics.sync_recent", "campaigns.import_account"])
    queue.enqueue(
        "analytics.sync_recent", organization=organization, key="again", payload={"account": str(account.uuid)}
    )
    run_jobs(names=["analytics.sync_recent"])
    assert "more than the ceiling of €0.01" in ChangeSet.objects.get().reason


def test_rates_are_told_in_the_organisations_currency(bakery, organization):
    build.make_account("New York", currency="USD")
    rates.set_rates({"USD": {date(2026, 11, 19): "1.25"}})
    assert services.tell_rates(now=START) == 2
    told = {row.currency: (row.rate, row.rate_date) for row in CurrencyRate.objects.all()}
    assert told["USD"] == (Decimal("0.8"), date(2026, 11, 19))
    assert told["EUR"][0] == 1
    organization.currency = "USD"
    services.tell_rates(now=START)
    assert CurrencyRate.objects.get(currency="EUR").rate == Decimal("1.25")
