"""What every flow is."""

from campaigns.models import Change
from integrations import types as t
from tests.faults.house import House

APPLY = "campaigns.apply_change_set"


class Flow:
    """`arrange` before any fault; `begin` what a person presses, once; `go` what workers and schedules repeat."""

    platforms = tuple(t.Platform)
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
