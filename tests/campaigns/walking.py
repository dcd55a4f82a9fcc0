"""Going through the builder's steps as a browser does, for tests."""

import re
import uuid

from campaigns import services
from campaigns.forms.builder import edits
from campaigns.models import Campaign
from campaigns.selectors import get_campaign

LINK = "https://marlow.example/cakes"


class Walk:
    """Somebody in the builder. Every method sends one page as it is shown, with some inputs changed."""

    def __init__(self, client):
        self.client, self.uuid = client, None

    @classmethod
    def begin(cls, client, name="Christmas cakes", purpose="traffic", **more):
        """Send the first step."""
        walk = cls(client)
        sent = {"token": str(uuid.uuid4()), "name": name, "purpose": purpose, "go": "next", **more}
        walk.answer = client.post("/campaigns/new/", sent)
        walk.follow()
        return walk

    @classmethod
    def on(cls, client, campaign):
        """Go on with a draft."""
        walk = cls(client)
        walk.uuid = campaign.uuid
        return walk

    @property
    def campaign(self) -> Campaign:
        """The draft as it is now."""
        return get_campaign(self.uuid)

    @property
    def draft(self):
        """What is written."""
        return services.read_draft(self.campaign)

    @property
    def spots(self) -> list:
        """The ads."""
        return list(edits.spots(self.draft))

    def follow(self) -> None:
        """Remember which draft was made."""
        found = re.search(r"/campaigns/([0-9a-f-]{36})/", getattr(self.answer, "url", ""))
        self.uuid = uuid.UUID(found[1]) if found else None

    def address(self, step: str) -> str:
        """Return a page of the builder: goal, audience, ..., or ads/<key>, ad-groups/<key>."""
        if "/" in step:
            return f"/{step}/write/"
        return f"/campaigns/{self.uuid}/edit/{step}/"

    def shown(self, step: str, **query) -> dict:
        """Return what a page's inputs hold, as a browser would send it back."""
        form = self.client.get(self.address(step), query).context["form"]
        values = {name: form[name].value() for name in form.fields}
        return {
            name: value for name, value in values.items() if value not in (None, False, "", []) and "_file" not in name
        }

    def send(self, step: str, go: str = "next", **changes):
        """Send a page as it is shown, with some inputs changed; return the answer."""
        sent = {**self.shown(step), "go": go, **changes}
        sent = {name: value for name, value in sent.items() if value is not None}
        self.answer = self.client.post(self.address(step), sent, follow=True)
        return self.answer

    def choose(self, *accounts, amounts=("60",), **more):
        """Send the platforms with these accounts and budgets."""
        budgets = {f"budget_{account.uuid}": amounts[min(n, len(amounts) - 1)] for n, account in enumerate(accounts)}
        return self.send("platforms", ad_account=[str(account.uuid) for account in accounts], **budgets, **more)

    def write(self, spot=None, go: str = "done", **texts):
        """Send an ad's page."""
        spot = spot or self.spots[0]
        return self.send(f"ads/{spot.ad.key}", go=go, **texts)

    def review(self) -> str:
        """Return the review as text."""
        return self.client.get(self.address("review")).content.decode()


def errors_of(answer) -> dict:
    """Return what a page says beside its inputs."""
    return {name: list(texts) for name, texts in answer.context["form"].errors.items()}
