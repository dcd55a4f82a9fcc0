"""The campaign that is made for the check: the plainest that each platform takes, at twice the least budget."""

import hashlib
import io
from datetime import datetime
from pathlib import Path

from integrations import types as t

NAME = "Adwright live check, delete me"
HEADLINES = ("Adwright live check", "Made switched off", "Please ignore")
DESCRIPTIONS = ("This ad was made to check a connection.", "It is switched off and goes away at once.")
LEAST_MINOR = {t.Platform.GOOGLE: 200, t.Platform.META: 500, t.Platform.TIKTOK: 6000}


def make_plan(
    platform: t.Platform, link: t.AccountLink, least_minor: int, moment: datetime, video: str
) -> t.CampaignPlan:
    """Return the plan; its operation id is the moment, so that every check makes a campaign of its own."""
    people = t.Targeting(("IE",), languages=("en",)) if platform == t.Platform.GOOGLE else t.Targeting(("IE",))
    if platform == t.Platform.GOOGLE:
        people = t.Targeting(
            ("IE",), languages=("en",), keywords=(t.Keyword("adwright live check", t.MatchType.EXACT),)
        )
    group = t.AdGroupPlan("group", "Live check", people, (_ad(platform, video),))
    return t.CampaignPlan(
        operation_id=f"live-{moment:%Y%m%d%H%M%S}",
        name=NAME,
        purpose=t.Purpose.TRAFFIC,
        currency=link.currency,
        ad_groups=(group,),
        daily_budget_minor=max(2 * least_minor, LEAST_MINOR[platform]),
        channel=t.Channel.SEARCH if platform == t.Platform.GOOGLE else None,
    )


def _ad(platform: t.Platform, video: str) -> t.AdPlan:
    return t.AdPlan(
        key="ad",
        name="Live check",
        link="https://www.example.com/",
        primary_texts=("This ad was made to check a connection.",),
        headlines=HEADLINES,
        descriptions=DESCRIPTIONS,
        business_name="Live check",
        images=(_image(),) if platform == t.Platform.META else (),
        videos=(_video(Path(video)),) if platform == t.Platform.TIKTOK else (),
    )


def _image() -> t.ImageFile:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (1080, 1080), "teal").save(file, "JPEG")
    content = file.getvalue()
    return t.ImageFile(hashlib.sha256(content).hexdigest(), "live-check.jpg", lambda: content, 1080, 1080)


def _video(path: Path) -> t.VideoFile:
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    return t.VideoFile(sha256, path.name, len(content), lambda: io.BytesIO(content), 1080, 1920, 10)
