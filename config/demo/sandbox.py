"""The demo's hand on the sandbox platforms: their clock, their people, their consent page."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from django.conf import settings


class Sandbox:
    """The sandbox at settings.SANDBOX_URL. Raises httpx2.HTTPError when it is not there or refuses."""

    def __init__(self) -> None:
        self._http = httpx2.Client(base_url=settings.SANDBOX_URL, timeout=60)

    def reset(self, moment: datetime) -> None:
        """Forget everything, and stand still at that moment."""
        self._ask("reset", {})
        self._ask("clock", {"now": moment.timestamp(), "speed": 0})

    def go_to(self, moment: datetime) -> None:
        """Let time pass until then; a moment that is over is no error."""
        ahead = (moment - self.now()).total_seconds()
        if ahead > 0:
            self._ask("clock", {"advance_s": ahead})

    def run_from_now_on(self) -> None:
        """Come to the present, and let time run as it does."""
        self.go_to(datetime.now(UTC))
        self._ask("clock", {"speed": 1})

    def now(self) -> datetime:
        answer = self._http.get("/control/clock").raise_for_status()
        return datetime.fromtimestamp(answer.json()["now"], UTC)

    def hand_over(self, account: dict[str, Any]) -> None:
        """Give somebody an ad account that others kept until now."""
        self._ask("accounts", account)

    def set_budget(self, external_id: str, minor: int) -> None:
        """Change a budget as if somebody had done it in the platform's own pages."""
        self._ask(f"objects/{external_id}", {"daily_budget": minor})

    def reject_ad(self, external_id: str, words: str) -> None:
        self._ask(f"ads/{external_id}/review", {"verdict": "reject", "text": words})

    def consent(self, authorize_url: str, person: str) -> tuple[str, str]:
        """Allow what a consent page asks for, as that person; return the code and the state that come back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(authorize_url).query).items()}
        people = self._http.get("/control/people").raise_for_status().json()["people"]
        who = next(found["id"] for found in people if found["key"] == person)
        answer = self._http.post(
            authorize_url, data={**asked, "person": who, "decision": "allow"}, follow_redirects=False
        )
        back = parse_qs(urlsplit(answer.headers["location"]).query)
        return (back.get("code") or back["auth_code"])[0], back["state"][0]  # TikTok's code has a name of its own

    def _ask(self, path: str, body: dict[str, Any]) -> Any:
        return self._http.post(f"/control/{path}", json=body).raise_for_status().json()
