"""Reading what is on the platform."""

from campaigns.models import AccountMinimum, Campaign, Change, PlatformCampaign
from integrations import types as t
from tests.faults.flows.base import Flow
from tests.faults.flows.campaigns import MORE, Pause
from tests.faults.flows.objects import check_one_campaign, ids_of_ours, ids_there

IMPORT = "campaigns.import_account"
SYNC = "campaigns.sync_objects"


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


class SyncObjects(Pause):
    """What somebody did in the platform's own manager is seen, and nothing is written there."""

    def begin(self) -> None:
        self.began = self.house.clock.advance(minutes=1)

    def arrange(self) -> None:
        super().arrange()
        campaign = t.ObjectRef(t.ObjectKind.CAMPAIGN, PlatformCampaign.objects.get().external_id)
        self.house.adapter().update(campaign, t.ChangeField.DAILY_BUDGET, self.house.budget + MORE)
        AccountMinimum.objects.all().delete()  # it is asked for once a day: this is the time

    def go(self) -> None:
        self.house.ask(SYNC, account=str(self.house.account.uuid))
        self.house.run(SYNC)

    def is_settled(self) -> bool:
        account = self.house.account
        is_read = account.sync_status == "success" and account.objects_synced_at >= self.began
        return is_read and not self.house.has_work(SYNC)

    def check(self) -> None:
        part = PlatformCampaign.objects.get()
        assert (part.daily_budget_minor, part.observed_daily_budget_minor) == (
            self.house.budget,
            self.house.budget + MORE,
        )
        check_one_campaign(self.house, status="active", budget=self.house.budget + MORE)
