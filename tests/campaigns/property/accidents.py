"""What befalls them: time, readings, platforms that fail, workers that die."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.campaigns.property.base import PLATFORMS, Base

FAULTS = ("500", "429", "reset", "drop_after_commit", "drop_after_commit", "html502")
WRITES = {"meta": ("POST", ""), "google": ("GRPC", "Mutate"), "tiktok": ("POST", "")}
platforms = st.sampled_from(PLATFORMS)


class Accidents(Base):
    """The world, which asks nobody."""

    @rule()
    def work(self):
        self.house.work()

    @rule(hours=st.sampled_from((0.3, 0.3, 20)))
    def wait(self, hours: float):
        self.house.wait(hours=hours)
        self.house.work()

    @rule(platform=platforms)
    def read(self, platform: str):
        if self.house.read(platform):
            self.ceilings.read(self.house.accounts[platform].external_id)

    @rule(platform=platforms, kind=st.sampled_from(FAULTS), skip=st.integers(0, 3), times=st.sampled_from((1, 2, 30)))
    def fail_there(self, platform: str, kind: str, skip: int, times: int):
        """From now on calls fail; a connection that breaks after the deed breaks at writes only."""
        method, path = WRITES[platform] if kind == "drop_after_commit" else ("", "")
        common = {"platform": platform, "skip": skip, "times": times}
        self.house.sandbox.fault(kind, method=method, path=path, **common)

    @rule()
    def recover_there(self):
        self.house.sandbox.control("DELETE", "faults")

    @rule(at=st.integers(0, 4), how=st.sampled_from(("killed_before", "killed_after", "timeout_after")))
    def have_an_accident(self, at: int, how: str):
        """While the next jobs run, the worker dies at a call, or the answer to it never comes."""
        is_lost = how == "timeout_after"
        self.house.wire.arm(at, how)
        if is_lost:  # other faults may put it off to a later call, which must not wait for long either
            self.house.sandbox.fault(how, skip=at)
        self.house.wire.always_hurry = is_lost
        self.house.work()
        self.house.wire.always_hurry = False
        self.house.wire.arm(None)
        if is_lost:  # one that found no call
            self.house.sandbox.control("DELETE", "faults")
