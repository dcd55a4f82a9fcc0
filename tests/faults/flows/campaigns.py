"""Making and changing a campaign."""

from campaigns import services
from campaigns.models import Change, LaunchStep
from integrations import types as t
from tests.faults.flows.base import APPLY, Flow
from tests.faults.flows.objects import check_one_campaign

MORE = 550


class Launch(Flow):
    """A draft becomes one running campaign."""

    purpose = t.Purpose.SALES

    def arrange(self) -> None:
        super().arrange()
        self.house.make_draft(self.purpose)

    def begin(self) -> None:
        services.launch_campaign(campaign=self.house.campaign, actor=self.house.actor, now=self.house.clock.now)

    def go(self) -> None:
        self.house.run(APPLY)

    def check(self) -> None:
        check_one_campaign(self.house, status="active", budget=self.house.budget)
        assert set(LaunchStep.objects.values_list("state", flat=True)) == {"done"}
        assert Change.objects.get().state == "applied"


class LaunchTraffic(Launch):
    """The same where another purpose is made by other calls: TikTok's manual campaigns, Google's search ads."""

    platforms = (t.Platform.GOOGLE, t.Platform.TIKTOK)
    purpose = t.Purpose.TRAFFIC


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
        check_one_campaign(self.house, status="paused", budget=self.house.budget)
        assert Change.objects.get(kind="status").state == "applied"


class Budget(Pause):
    """A running campaign gets another budget, once."""

    def begin(self) -> None:
        services.change_budget(
            campaign=self.house.campaign,
            daily_budget_minor=self.house.budget + MORE,
            actor=self.house.actor,
            now=self.house.clock.now,
        )

    def check(self) -> None:
        check_one_campaign(self.house, status="active", budget=self.house.budget + MORE)
        assert Change.objects.get(kind="budget").state == "applied"
