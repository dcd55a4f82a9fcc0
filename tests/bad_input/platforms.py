"""Accounts on all three platforms, without a network, and what a right draft on each of them is."""

import io

import campaigns.selectors
import creatives.services
from integrations.models import AdAccount, Connection
from tenants.types import Actor
from tests.bad_input.test_uploads import draw
from tests.creatives import films
from tests.factories import START

LINK = "https://marlow.example/cakes"
PLATFORMS = ("meta", "google", "tiktok")


class Shelf:
    """The ids that drafts name: an ad account on each platform, pictures, a logo, a video."""

    def __init__(self):
        self.accounts = {platform: str(account(platform).uuid) for platform in PLATFORMS}
        self.yen = str(account("google", "2", "JPY").uuid)
        self.square, self.wide = picture((1080, 1080), "green"), picture((1200, 628), "red")
        self.logo, self.video = picture((200, 200), "white", is_logo=True), video()

    def creative(self, platform: str) -> dict:
        """Return a right ad."""
        if platform == "google":
            return {"link": LINK, "headlines": ["Cakes", "Baked here", "By Friday"], "descriptions": ["One.", "Two."]}
        more = {"videos": [self.video]} if platform == "tiktok" else {"headlines": ["Cakes"], "images": [self.square]}
        return {"link": LINK, "primary_texts": ["Order a cake."], **more}

    def body(self, platform: str) -> dict:
        """Return a right draft as the API takes it."""
        part = {"ad_account": self.accounts[platform], "daily_budget_minor": 6000}
        aim = {"countries": ["IE"], "keywords": [{"text": "christmas cake"}]}
        creative = self.creative(platform)
        return {"name": "Cakes", "purpose": "sales", "parts": [part], "targeting": aim, "creative": creative}

    def make(self, platform: str, program):
        """Make a right draft by the API, and return it."""
        made = program.post("/api/v1/campaigns", self.body(platform), content_type="application/json")
        assert made.status_code == 201, made.content
        return campaigns.selectors.get_campaign(made.json()["id"])


def account(platform: str, external_id: str = "1", currency: str = "EUR") -> AdAccount:
    """Make an ad account as if it had been connected."""
    what = {"user_label": "Nora", "offered": [], "connected_at": START}
    person, _ = Connection.objects.get_or_create(platform=platform, external_user_id="nora", defaults=what)
    what = {"connection": person, "name": f"{platform} {currency}", "currency": currency, "connected_at": START}
    what["time_zone"] = "Europe/Dublin"
    return AdAccount.objects.get_or_create(platform=platform, external_id=external_id, defaults=what)[0]


def picture(size: tuple[int, int], colour: str, *, is_logo: bool = False) -> str:
    """Keep a picture; return its id."""
    content = draw(size, colour=colour)
    common = {"label": colour, "byte_size": len(content), "actor": Actor.system(), "now": START}
    return str(creatives.services.add_image(file=io.BytesIO(content), is_logo=is_logo, **common).uuid)


def video() -> str:
    """Keep a video; return its id."""
    content = films.film()
    common = {"label": "cakes.mp4", "byte_size": len(content), "actor": Actor.system(), "now": START}
    return str(creatives.services.add_video(file=io.BytesIO(content), **common).uuid)


def put(document: dict, path: str, value) -> dict:
    """Return a copy of a document with one value in it changed: `parts.0.bid`."""
    first, _, rest = path.partition(".")
    if isinstance(document, list):
        return [put(one, rest, value) if rest else value for one in document[:1]] + document[1:]
    return document | {first: put(document.get(first, {}), rest, value) if rest else value}
