"""The sums above the facts are those of the facts, now and at every moment before; what is not is found and made anew."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import services
from analytics.models import (
    AccountMetric,
    AccountRevision,
    CampaignMetric,
    CampaignRevision,
    DailyMetric,
    MetricRevision,
    Subject,
)
from analytics.types import Period
from tenants import queue
from tests.analytics.build import NOW, TODAY, days_before, make_account, row, store

LATER = NOW + timedelta(hours=1)
HISTORY = {"campaign": (CampaignMetric, CampaignRevision), "account": (AccountMetric, AccountRevision)}


@pytest.fixture
def account(organization):
    return make_account()


def known(now, past, moment) -> dict:
    """Return clicks and conversions by row as they were known at a moment."""
    rows = [*now.objects.filter(known_at__lte=moment)]
    rows += past.objects.filter(known_at__lte=moment, superseded_at__gt=moment)
    return {(each.subject_id, each.day): (each.clicks, each.conversions) for each in rows}


def added_up(level, moment) -> dict:
    """Return the same at a level above, added up from the facts."""
    above = dict(Subject.objects.values_list("pk", f"{level}_subject_id"))
    sums: dict = {}
    for (subject, day), (clicks, conversions) in known(DailyMetric, MetricRevision, moment).items():
        before = sums.get((above[subject], day), (0, Decimal(0)))
        sums[above[subject], day] = (before[0] + clicks, before[1] + conversions)
    return sums


READ = st.tuples(
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["c1", "c2"]),
    st.integers(0, 2),
    st.integers(0, 3),
    st.integers(0, 2),
)


@pytest.mark.parametrize("many", [1, 1_000], ids=["as first readings are", "as others are"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(readings=st.lists(st.lists(READ, max_size=5), min_size=1, max_size=4))
def test_sums_are_those_of_the_facts_at_every_moment_whatever_was_read(organization, monkeypatch, many, readings):
    account = make_account()
    monkeypatch.setattr("analytics.services.store.putting.MANY", many)
    for n, reading in enumerate(readings):
        rows = [
            row(days_before(day), ad, campaign=campaign, clicks=clicks, conversions=sales)
            for ad, campaign, day, clicks, sales in reading
        ]
        period = Period(days_before(2), TODAY)
        services.store_reading(account=account, period=period, rows=rows, known={}, read_at=NOW + timedelta(hours=n))
    for n in range(len(readings)):
        moment = NOW + timedelta(hours=n, minutes=1)
        for level, tables in HISTORY.items():
            assert known(*tables, moment) == added_up(level, moment)
    assert services.list_differences(now=NOW + timedelta(days=1)) == []


def test_a_batch_that_changes_nothing_moves_no_sum(account):
    rows = [row(days_before(n), ad) for n in range(3) for ad in ("ad1", "ad2")]
    store(account, rows)
    before = list(CampaignMetric.objects.order_by("day").values()), list(AccountMetric.objects.order_by("day").values())
    store(account, rows, at=LATER)
    after = list(CampaignMetric.objects.order_by("day").values()), list(AccountMetric.objects.order_by("day").values())
    assert before == after
    assert not CampaignRevision.objects.exists()
    assert not AccountRevision.objects.exists()


def test_within_one_reading_its_own_batches_leave_no_revision(account):
    for ad in ("ad1", "ad2", "ad3"):
        store(account, [row(TODAY, ad)])
    assert AccountMetric.objects.values_list("clicks", "known_at").get() == (60, NOW)
    assert not AccountRevision.objects.exists()
    store(account, [row(TODAY, "ad1", clicks=21)], at=LATER)
    assert AccountRevision.objects.values_list("clicks", "known_at", "superseded_at").get() == (60, NOW, LATER)


def test_a_sum_that_is_missing_one_that_is_wrong_and_a_past_that_is_wrong_are_found_and_made_anew(account):
    rows = [row(days_before(n), ad, campaign=f"c{ad}") for n in range(3) for ad in "abc"]
    store(account, rows)
    store(account, [row(TODAY, "a", campaign="ca", clicks=30)], at=LATER)
    right = {level: known(*tables, NOW) | known(*tables, LATER) for level, tables in HISTORY.items()}
    CampaignMetric.objects.filter(day=days_before(1)).delete()
    AccountMetric.objects.filter(day=days_before(2)).update(clicks=7)
    CampaignRevision.objects.update(clicks=1)
    found = services.list_differences(now=LATER)
    assert {(each.level, each.day) for each in found} == {
        ("campaign", days_before(1)),
        ("account", days_before(2)),
        ("campaign", TODAY),
        ("week", days_before(4)),
    }
    assert [each.lacks[1] for each in found if each.level == "account"] == [53]
    assert services.repair_rollups(found) == 8
    assert services.list_differences(now=LATER) == []
    assert {level: known(*tables, NOW) | known(*tables, LATER) for level, tables in HISTORY.items()} == right


def test_the_command_prints_what_differs_and_makes_it_anew(account, organization):
    store(account, [row(TODAY)])
    AccountMetric.objects.update(clicks=0)
    with pytest.raises(SystemExit) as ended:
        command("--check")
    assert ended.value.code == 1
    said = command("--repair")
    subject = AccountMetric.objects.get().subject_id
    assert f"{organization.schema_name}: account subject {subject} on {TODAY}: +0 +20 +0 +0 +0" in said
    assert "1 organisation, 0 sums differ" in command("--check", "--schema", organization.schema_name)


def command(*arguments) -> str:
    out = StringIO()
    call_command("rollups", *arguments, stdout=out)
    return out.getvalue()


def test_every_day_has_its_night(clock):
    nights = [services.nightly_days(NOW + timedelta(days=n)) for n in range(13)]
    assert {days_before(n) for n in range(78)} <= {day for night in nights for day in night}
    assert all(len(night) <= 9 for night in nights)


def test_the_nightly_job_makes_sums_anew(account, organization, clock, run_jobs):
    store(account, [row(clock.now.date())])
    AccountMetric.objects.update(clicks=0)
    queue.enqueue("analytics.check_rollups", organization=organization)
    (job,) = run_jobs(names=["analytics.check_rollups"])
    assert "1 sums differed" in job.result["text"]
    assert AccountMetric.objects.get().clicks == 20
