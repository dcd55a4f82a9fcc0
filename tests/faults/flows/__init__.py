"""What the product does with a platform, and what must be so when it is over. One class a flow."""

from tests.faults.flows.base import Flow
from tests.faults.flows.campaigns import Budget, Launch, LaunchTraffic, Pause
from tests.faults.flows.figures import SyncMetrics
from tests.faults.flows.permissions import Connect, Disconnect, Refresh
from tests.faults.flows.reading import Import, SyncObjects
from tests.faults.flows.running import AddAds, AddGroup, Schedule, Targeting

__all__ = ["FLOWS", "Flow"]

FLOWS: dict[str, type[Flow]] = {
    "connect": Connect,
    "import": Import,
    "launch": Launch,
    "launch_traffic": LaunchTraffic,
    "pause": Pause,
    "budget": Budget,
    "add_ads": AddAds,
    "add_group": AddGroup,
    "schedule": Schedule,
    "targeting": Targeting,
    "sync_objects": SyncObjects,
    "sync_metrics": SyncMetrics,
    "refresh": Refresh,
    "disconnect": Disconnect,
}
