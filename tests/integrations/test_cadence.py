"""How often an account is read: what its share of the day pays for."""

from datetime import timedelta

import pytest

from integrations import cadences, quotas, selectors
from integrations import types as t
from integrations.models import AdAccount
from tests.factories import START
from tests.integrations.stand_ins import make_google
from tests.integrations.test_quota import share_with

pytestmark = pytest.mark.usefixtures("organization", "clock")


@pytest.mark.parametrize(
    ("sharers", "costs", "every"),
    [
        (1, {"metrics": 1}, timedelta(minutes=15)),
        (100, {"metrics": 1}, timedelta(hours=2, minutes=30)),
        (100, {"metrics": 2}, timedelta(hours=4, minutes=45)),
        (100, {}, timedelta(hours=4, minutes=45)),
        (2000, {"metrics": 2}, timedelta(days=1)),
    ],
)
def test_the_cadence_is_the_day_over_what_the_share_pays_for(sharers, costs, every):
    share = quotas.share_of(2880, sharers)
    shared = cadences.Shared("explorer", 2880, sharers)
    found = cadences.stretch(t.SyncKind.METRICS, operations=share.own_reads, costs=costs, shared=shared)
    assert found.every == every
    assert (found.shared is None) == (every == timedelta(minutes=15))


def test_an_organisation_with_several_accounts_divides_its_share():
    share_with(99)
    account = make_google()
    one = selectors.read_cadence(account, t.SyncKind.METRICS, START).every
    AdAccount.objects.create(
        platform="google", external_id="2", connection=account.connection, currency="EUR", connected_at=START
    )
    assert selectors.read_cadence(account, t.SyncKind.METRICS, START).every > 1.8 * one


@pytest.mark.parametrize("name", ["analytics.sync_recent", "campaigns.sync_objects"])
def test_the_schedules_read_only_what_is_due(name, organization, clock, run_jobs, monkeypatch):
    from tenants import queue

    account = make_google()
    share_with(99)
    asked = []
    monkeypatch.setattr(
        queue, "enqueue", lambda job, enqueue=queue.enqueue, **more: asked.append(more["key"]) or enqueue(job, **more)
    )
    read_at = {"metrics_synced_at": clock.now, "objects_synced_at": clock.now}
    AdAccount.objects.update(**read_at)
    for hours, is_read in ((1, False), (24, True)):
        clock.advance(hours=hours)
        queue.enqueue(name, organization=organization, key=f"tick {hours}")
        with monkeypatch.context() as nothing:
            nothing.setattr("integrations.registry.adapter_for", lambda platform, link, meter: 1 / 0)
            run_jobs(names=[name], allow_dead=True)
        assert (str(account.uuid) in asked) == is_read
