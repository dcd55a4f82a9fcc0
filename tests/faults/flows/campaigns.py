"""Making and changing a campaign."""

from campaigns import services
from campaigns.models import Change, LaunchStep
from tests.faults.flows.base import APPLY, Flow
from tests.faults.flows.objects import check_one_campaign


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
