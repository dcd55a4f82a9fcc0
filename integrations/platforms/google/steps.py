"""The steps that make a campaign on Google, and the names that its objects get. Pure: no SDK, no network.

Everything but videos is made in one atomic call, so there is one step for it; each video is sent, then waited for. Names
of campaigns and ad groups end in a mark, by which they are found after a lost answer; ads have no names on Google, so
they bear theirs among their address's parameters (apps' ads have no address, and are alone in their ad group).
"""

from collections.abc import Mapping

from integrations import types as t
from integrations.platforms import marks
from integrations.platforms.google.purposes import channel_for

NAME_MOST = 255
MARK_KEY = "adwright"
VIDEO, READY, CAMPAIGN, ADDITIONS = "video", "ready", "campaign", "additions"


def plan_steps(plan: t.CampaignPlan) -> list[t.Step]:
    """Return the steps in order; a video that several ads use is sent once."""
    label = f"Make the campaign “{plan.name}” with all its ads, switched off"
    return [*_video_steps(plan), t.Step(CAMPAIGN, label, t.ObjectKind.CAMPAIGN)]


def plan_additions(plan: t.CampaignPlan, there: Mapping[str, t.StepResult]) -> list[t.Step]:
    """Return the steps that add the plan's ad groups and ads to a campaign that exists; one makes all of them."""
    if not plan.ad_groups:
        return []
    names = [group.name for group in plan.ad_groups if group_key(group) not in there]
    names += [ad.name for group in plan.ad_groups if group_key(group) in there for ad in group.ads]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    add = t.Step(ADDITIONS, f"Add “{names[0] if names else plan.name}”{more} to the campaign, switched off")
    return [*[step for step in _video_steps(plan) if step.key not in there], add]


def videos_of(plan: t.CampaignPlan) -> dict[str, t.VideoFile]:
    """Return the videos that the plan's channel shows, by their digest and in order; Search shows none."""
    if channel_for(plan) == t.Channel.SEARCH:
        return {}
    return {video.sha256: video for group in plan.ad_groups for ad in group.ads for video in ad.videos}


def group_key(group: t.AdGroupPlan) -> str:
    """Return by which key an ad group that is there already is told."""
    return f"ad_group:{group.key}"


def campaign_name(plan: t.CampaignPlan) -> str:
    """Return the campaign's name on Google."""
    return marks.mark_name(plan.operation_id, CAMPAIGN, plan.name, most=NAME_MOST)


def group_name(plan: t.CampaignPlan, group: t.AdGroupPlan) -> str:
    """Return an ad group's or asset group's name on Google."""
    return marks.mark_name(plan.operation_id, group_key(group), group.name, most=NAME_MOST)


def ad_mark(plan: t.CampaignPlan, ad: t.AdPlan) -> dict[str, str]:
    """Return what an ad is known by: a custom parameter, which changes no address as long as no template asks for it."""
    return {"key": MARK_KEY, "value": marks.mark_of(plan.operation_id, f"ad:{ad.key}").removeprefix(marks.SIGN)}


def media_name(sha256: str, file_name: str) -> str:
    """Return the name of a picture or video: the same for the same bytes, since Google keeps the first."""
    return marks.mark_name("media", sha256, file_name, most=100)


def _video_steps(plan: t.CampaignPlan) -> list[t.Step]:
    steps = []
    for sha256, video in videos_of(plan).items():
        steps.append(t.Step(f"{VIDEO}:{sha256}", f"Send the video “{video.file_name}” to YouTube, unlisted"))
        steps.append(t.Step(f"{READY}:{sha256}", f"Wait until YouTube has prepared “{video.file_name}”"))
    return steps
