"""Two organisations to look at in a browser: one that has just been opened, one with drafts, a running
campaign and ad accounts on all three platforms."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from playwright.sync_api import Browser, Page

from config.demo import art
from config.demo.film import shoot
from tests.browser.api import Program, wait_until
from tests.browser.stack import Stack
from tests.browser.test_api_journey import connect, draft, launch, wait_for_numbers

EMAIL, PASSWORD = "lina@looks.example", "looks-at-every-page"
OPEN = """
from tenants import clock
from tenants.services import create_organization, sign_up
looks = sign_up(email={email!r}, password={password!r}, person="Lina Looks", name="Looks", slug="looks", now=clock.now())
owner = looks.memberships.get().user
create_organization(name="Bare", slug="bare", owner=owner, now=clock.now())
"""


SEARCH = {
    "headlines": ["Bicycles made ready", "In Dublin, in a day", "Brakes, gears, lights"],
    "descriptions": ["Ready for the dark months in one afternoon.", "Book a time that suits you."],
}


def draft_everywhere(program: Program, accounts: dict[str, dict]) -> dict:
    """Make a draft with an ad on each of the three platforms: a picture, words below searches, an upright film."""
    picture, film = art.draw("sourdough", "#38686a"), shoot("sourdough", "#38686a")
    image = program.call("POST", "/assets", files={"file": ("bread.png", picture, "image/png")}, status=201)
    video = program.call("POST", "/assets", files={"file": ("bread.mp4", film, "video/mp4")}, status=201)
    link = "https://wheels.example/check-up"
    text = {"primary_texts": ["Ready for the dark months in one afternoon."]}
    ads = {
        "meta": {**text, "headlines": ["Ready for winter"], "images": [image["id"]]},
        "google": SEARCH,
        "tiktok": {**text, "videos": [video["id"]]},
    }
    parts = [
        {"ad_account": accounts[name]["id"], "daily_budget_minor": 6000, "creative": {**ad, "link": link}}
        for name, ad in ads.items()
    ]
    parts[1] |= {"channel": "search", "targeting": {"countries": ["IE"], "keywords": [{"text": "bicycle check-up"}]}}
    body = {"name": "Everywhere", "purpose": "traffic", "countries": ["IE"], "link": link}
    return program.call("POST", "/campaigns", json={**body, "parts": parts}, status=201)


def first_ad_of(campaign: dict) -> str:
    """Return the id of a campaign's first ad."""
    return campaign["platform_campaigns"][0]["ad_groups"][0]["ads"][0]["id"]


class House:
    """What the pages of a test belong to; `paths` names the objects in addresses."""

    def __init__(self, stack: Stack):
        stack.shell(OPEN.format(email=EMAIL, password=PASSWORD))
        self.stack = stack
        self.program = Program(stack, "looks")
        accounts = {
            platform: connect(stack, self.program, person="marlow", platform=platform)
            for platform in ("meta", "google", "tiktok")
        }
        account = accounts["meta"]
        running, drafted = launch(self.program, account), draft(self.program, account, name="D" * 150)
        everywhere = draft_everywhere(self.program, accounts)
        wait_for_numbers(stack, self.program, running)  # else Home is still the list of first steps
        connection = self.program.call("GET", "/connections")["items"][0]
        asked = self._ask(running)
        part = running["platform_campaigns"][0]
        self.paths = {
            "running": running["id"],
            "running_part": part["id"],
            "running_group": part["ad_groups"][0]["id"],
            "running_ad": first_ad_of(running),
            "draft": drafted["id"],
            "everywhere": everywhere["id"],
            "ad": first_ad_of(everywhere),
            "connection": connection["id"],
            "asked": asked["id"],
            **self._share(),
            **self._sell(),
        }

    def _today(self) -> date:
        return datetime.fromtimestamp(self.stack.sandbox.now(), UTC).date()

    def _share(self) -> dict[str, str]:
        """Have a report made, and links to it: one that opens it, one with a password, one that was withdrawn."""
        until = self._today()
        body = {"since": str(until - timedelta(days=7)), "until": str(until - timedelta(days=1))}
        edition = self.program.call("POST", "/editions", json=body, status=201)["id"]
        wait_until(lambda: self.program.call("GET", f"/editions/{edition}")["state"] == "ready")
        made = {
            name: self.program.call("POST", "/share-links", json={"edition": edition, **more}, status=201)
            for name, more in (("shared", {}), ("locked", {"password": PASSWORD}), ("withdrawn", {}))
        }
        self.program.call("DELETE", f"/share-links/{made['withdrawn']['id']}", status=204)
        return {"edition": edition} | {name: link["url"].rstrip("/").split("/")[-1] for name, link in made.items()}

    def _sell(self) -> dict[str, str]:
        """Send a file of orders that waits to be looked over, and orders of which one cannot be read."""
        day = self._today() - timedelta(days=1)
        rows = "".join(f"A-{number},{day} 1{number}:30,2{number}.50,EUR\n" for number in range(5))
        content = f"order,time,value,currency\n{rows}A-9,yesterday,12,EUR\n".encode()
        sent = self.program.call(
            "POST", "/sales/uploads", files={"file": ("till.csv", content, "text/csv")}, status=201
        )
        wrong = {"order_id": "B-2", "time": "yesterday", "value": "12", "currency": "EUR"}
        orders = {
            "sales": [{"order_id": "B-1", "time": f"{day}T12:00:00Z", "value": "24.90", "currency": "EUR"}, wrong]
        }
        return {"looked_over": sent["id"], "taken": self.program.call("POST", "/sales", json=orders, status=201)["id"]}

    def _ask(self, campaign: dict) -> dict:
        """Ask for another budget by a key that may only ask; return the set that waits for the owner's yes."""
        key = self.program.call("POST", "/api-keys", json={"name": "Till", "role": "member"}, status=201)
        headers = {"Authorization": f"Bearer {key['secret']}"}
        body = {"daily_budget_minor": 4000, "reason": "More people before Christmas."}
        path = f"/campaigns/{campaign['id']}/budget"
        return self.program.call("POST", path, json=body, headers=headers, status=202)

    def address(self, page: str) -> str:
        """Return the address of a page written as "looks /campaigns/{draft}/"; "public" is the public host."""
        host, path = page.split(" ")
        root = self.stack.url if host == "public" else self.stack.tenant_url(host)
        return root + path.format(**self.paths)

    def log_in(self, chromium: Browser) -> Any:
        """Return the browser state of somebody who is in at all three hosts."""
        with chromium.new_context() as context:
            page = context.new_page()
            self._enter(page)
            return context.storage_state()

    def _enter(self, page: Page) -> None:
        page.goto(f"{self.stack.url}/log-in/")
        page.fill("[name=login]", EMAIL)
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_load_state("networkidle")
        for slug in ("looks", "bare"):
            page.goto(f"{self.stack.tenant_url(slug)}/settings/")
            page.get_by_role("heading", level=1).wait_for()
