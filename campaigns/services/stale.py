"""Somebody else saved a draft meanwhile."""

from dataclasses import asdict
from datetime import datetime

from campaigns.drafting import Difference
from campaigns.models import Campaign
from campaigns.selectors.drafts import saved_by
from tenants.errors import Conflict


class StaleDraft(Conflict):
    """A draft was saved by somebody since it was read: who, when, and where what is kept differs from what was sent.

    `differences` hold what was sent (`ours`) and what is kept (`theirs`); `version` is the one to save with, once that
    was looked at. Nothing was overwritten.
    """

    code = "stale_draft"

    def __init__(self, campaign: Campaign, differences: tuple[Difference, ...]):
        self.saved_by: str = saved_by(campaign)
        self.saved_at: datetime = campaign.updated_at
        self.version: int = campaign.version
        self.differences = differences
        self.members = {
            "saved_by": self.saved_by,
            "saved_at": self.saved_at.isoformat(),
            "version": self.version,
            "differences": [asdict(one) for one in differences],
        }
        super().__init__(
            f"{self.saved_by} saved this draft after you opened it. Look at what differs, so that nothing is overwritten."
        )
