"""The steps that make a campaign on TikTok, the names that its objects get, and the ids of its requests. Pure.

Order: videos, their covers and pictures, the wait until the videos can be used, the buttons that Smart+ wants, the
campaign, ad groups, ads; everything switched off. Names end in the step's mark, so that after a lost answer the object
is found by its exact name; where TikTok takes a `request_id`, the same step always sends the same.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from integrations import types as t
from integrations.platforms.marks import cut, double_width, marked_name

NAME_MOST, FILE_NAME_MOST = 512, 100
VIDEO, COVER, IMAGE, READY, BUTTON = "video", "cover", "image", "ready", "button"
CAMPAIGN, AD_GROUP, AD = "campaign", "ad_group", "ad"
_CONVERTING = (t.Purpose.LEAD_GENERATION, t.Purpose.SALES, t.Purpose.APP_INSTALLS, t.Purpose.RETARGETING)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u200d\ufe0f\u20e3]")


def plan_steps(plan: t.CampaignPlan) -> list[t.Step]:
    """Return the steps in order; a file that several ads use is uploaded once."""
    steps = [*_media_steps(plan), *_button_steps(plan)]
    steps.append(t.Step(CAMPAIGN, f"Make the campaign “{plan.name}”, switched off", t.ObjectKind.CAMPAIGN))
    for group in plan.ad_groups:
        label = f"Make the ad group “{group.name}”"
        steps.append(t.Step(f"{AD_GROUP}:{group.key}", label, t.ObjectKind.AD_GROUP, group.key))
    for ad in _ads(plan):
        steps.append(t.Step(f"{AD}:{ad.key}", f"Make the ad “{ad.name}”", t.ObjectKind.AD, ad.key))
    return steps


def plan_additions(plan: t.CampaignPlan, there: Mapping[str, t.StepResult]) -> list[t.Step]:
    """Return the steps that make what of a plan is not there, in a campaign that is."""
    return [step for step in plan_steps(plan) if step.key not in there]


def _media_steps(plan: t.CampaignPlan) -> Iterator[t.Step]:
    videos = {video.sha256: ad for ad in _ads(plan) for video in shown_videos(ad)}
    images = {image.sha256: ad for ad in _ads(plan) for image in shown_images(ad)}
    for sha, ad in videos.items():
        yield t.Step(f"{VIDEO}:{sha}", f"Upload the video of “{ad.name}”")
    for sha, ad in images.items():
        yield t.Step(f"{IMAGE}:{sha}", f"Upload a picture of “{ad.name}”")
    for sha, ad in videos.items():
        yield t.Step(f"{READY}:{sha}", f"Wait until TikTok can play the video of “{ad.name}”")
        yield t.Step(f"{COVER}:{sha}", f"Set the first picture of the video of “{ad.name}”")


def _button_steps(plan: t.CampaignPlan) -> list[t.Step]:
    if plan.purpose not in _CONVERTING:
        return []
    words = dict.fromkeys(ad.call_to_action for ad in _ads(plan))
    return [t.Step(f"{BUTTON}:{word}", f"Prepare the button “{word.replace('_', ' ')}”") for word in words]


def shown_videos(ad: t.AdPlan) -> tuple[t.VideoFile, ...]:
    """Return the videos that an ad shows: none beside the cards of a carousel; only the first, for one ad is one video."""
    return () if ad.cards else ad.videos[:1]


def shown_images(ad: t.AdPlan) -> tuple[t.ImageFile, ...]:
    """Return the pictures of a carousel: its cards', or all of an ad that has no video."""
    if ad.cards:
        return tuple(card.image for card in ad.cards)
    return () if ad.videos else ad.images


def kind_of(step: t.Step) -> str:
    """Return which kind a step is."""
    return step.key.partition(":")[0]


def name_of(plan: t.CampaignPlan, step: t.Step) -> str:
    """Return the object's name on TikTok: ours without emoji, which TikTok refuses, and the step's mark."""
    return marked_name(plan, step, EMOJI.sub("", _own_name(plan, step)), most=NAME_MOST, width=double_width)


def _own_name(plan: t.CampaignPlan, step: t.Step) -> str:
    if kind_of(step) == CAMPAIGN:
        return plan.name
    return group_of(plan, step).name if kind_of(step) == AD_GROUP else ad_of(plan, step)[1].name


def request_id_of(plan: t.CampaignPlan, step: t.Step) -> str:
    """Return the 63-bit number, as text, by which TikTok knows a repeated request."""
    digest = hashlib.blake2b(f"{plan.operation_id}:{step.key}".encode(), digest_size=8).digest()
    return str(int.from_bytes(digest, "big") >> 1)


def file_name_of(file: t.ImageFile | t.VideoFile, of: str = "") -> str:
    """Return a file's name on TikTok, where a name may be used once: ours, and enough of the bytes' hash.

    `of` sets what is made of a file (a video's own cover) apart from the file.
    """
    path = PurePath(EMOJI.sub("", file.file_name))
    end = f"-{of}{file.sha256[:24]}{path.suffix[:8].lower()}"
    return cut(path.stem, FILE_NAME_MOST - len(end), double_width) + end


def ads_about(plan: t.CampaignPlan, step: t.Step) -> list[str]:
    """Return the keys of the ads that cannot be made without a step and are all that needs it."""
    kind, _, sha = step.key.partition(":")
    if kind == AD:
        return [step.target_key]
    if kind == IMAGE:
        return [ad.key for ad in _ads(plan) if sha in {image.sha256 for image in shown_images(ad)}]
    films = kind in (VIDEO, READY, COVER)
    return [ad.key for ad in _ads(plan) if films and sha in {video.sha256 for video in shown_videos(ad)}]


def group_of(plan: t.CampaignPlan, step: t.Step) -> t.AdGroupPlan:
    """Return the ad group that a step makes."""
    return next(group for group in plan.ad_groups if group.key == step.target_key)


def ad_of(plan: t.CampaignPlan, step: t.Step) -> tuple[t.AdGroupPlan, t.AdPlan]:
    """Return the ad that a step makes, after its ad group."""
    return next((group, ad) for group in plan.ad_groups for ad in group.ads if ad.key == step.target_key)


def video_of(plan: t.CampaignPlan, step: t.Step) -> t.VideoFile:
    """Return the video that a step is about."""
    sha = step.key.partition(":")[2]
    return next(video for ad in _ads(plan) for video in shown_videos(ad) if video.sha256 == sha)


def image_of(plan: t.CampaignPlan, step: t.Step) -> t.ImageFile:
    """Return the picture that a step uploads."""
    sha = step.key.partition(":")[2]
    return next(image for ad in _ads(plan) for image in shown_images(ad) if image.sha256 == sha)


def _ads(plan: t.CampaignPlan) -> list[t.AdPlan]:
    return [ad for group in plan.ad_groups for ad in group.ads]
