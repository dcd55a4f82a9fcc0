"""Every adapter, reached through the registry, against its sandbox over the wire."""

import hashlib
import io
from dataclasses import dataclass, replace

import pytest
from PIL import Image

from integrations import registry
from integrations import types as t
from integrations.ports import AdPlatform, PlatformAuth
from integrations.services.quota import Meter
from tests.factories import START
from tests.integrations.conftest import read_query


@dataclass
class World:
    """One platform, seen from both sides."""

    platform: t.Platform
    sandbox: object
    auth: PlatformAuth
    grant: t.TokenGrant
    link: t.AccountLink

    @property
    def adapter(self) -> AdPlatform:
        """A fresh adapter, as every call of the product gets one."""
        return registry.adapter_for(self.platform, self.link, Meter(self.platform))

    def connect(self, person: str) -> "World":
        """The same platform as another person sees it, on their first account."""
        return connect(self.platform, self.sandbox, person)


def connect(platform: t.Platform, sandbox, person: str = "marlow") -> World:
    auth = registry.auth_for(platform, Meter(platform))
    redirect_uri = f"http://localhost:8000/oauth/{platform}/callback"
    scope = read_query(auth.authorize_url(state="s", redirect_uri=redirect_uri))["scope"]
    back = sandbox.grant(person, redirect_uri=redirect_uri, scope=scope)
    grant = auth.exchange_code(code=read_query(back)["code"], redirect_uri=redirect_uri, now=START)
    account = auth.list_accounts(grant)[0]
    link = t.AccountLink(
        account.external_id, account.currency, account.time_zone, grant.access_token, dict(account.presence)
    )
    return World(platform, sandbox, auth, grant, link)


@pytest.fixture(params=registry.CONNECTABLE, ids=str)
def world(request, sandbox) -> World:
    """Marlow Bakehouse's ad account on each platform."""
    return connect(request.param, sandbox)


def make_image(colour: str = "orange", size: tuple[int, int] = (1080, 1080)) -> t.ImageFile:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    content = file.getvalue()
    return t.ImageFile(hashlib.sha256(content).hexdigest(), f"{colour}.jpg", lambda: content)


def make_plan(**changes) -> t.CampaignPlan:
    """Two ad groups with two ads, of which two share a picture."""
    orange, brown = make_image("orange"), make_image("saddlebrown")
    ads = [
        t.AdPlan(
            key=f"ad-{number}",
            name=f"Cake {number}",
            link="https://marlow.example/cakes",
            primary_texts=("Order a Christmas cake by 10 December.",),
            headlines=("Christmas cakes",),
            descriptions=("Baked in Dublin",),
            call_to_action="shop_now",
            images=(image,),
        )
        for number, image in enumerate([orange, orange, brown], 1)
    ]
    plan = t.CampaignPlan(
        operation_id="0190b0de-op-1",
        name="Christmas cakes",
        purpose=t.Purpose.SALES,
        currency="EUR",
        daily_budget_minor=2500,
        ad_groups=(
            t.AdGroupPlan("group-1", "Ireland", t.Targeting(("IE",), age_min=25, age_max=54), tuple(ads[:2])),
            t.AdGroupPlan("group-2", "Britain", t.Targeting(("GB",)), tuple(ads[2:])),
        ),
    )
    return replace(plan, **changes)


def launch(adapter: AdPlatform, plan: t.CampaignPlan) -> dict[str, t.StepResult]:
    """Do every step once and return the results by step key."""
    done: dict[str, t.StepResult] = {}
    for step in adapter.plan_steps(plan):
        done[step.key] = adapter.perform_step(plan, step, done)
    return done


def refs(plan_steps, done) -> list[t.ObjectRef]:
    """Return what was made, the campaign first."""
    return [t.ObjectRef(step.makes, done[step.key].external_id) for step in plan_steps if step.makes]
