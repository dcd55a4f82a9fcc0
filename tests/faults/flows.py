"""What the product does with a platform, and what must be so when it is over. One class a flow."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

from analytics.models import DailyMetric, ReadDay, Subject
from campaigns import services
from campaigns.models import Ad, AdGroup, Campaign, Change, LaunchStep, PlatformCampaign
from integrations import types as t
from integrations.models import AdAccount, Connection
from tests.faults.house import House

APPLY = "campaigns.apply_change_set"
IMPORT = "campaigns.import_account"
SYNC = "campaigns.sync_objects"
METRICS = ("analytics.sync_recent", "analytics.reread_window")


class Flow:
    """`arrange` before any fault; `begin` what a person presses, once; `go` what workers and schedules repeat."""

    market_goes_on = True

    def __init__(self, house: House):
        self.house = house

    def arrange(self) -> None:
        self.house.connect()
        self.house.import_account()

    def begin(self) -> None: ...

    def go(self) -> None: ...

    def is_settled(self) -> bool:
        return not (Change.objects.filter(state__in=("approved", "applying")).exists() or self.house.has_work(APPLY))

    def check(self) -> None: ...


class Connect(Flow):
    """A person connects; when it fails they start again."""

    def arrange(self) -> None: ...

    def go(self) -> None:
        self.house.connect()

    def is_settled(self) -> bool:
        return AdAccount.objects.filter(disconnected_at=None).exists()

    def check(self) -> None:
        assert Counter(Connection.objects.values_list("status", flat=True)) == {"active": 1}
        assert Counter(AdAccount.objects.values_list("status", flat=True)) == {"active": 1}
        assert self.house.account.name == "Marlow Bakehouse"
        assert list(self.house.adapter().list_campaigns()) == []


class Import(Flow):
    """What runs on a connected account is taken over once, and nothing is written there."""

    def arrange(self) -> None:
        self.house.make_running_shop()

    def go(self) -> None:
        if not self.is_settled():
            self.house.ask(IMPORT, account=str(self.house.account.uuid))  # as the sweeper does
        self.house.run(IMPORT)

    def is_settled(self) -> bool:
        return self.house.account.objects_synced_at is not None and not self.house.has_work(IMPORT)

    def check(self) -> None:
        assert self.house.account.sync_status == "success"
        assert ids_of_ours() == ids_there(self.house)
        assert Campaign.objects.count() == 1
        assert not Change.objects.exists()


class Launch(Flow):
    """A draft becomes one running campaign."""

    def arrange(self) -> None:
        super().arrange()
        self.house.make_draft()

    def begin(self) -> None:
        services.launch_campaign(campaign=self.house.campaign, actor=self.house.actor, now=self.house.clock.now)

    def go(self) -> None:
        self.house.run(APPLY)

    def check(self) -> None:
        check_one_campaign(self.house, status="active", budget=2500)
        assert set(LaunchStep.objects.values_list("state", flat=True)) == {"done"}
        assert Change.objects.get().state == "applied"


class Pause(Flow):
    """A running campaign is switched off, once."""

    def arrange(self) -> None:
        super().arrange()
        self.house.launch()

    def begin(self) -> None:
        services.pause_campaign(campaign=self.house.campaign, actor=self.house.actor, now=self.house.clock.now)

    def go(self) -> None:
        self.house.run(APPLY)

    def check(self) -> None:
        check_one_campaign(self.house, status="paused", budget=2500)
        assert Change.objects.get(kind="status").state == "applied"


class Budget(Pause):
    """A running campaign gets another budget, once."""

    def begin(self) -> None:
        services.change_budget(
            campaign=self.house.campaign, daily_budget_minor=3050, actor=self.house.actor, now=self.house.clock.now
        )

    def check(self) -> None:
        check_one_campaign(self.house, status="active", budget=3050)
        assert Change.objects.get(kind="budget").state == "applied"


class SyncObjects(Pause):
    """What somebody did in the platform's own manager is seen, and nothing is written there."""

    def begin(self) -> None:
        self.began = self.house.clock.advance(minutes=1)

    def arrange(self) -> None:
        super().arrange()
        campaign = t.ObjectRef(t.ObjectKind.CAMPAIGN, PlatformCampaign.objects.get().external_id)
        self.house.adapter().update(campaign, t.ChangeField.DAILY_BUDGET, 4000)

    def go(self) -> None:
        self.house.ask(SYNC, account=str(self.house.account.uuid))
        self.house.run(SYNC)

    def is_settled(self) -> bool:
        account = self.house.account
        is_read = account.sync_status == "success" and account.objects_synced_at >= self.began
        return is_read and not self.house.has_work(SYNC)

    def check(self) -> None:
        part = PlatformCampaign.objects.get()
        assert (part.daily_budget_minor, part.observed_daily_budget_minor) == (2500, 4000)
        check_one_campaign(self.house, status="active", budget=4000)


class SyncMetrics(Flow):
    """What is stored is what stands in the platform's books."""

    market_goes_on = False

    def arrange(self) -> None:
        self.house.make_running_shop()
        self.house.import_account()

    def begin(self) -> None:
        ReadDay.objects.all().delete()

    def go(self) -> None:
        for name in METRICS:
            self.house.ask(name, account=str(self.house.account.uuid))
        self.house.run(*METRICS)

    def is_settled(self) -> bool:
        is_read = ReadDay.objects.filter(day=self.house.clock.now.date()).exists() and ReadDay.objects.count() > 28
        return is_read and not self.house.has_work(*METRICS)

    def check(self) -> None:
        assert self.house.account.sync_status == "success"
        stored, booked = stored_figures(), booked_figures(self.house)
        assert stored == booked
        assert sum(figures[0] for figures in booked.values()) > 0


def check_one_campaign(house: House, *, status: str, budget: int) -> None:
    """There is one campaign of ours on the platform, whole, with our budget, and the rows say the same."""
    (remote,) = house.adapter().list_campaigns()
    everything = [remote.observed, *(g.observed for g in remote.ad_groups)]
    everything += [ad.observed for group in remote.ad_groups for ad in group.ads]
    assert [one.ref.kind for one in everything] == list(t.ObjectKind), everything
    assert remote.observed.daily_budget_minor == budget
    assert remote.observed.run_status == status
    assert {one.run_status for one in everything[1:]} == {"active"}
    assert ids_of_ours() == Counter(one.ref.external_id for one in everything)
    assert house.campaign.status == PlatformCampaign.objects.get().status == status
    assert Campaign.objects.count() == 1


def ids_there(house: House) -> Counter:
    """Return the ids of everything on the account."""
    return Counter(one.ref.external_id for one in house.adapter().observe())


def ids_of_ours() -> Counter:
    """Return the ids that our rows bear."""
    return Counter(
        row for model in (PlatformCampaign, AdGroup, Ad) for row in model.objects.values_list("external_id", flat=True)
    )


def stored_figures() -> dict:
    """Return impressions, cents, conversions and value by ad and day, as stored; days without anything left out."""
    names = dict(Subject.objects.values_list("pk", "ad_external_id"))
    rows = DailyMetric.objects.values_list(
        "subject_id", "day", "impressions", "spend_micros", "conversions", "value_micros"
    )
    return {
        (names[subject], day.isoformat()): (impressions, cents(spend), conversions, value)
        for subject, day, impressions, spend, conversions, value in rows
        if impressions
    }


def booked_figures(house: House) -> dict:
    """Return the same from the platform's books."""
    day = house.clock.now.date()
    books = house.sandbox.books(
        house.account.external_id, since=(day - timedelta(days=27)).isoformat(), until=day.isoformat()
    )
    return {
        (row["ad"], row["day"]): (
            row["impressions"],
            cents(row["spend_micros"]),
            Decimal(row["known"]),
            row["known_value_micros"],
        )
        for row in books["rows"]
        if row["impressions"]
    }


def cents(micros: int) -> int:
    """Return micros in cents, as platforms round them."""
    return (micros + 5_000) // 10_000


FLOWS: dict[str, type[Flow]] = {
    "connect": Connect,
    "import": Import,
    "launch": Launch,
    "pause": Pause,
    "budget": Budget,
    "sync_objects": SyncObjects,
    "sync_metrics": SyncMetrics,
}
