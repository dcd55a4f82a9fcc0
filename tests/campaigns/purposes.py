"""What a small business says for each purpose, in each platform's own words."""

import io
from decimal import Decimal

from PIL import Image

import creatives.services
from campaigns.types import Creative, Draft, DraftPart
from integrations.types import AppStore, Keyword, LeadForm, PromotedApp, Purpose, Radius, Targeting
from tests.creatives import films
from tests.factories import START

LINK = "https://marlow.example/cakes"
APP = PromotedApp(
    AppStore.GOOGLE_PLAY, "com.example.marlow", "https://play.google.com/store/apps/details?id=com.example.marlow"
)
FORM = LeadForm(
    "Ask for a cake",
    "We call you back the same day.",
    ("full_name", "email"),
    "https://marlow.example/privacy",
    "Thank you.",
)
BUDGET = {"meta": 2500, "google": 2500, "tiktok": 6000}


def picture(actor, size: tuple[int, int], colour: str = "orange", *, is_logo: bool = False):
    """Keep a picture."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    length = file.tell()
    return creatives.services.add_image(
        file=file, label=f"{colour} {size}", byte_size=length, actor=actor, now=START, is_logo=is_logo
    )


def film(actor):
    """Keep an upright video."""
    content = films.film()
    return creatives.services.add_video(
        file=io.BytesIO(content), label="cakes.mp4", byte_size=len(content), actor=actor, now=START
    )


def creative(platform: str, actor) -> Creative:
    """Return an ad that has all that any of a platform's kinds of ads needs."""
    if platform == "tiktok":
        return Creative(LINK, primary_texts=("Order a Christmas cake by Friday.",), videos=(film(actor).uuid,))
    square = picture(actor, (1080, 1080)).uuid
    if platform == "meta":
        return Creative(LINK, ("Order a Christmas cake.",), ("Christmas cakes",), images=(square,))
    wide, logo = picture(actor, (1200, 628), "navy").uuid, picture(actor, (600, 600), "white", is_logo=True).uuid
    return Creative(
        LINK,
        headlines=("Christmas cakes", "Baked in Dublin", "Order by Friday"),
        long_headlines=("Christmas cakes, baked in Dublin and delivered",),
        descriptions=("Fed with whiskey since September.", "Delivered to any door in Ireland."),
        business_name="Marlow Bakehouse",
        images=(square, wide),
        logos=(logo,),
    )


def targeting(purpose: str, audience: str = "") -> Targeting:
    """Return whom a purpose aims at: a circle around the shop, people who know it, or Ireland."""
    words = (Keyword("christmas cake delivery"), Keyword("bakery dublin"))
    if purpose == Purpose.STORE_VISITS:
        return Targeting(radii=(Radius(Decimal("53.3331"), Decimal("-6.2489"), 10, "the bakehouse"),), keywords=words)
    return Targeting(countries=("IE",), audiences=(audience,) if audience else (), keywords=words)


def draft(account, purpose: str, actor, *, audience: str = "", **changes) -> Draft:
    """Return the draft of one purpose on one account."""
    part = DraftPart(account.uuid, BUDGET[account.platform])
    values = {
        "name": f"Cakes, {purpose}",
        "purpose": purpose,
        "parts": (part,),
        "targeting": targeting(purpose, audience),
        "creative": creative(account.platform, actor),
        "app": APP if purpose == Purpose.APP_INSTALLS else None,
    }
    return Draft(**{**values, **changes})
