"""What the sandbox's platforms hold, looked at beside the pages."""

import json
from typing import Any

from tests.browser.api import Program
from tests.browser.stack import Stack
from tests.browser.test_api_journey import connect

KINDS = {"google": "google.campaign", "meta": "campaign", "tiktok": "tiktok.campaign"}


class Platforms:
    """One ad account of an organisation on each platform, and what a campaign of a name is there."""

    def __init__(self, stack: Stack, program: Program, name: str):
        accounts = {platform: connect(stack, program, platform=platform) for platform in KINDS}
        self.ids = {platform: account["external_id"] for platform, account in accounts.items()}
        self.sandbox, self.name = stack.sandbox, name

    def campaigns(self, platform: str) -> list[dict[str, Any]]:
        """Return the campaigns of the name."""
        return self._objects(KINDS[platform], platform, contains=self.name)

    def budget(self) -> str:
        """Return what Meta's campaign may spend a day, in cents, as Meta says it."""
        (campaign,) = self.campaigns("meta")
        return campaign["data"]["daily_budget"]

    def says(self, text: str) -> bool:
        """Return whether an ad on Meta says this."""
        return any(text in json.dumps(one["data"]) for one in self._objects("creative", "meta"))

    def _objects(self, kind: str, platform: str, **more: str) -> list[dict[str, Any]]:
        account = self.ids[platform]
        return self.sandbox.control("GET", "objects", kind=kind, account=account, **more)["objects"]
