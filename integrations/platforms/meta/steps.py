"""The steps that make a campaign on Meta, and the names that its objects get. Pure: no SDK, no network.

Order: pictures, videos, the lead form, campaign, ad sets, creatives, ads; everything switched off. Each name ends in a
short mark made from the operation id and the step, so that after a lost answer the object is found by its exact name. A
video's name is made from its bytes instead: the same film is never sent twice.
"""

from collections.abc import Iterator, Mapping

from integrations import types as t
from integrations.platforms import marks

NAME_MOST = 400
IMAGE, VIDEO, FORM, CAMPAIGN, AD_GROUP, CREATIVE, AD = (
    "image",
    "video",
    "lead_form",
    "campaign",
    "ad_group",
    "creative",
    "ad",
)


def plan_steps(plan: t.CampaignPlan) -> list[t.Step]:
    """Return the steps in order; a picture or a video that several ads use is uploaded once."""
    steps = [*media_steps(plan)]
    if form := new_form(plan):
        steps.append(t.Step(FORM, f"Make the form “{form.headline}”"))
    steps.append(t.Step(CAMPAIGN, f"Make the campaign “{plan.name}”, switched off", t.ObjectKind.CAMPAIGN))
    for group in plan.ad_groups:
        steps.append(
            t.Step(f"{AD_GROUP}:{group.key}", f"Make the ad set “{group.name}”", t.ObjectKind.AD_GROUP, group.key)
        )
    for group in plan.ad_groups:
        for ad in group.ads:
            steps.append(creative_step(ad))
            steps.append(t.Step(f"{AD}:{ad.key}", f"Make the ad “{ad.name}”", t.ObjectKind.AD, ad.key))
    return steps


def plan_additions(plan: t.CampaignPlan, there: Mapping[str, t.StepResult]) -> list[t.Step]:
    """Return the steps that make what of a plan is not there, in a campaign that is."""
    return [step for step in plan_steps(plan) if step.key not in there]


def media_steps(plan: t.CampaignPlan) -> Iterator[t.Step]:
    """Yield the uploads, pictures first."""
    ads = [ad for group in plan.ad_groups for ad in group.ads]
    pictures = {image.sha256: ad for ad in ads for image in pictures_of(ad)}
    for sha, ad in pictures.items():
        yield t.Step(f"{IMAGE}:{sha}", f"Upload the picture of “{ad.name}”")
    for sha, ad in {video.sha256: ad for ad in ads if (video := video_of(ad))}.items():
        yield t.Step(f"{VIDEO}:{sha}", f"Upload the video of “{ad.name}”")


def creative_step(ad: t.AdPlan) -> t.Step:
    """Return the step that makes what an ad shows."""
    return t.Step(f"{CREATIVE}:{ad.key}", f"Make the text and picture of “{ad.name}”", target_key=ad.key)


def pictures_of(ad: t.AdPlan) -> list[t.ImageFile]:
    """Return the pictures that an ad uses: the cards', the video's cover, or the first."""
    if ad.cards:
        return [card.image for card in ad.cards]
    if video := video_of(ad):
        return [video.cover] if video.cover else []
    return list(ad.images[:1])


def video_of(ad: t.AdPlan) -> t.VideoFile | None:
    """Return the video that an ad uses; a carousel uses none."""
    return ad.videos[0] if ad.videos and not ad.cards else None


def new_form(plan: t.CampaignPlan) -> t.LeadForm | None:
    """Return the form that must be made: one is wanted, and none that exists is named."""
    form = plan.lead_form if plan.purpose == t.Purpose.LEAD_GENERATION else None
    return form if form and not form.external_id else None


def kind_of(step: t.Step) -> str:
    """Return which of the seven kinds a step is."""
    return step.key.partition(":")[0]


def name_of(plan: t.CampaignPlan, step: t.Step) -> str:
    """Return the marked name of what a step makes."""
    kind = kind_of(step)
    if kind == CAMPAIGN:
        name = plan.name
    elif kind == FORM and (form := new_form(plan)):
        name = form.headline
    else:
        name = group_of(plan, step).name if kind == AD_GROUP else ad_of(plan, step)[1].name
    return marks.marked_name(plan, step, name, most=NAME_MOST)


def ads_about(plan: t.CampaignPlan, step: t.Step) -> list[str]:
    """Return the keys of the ads that cannot be made without a step and are all that needs it."""
    kind, sha = kind_of(step), step.key.partition(":")[2]
    if kind in (CREATIVE, AD):
        return [step.target_key]
    ads = [ad for group in plan.ad_groups for ad in group.ads]
    if kind == IMAGE:
        return [ad.key for ad in ads if sha in {image.sha256 for image in pictures_of(ad)}]
    return [ad.key for ad in ads if kind == VIDEO and (video := video_of(ad)) and video.sha256 == sha]


def group_of(plan: t.CampaignPlan, step: t.Step) -> t.AdGroupPlan:
    """Return the ad group that a step makes."""
    return next(group for group in plan.ad_groups if group.key == step.target_key)


def ad_of(plan: t.CampaignPlan, step: t.Step) -> tuple[t.AdGroupPlan, t.AdPlan]:
    """Return the ad that a step is about, after its ad group."""
    return next((group, ad) for group in plan.ad_groups for ad in group.ads if ad.key == step.target_key)
