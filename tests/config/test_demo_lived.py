"""The demo over the wire, for three days: all platforms connected, one campaign on all of them, numbers as in the books."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx2
import pytest
from django_tenants.utils import schema_context

import analytics.services
from analytics.models import BreakdownMetric, DailyMetric, MaturityCurve, ReachMetric, ReadDay, Subject, WatchMetric
from analytics.selectors.curves import get_curves
from analytics.selectors.due import list_gappy
from analytics.selectors.rates import list_rates
from analytics.types import Period
from campaigns.models import Campaign, Change, CurrencyRate, PlatformCampaign
from config.demo import christmas, living, opening, story
from integrations.models import AdAccount
from integrations.types import Platform
from tenants import clock, queue
from tests.integrations.conftest import sandbox  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db
UNREAD = 40
"""A day that no night of the three reads again, and on which the campaign abroad ran already."""


@pytest.fixture
def bakery(sandbox, settings, monkeypatch, tmp_path):  # noqa: F811 - the fixture
    """The organisation after three days with one campaign and an account from an agency."""
    settings.SANDBOX_URL, settings.CLOCK_FILE, settings.MEDIA_ROOT = sandbox.base_url, sandbox.clock_file, tmp_path
    settings.DEMO, settings.EXCHANGE_RATES_URL = True, f"{sandbox.base_url}/ecb/eurofxref-hist.zip"
    tale = replace(christmas.CHRISTMAS_CAKES, launched=2, events=())
    monkeypatch.setattr(living, "CAMPAIGNS", (tale,))
    monkeypatch.setattr(story, "DAYS", 3)
    monkeypatch.setattr(story, "CONNECTED", tuple((platform, 3) for platform in Platform))
    monkeypatch.setattr(story, "INHERITED", 2)
    monkeypatch.setattr(story, "OPENED_ABROAD", 2)
    monkeypatch.setattr(story, "UNREAD", UNREAD)
    monkeypatch.setattr(living, "LEARNS_EVERY", 1)
    told = []
    living.live(password="marlow-demo-1234", progress=lambda done, total, text: told.append((done, total, text)))
    assert told[-1] == (4, 4, "today")
    organization = opening.find_organization()
    with schema_context(organization.schema_name):
        yield organization


def test_it_runs_on_three_platforms_and_its_numbers_are_those_of_the_books(bakery, sandbox):  # noqa: F811
    campaign = Campaign.objects.get(origin="home")
    parts = {
        part.platform: (part.observed_status, bool(part.external_id)) for part in campaign.platform_campaigns.all()
    }
    assert (campaign.status, parts) == ("active", dict.fromkeys(Platform, ("active", True)))
    assert set(Change.objects.values_list("state", flat=True)) == {"applied"}
    today = datetime.now(UTC).date()
    for account in AdAccount.objects.all():
        ours = _ours(account, today)
        assert ours, account
        assert ours == _books(sandbox, account, ours), account
    for others in (story.AGENCY, story.ABROAD):  # what others made is only read
        part = PlatformCampaign.objects.get(account__name=others["name"])
        assert part.name == others["campaigns"][0]["name"]
        assert (part.is_managed, part.status, part.observed_status) == (False, "active", "active")
    abroad = AdAccount.objects.get(name=story.ABROAD["name"])
    assert (abroad.currency, abroad.time_zone) == ("USD", "America/New_York")
    assert DailyMetric.objects.filter(subject__account_id=abroad.pk, subject__currency="USD").exists()
    _who_saw_it_and_how_far_is_known(sandbox)
    _what_was_believed_on_other_days_is_known()
    _dollars_are_worth_what_they_were_on_the_last_working_day(today)
    _one_day_is_missing_and_can_be_read(bakery, sandbox, abroad)


def _who_saw_it_and_how_far_is_known(sandbox) -> None:  # noqa: F811
    """Here only the account abroad has its past read by a job of its own, and then its nights; so the films' is read now."""
    reached = ReachMetric.objects.exclude(subject__ad_external_id="")
    assert {subject.account_id for subject in Subject.objects.filter(pk__in=reached.values("subject_id"))} == {
        AdAccount.objects.get(name=story.ABROAD["name"]).pk
    }
    assert set(BreakdownMetric.objects.values_list("subject__platform", flat=True)) == {"meta"}
    films = AdAccount.objects.get(platform="tiktok")
    sandbox.control("POST", "clock", speed=0)  # else its calls a second are counted
    analytics.services.read_audiences(account=films, now=clock.now())
    assert {played.subject.account_id for played in WatchMetric.objects.filter(plays__gt=100)} == {films.pk}


def _what_was_believed_on_other_days_is_known() -> None:
    nights = sorted(MaturityCurve.objects.values_list("learned_at", flat=True).distinct().order_by())
    assert len(nights) >= 2
    assert {each.learned_at for each in get_curves(nights[0]).learned.values()} == {nights[0]}


def _dollars_are_worth_what_they_were_on_the_last_working_day(today) -> None:
    (rate,) = list_rates(["USD"], Period(today, today))
    assert rate.rate_date == today - timedelta(days=max(0, today.weekday() - 4))
    assert CurrencyRate.objects.get(currency="USD").rate_date == rate.rate_date


def _one_day_is_missing_and_can_be_read(bakery, sandbox, abroad) -> None:  # noqa: F811
    read = set(ReadDay.objects.filter(account_id=abroad.pk).values_list("day", flat=True))
    gap = datetime.now(ZoneInfo(story.ORGANIZATION["time_zone"])).date() - timedelta(days=UNREAD)
    assert set(Period(min(read), max(read))) - read == {gap}
    assert list_gappy() == {abroad.pk}
    facts = DailyMetric.objects.filter(subject__account_id=abroad.pk, day=gap)
    assert not facts.exists()
    analytics.services.request_reread(account=abroad, organization=bakery, only_missing=True, now=clock.now())
    queue.run_due_now(names=["analytics.reread_days"])
    assert list_gappy() == set()
    spent = sum(facts.values_list("spend_micros", flat=True))
    assert spent == _books(sandbox, abroad, {str(gap): None})[str(gap)][2] > 0


def _ours(account, today) -> dict:
    rows = DailyMetric.objects.filter(subject__account_id=account.pk, day__lt=today)
    found: dict[str, list[int]] = {}
    for row in rows:
        sums = found.setdefault(str(row.day), [0, 0, 0, 0, 0])
        for place, value in enumerate(
            (row.impressions, row.clicks, row.spend_micros, int(row.conversions), row.value_micros)
        ):
            sums[place] += value
    return found


def _books(sandbox, account, days) -> dict:  # noqa: F811
    asked = {"account": account.external_id, "since": min(days), "until": max(days)}
    books = httpx2.get(f"{sandbox.base_url}/control/books", params=asked, timeout=30).raise_for_status().json()
    names = ("impressions", "link_clicks", "spend_micros", "known", "known_value_micros")
    found: dict[str, list[int]] = {}
    for row in books["rows"]:
        sums = found.setdefault(row["day"], [0, 0, 0, 0, 0])
        for place, name in enumerate(names):
            sums[place] += row[name]
    return {day: sums for day, sums in found.items() if day in days}
