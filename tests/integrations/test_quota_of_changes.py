"""What belongs to a change passes as writes do, and what no day has room for is said at once."""

import pytest

from integrations import errors, registry, services
from integrations import types as t
from integrations.models import QuotaPace
from integrations.services.quota import Meter, pacing
from tests.integrations.stand_ins import make_google
from tests.integrations.test_quota import GOOGLE, TIKTOK, real_time, share_with

__all__ = ["real_time"]
pytestmark = pytest.mark.usefixtures("organization", "clock")
CAMPAIGN = t.ObjectRef(t.ObjectKind.CAMPAIGN, "1")


class LooksFirst:
    """An ad account that must be read before it is changed."""

    def __init__(self, meter: Meter):
        self.meter = meter

    def update(self, ref, field, value) -> None:
        self.meter.spend()
        self.meter.spend(writes=True)

    def observe_object(self, ref) -> str:
        self.meter.spend()
        return "seen"

    def observe(self):
        self.meter.spend()
        yield "seen"


@pytest.fixture
def shop(monkeypatch):
    """An account whose part of the day for reads is used up."""
    account = make_google()
    Meter(GOOGLE).spend(cost=2304)
    monkeypatch.setattr(registry, "adapter_for", lambda platform, link, meter: LooksFirst(meter))
    return account


def test_a_change_passes_with_all_that_is_read_for_it_when_reads_have_stopped(shop):
    services.update_object(account=shop, ref=CAMPAIGN, field=t.ChangeField.DAILY_BUDGET, value=500)
    assert services.observe_object(account=shop, ref=CAMPAIGN) == "seen"
    assert list(services.observe_account(account=shop, for_change=True)) == ["seen"]


def test_a_reading_that_no_change_waits_for_stays_stopped(shop):
    with pytest.raises(errors.RateLimited):
        list(services.observe_account(account=shop))


def test_what_is_more_than_the_whole_day_is_refused_and_not_put_off_for_ever():
    share_with(9)
    with pytest.raises(errors.InvalidRequest, match="3000 operations"):
        Meter(GOOGLE).spend(cost=3000, writes=True)


def test_a_turn_that_a_clock_took_before_it_was_set_back_stops_nobody(real_time):
    QuotaPace.objects.create(platform=TIKTOK, full_until=1_003_600.25)
    assert real_time() == [1_000_000.25]
    assert QuotaPace.objects.get().full_until < 1_000_000.25 + pacing.SET_BACK_S
