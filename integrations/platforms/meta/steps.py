"""The steps that make a campaign on Meta, and the names that its objects get. Pure: no SDK, no network.

Order: pictures, campaign, ad sets, creatives, ads; everything switched off. Each name ends in a short mark made from
the operation id and the step, so that after a lost answer the object is found by its exact name.
"""

import base64
import hashlib

from integrations import types as t

NAME_MOST = 400
IMAGE, CAMPAIGN, AD_GROUP, CREATIVE, AD = "image", "campaign", "ad_group", "creative", "ad"


def plan_steps(plan: t.CampaignPlan) -> list[t.Step]:
    """Return the steps in order; a picture that several ads use is uploaded once."""
    images = {ad.images[0].sha256: ad for group in plan.ad_groups for ad in group.ads}
    steps = [t.Step(f"{IMAGE}:{sha}", f"Upload the picture of “{ad.name}”") for sha, ad in images.items()]
    steps.append(t.Step(CAMPAIGN, f"Make the campaign “{plan.name}”, switched off", t.ObjectKind.CAMPAIGN))
    for group in plan.ad_groups:
        steps.append(
            t.Step(f"{AD_GROUP}:{group.key}", f"Make the ad set “{group.name}”", t.ObjectKind.AD_GROUP, group.key)
        )
    for group in plan.ad_groups:
        for ad in group.ads:
            steps.append(t.Step(f"{CREATIVE}:{ad.key}", f"Make the text and picture of “{ad.name}”", target_key=ad.key))
            steps.append(t.Step(f"{AD}:{ad.key}", f"Make the ad “{ad.name}”", t.ObjectKind.AD, ad.key))
    return steps


def kind_of(step: t.Step) -> str:
    """Return which of the five kinds a step is."""
    return step.key.partition(":")[0]


def marked_name(plan: t.CampaignPlan, step: t.Step, name: str) -> str:
    """Return the object's name on Meta: ours, one line, cut to Meta's length, and the step's mark."""
    digest = hashlib.blake2b(f"{plan.operation_id}:{step.key}".encode(), digest_size=5).digest()
    mark = " ·" + base64.b32encode(digest).decode().lower()
    return " ".join(name.split())[: NAME_MOST - len(mark)] + mark


def group_of(plan: t.CampaignPlan, step: t.Step) -> t.AdGroupPlan:
    """Return the ad group that a step makes."""
    return next(group for group in plan.ad_groups if group.key == step.target_key)


def ad_of(plan: t.CampaignPlan, step: t.Step) -> tuple[t.AdGroupPlan, t.AdPlan]:
    """Return the ad that a step is about, after its ad group."""
    return next((group, ad) for group in plan.ad_groups for ad in group.ads if ad.key == step.target_key)
