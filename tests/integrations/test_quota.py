"""The quotas: fair shares of a day, writes before reads, calls a second, and what the platforms' headers say."""

from datetime import timedelta

import pytest

from integrations import errors, selectors, services
from integrations import types as t
from integrations.models import AdAccount, Connection, Holding, QuotaPace, QuotaReport, QuotaSpend
from integrations.services.quota import Meter, pacing
from tenants import queue
from tenants.models import Organization
from tests.factories import START
from tests.integrations.stand_ins import make_google

GOOGLE, META, TIKTOK = t.Platform.GOOGLE, t.Platform.META, t.Platform.TIKTOK
pytestmark = pytest.mark.usefixtures("organization", "clock")


def spend_all(meter: Meter, *, writes: bool = False, step: int = 1) -> int:
    """Spend until it is refused; return how much went."""
    done = 0
    while True:
        try:
            meter.spend(cost=step, writes=writes)
        except errors.RateLimited:
            return done
        done += step


def share_with(others: int) -> None:
    """Let so many other organisations have an account on Google."""
    made = Organization.objects.bulk_create(
        Organization(name=f"Shop {n}", slug=f"shop-{n}", schema_name=f"shop_{n}") for n in range(others)
    )
    Holding.objects.bulk_create(
        Holding(platform=GOOGLE, organization=each, person_hash=str(each.pk), accounts=1) for each in made
    )


def test_reads_stop_at_four_fifths_of_the_day_so_that_writes_still_pass():
    meter = Meter(GOOGLE)
    assert spend_all(meter, step=16) == 2304
    with pytest.raises(errors.RateLimited):
        meter.spend()
    assert spend_all(meter, writes=True) == 2851 - 2304


def test_nothing_is_taken_where_it_is_refused():
    meter = Meter(GOOGLE)
    meter.spend(cost=2300)
    with pytest.raises(errors.RateLimited):
        meter.spend(cost=5)
    assert (QuotaSpend.objects.get().operations, meter.spent) == (2300, 2300)


def test_the_wait_lasts_until_the_oldest_hour_has_slid_out(clock):
    meter = Meter(GOOGLE)
    meter.spend(cost=2304)
    clock.advance(hours=10)
    with pytest.raises(errors.RateLimited) as refused:
        meter.spend()
    assert refused.value.retry_after_s == 15 * 3600
    clock.advance(seconds=refused.value.retry_after_s)
    meter.spend()


def test_an_organisation_stops_at_its_share_and_leaves_the_others_theirs(other_organization, organization):
    from django.db import connection

    share_with(9)
    for each in (organization, other_organization):
        Holding.objects.create(platform=GOOGLE, organization=each, person_hash=each.slug, accounts=1)
    share = 2304 // 12
    assert spend_all(Meter(GOOGLE)) == share
    connection.set_tenant(other_organization)
    assert spend_all(Meter(GOOGLE)) == share


def test_one_organisation_s_launches_do_not_take_everybody_s_day():
    share_with(9)
    assert spend_all(Meter(GOOGLE), writes=True, step=10) == 720


def test_a_launch_that_is_larger_than_a_share_passes_when_nothing_else_was_taken():
    share_with(9)
    Meter(GOOGLE).spend(cost=800, writes=True)
    with pytest.raises(errors.RateLimited):
        Meter(GOOGLE).spend(cost=800, writes=True)


def test_an_organisation_that_is_switched_off_or_whose_permission_died_shares_nothing():
    share_with(4)
    assert selectors.count_sharers(GOOGLE) == 4
    Holding.objects.filter(organization__slug="shop-0").update(accounts=0)
    Organization.objects.filter(slug="shop-1").update(is_active=False)
    assert selectors.count_sharers(GOOGLE) == 2


@pytest.mark.parametrize(("level", "day"), [("explorer", 2304), ("basic", 12_000), ("test", 12_000)])
def test_the_day_is_that_of_the_access_level(settings, level, day):
    settings.GOOGLE_ACCESS_LEVEL = level
    assert spend_all(Meter(GOOGLE), step=48) == day


def test_google_s_standard_level_counts_nothing(settings):
    settings.GOOGLE_ACCESS_LEVEL = "standard"
    for _ in range(5):
        Meter(GOOGLE).spend(cost=10_000)
    assert not QuotaSpend.objects.exists()


def test_a_level_that_does_not_exist_is_told_by_the_checks(settings):
    from integrations.checks import check_levels

    settings.GOOGLE_ACCESS_LEVEL = "premium"
    (error,) = check_levels(None)
    assert "GOOGLE_ACCESS_LEVEL is 'premium'; it may be test, explorer, basic, standard." in error.msg


@pytest.fixture
def real_time(monkeypatch):
    """Real time that only sleeping moves on; returns the moments of the calls that `call` let through."""
    now, went = [1_000_000.25], []
    monkeypatch.setattr(pacing.time, "time", lambda: now[0])
    monkeypatch.setattr(pacing.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(pacing.time, "sleep", lambda s: now.__setitem__(0, now[0] + s))

    def call(*, writes: bool = False) -> list[float]:
        Meter(TIKTOK).spend(writes=writes)
        went.append(now[0])
        return went

    return call


def test_no_second_wherever_it_begins_sees_more_of_tiktok_s_calls_than_its_tier_allows(real_time):
    for _ in range(40):
        went = real_time()
    busiest = max(sum(begin <= moment < begin + 1 for moment in went) for begin in went)
    assert busiest == 8
    assert went[-1] - went[0] == pytest.approx(39 / 8)


def test_a_write_to_tiktok_passes_the_reads_that_wait_for_their_turn(real_time):
    for _ in range(12):
        went = real_time()
    assert real_time(writes=True)[-1] == went[-2]
    busiest = max(sum(begin <= moment < begin + 1 for moment in went) for begin in went)
    assert busiest <= 10


def test_a_machine_whose_clock_was_set_back_is_not_kept_waiting(real_time):
    QuotaPace.objects.create(platform=TIKTOK, full_until=1_003_600.0)
    assert real_time() == [1_000_000.25]
    assert QuotaPace.objects.get().full_until == pytest.approx(1_000_000.375)


def test_a_queue_at_tiktok_that_is_too_long_puts_the_work_off(real_time):
    QuotaPace.objects.create(platform=TIKTOK, full_until=1_000_010.25)
    with pytest.raises(errors.RateLimited) as refused:
        real_time()
    assert refused.value.retry_after_s == 10


@pytest.fixture
def shop() -> AdAccount:
    connection = Connection.objects.create(platform="meta", external_user_id="1", connected_at=START)
    fields = {"name": "Shop", "currency": "EUR", "time_zone": "UTC", "connected_at": START}
    return AdAccount.objects.create(platform="meta", external_id="7", connection=connection, **fields)


def test_a_used_up_account_waits_as_long_as_the_platform_said_and_the_others_do_not(shop, clock):
    Meter(META, shop).report(t.Usage(t.QuotaScope.ACCOUNT, 100, regain_s=300))
    for writes in (False, True):
        with pytest.raises(errors.RateLimited) as refused:
            Meter(META, shop).spend(writes=writes)
        assert refused.value.retry_after_s == 300
    Meter(META).spend()
    clock.advance(seconds=301)
    Meter(META, shop).spend()


def test_reads_of_an_account_stop_before_its_writes(shop, clock):
    Meter(META, shop).report(t.Usage(t.QuotaScope.ACCOUNT, 85))
    with pytest.raises(errors.RateLimited):
        Meter(META, shop).spend()
    Meter(META, shop).spend(writes=True)
    clock.advance(minutes=5)
    Meter(META, shop).spend()  # asks anew, for it cannot know otherwise


def test_what_is_told_of_the_app_stops_every_account(shop):
    Meter(META, shop).report(t.Usage(t.QuotaScope.APP, 100, regain_s=60))
    with pytest.raises(errors.RateLimited):
        Meter(META).spend(writes=True)


def test_an_older_report_does_not_replace_a_newer_one(shop, clock):
    meter = Meter(META, shop)
    meter.report(t.Usage(t.QuotaScope.ACCOUNT, 40))
    clock.set(START - timedelta(minutes=1))
    meter.report(t.Usage(t.QuotaScope.ACCOUNT, 99))
    assert QuotaReport.objects.get().used_percent == 40


def test_no_account_s_or_person_s_id_stands_in_the_public_schema(shop):
    Meter(META, shop).report(t.Usage(t.QuotaScope.ACCOUNT, 40))
    subject = QuotaReport.objects.get().subject
    assert (len(subject), subject.isdigit()) == (64, False)


def test_a_job_that_must_wait_is_put_off_and_asks_nothing(monkeypatch, organization, run_jobs):
    from integrations import registry

    account = make_google()
    Meter(GOOGLE).spend(cost=2304)

    class Asked:
        def __init__(self, meter):
            self.meter = meter

        def read_account(self):
            self.meter.spend()
            raise AssertionError("the platform was called")

    monkeypatch.setattr(registry, "adapter_for", lambda platform, link, meter: Asked(meter))
    queue.enqueue("integrations.refresh_health", organization=organization, payload={"account": str(account.uuid)})
    (job,) = run_jobs(names=["integrations.refresh_health"])
    assert (job.state, job.attempts) == ("queued", 0)
    assert "today's share is used up" in job.progress_text


def test_old_hours_are_forgotten(clock):
    Meter(GOOGLE).spend()
    assert services.forget_old_spends(now=clock.advance(hours=47)) == 0
    assert services.forget_old_spends(now=clock.advance(hours=3)) == 1
