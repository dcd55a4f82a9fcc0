"""Single ads that a platform refuses while the rest is made: which ones an error means, and how they wait alone."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from campaigns.models import Ad, AdGroup, Change, PlatformCampaign
from campaigns.services import ledger
from campaigns.types import ChangeKind, ObjectStatus
from integrations import types
from integrations.errors import InvalidRequest
from integrations.types import Delivery, Review


def of_problems(problems: Collection[types.Problem], plan: types.CampaignPlan) -> dict[str, str]:
    """Return the ads (key and why) whose refusal is all that stands against a plan; empty when more does."""
    if any(problem.ad_key not in _ads(plan) for problem in problems):
        return {}
    texts: dict[str, list[str]] = {}
    for problem in problems:
        texts.setdefault(problem.ad_key, []).append(problem.text)
    return {key: " ".join(dict.fromkeys(said)) for key, said in texts.items()}


def of_error(error: InvalidRequest, text: str, plan: types.CampaignPlan, step: types.Step | None) -> dict[str, str]:
    """Return the ads (key and why) that a refusal means: those that it names, the step's own, or all that show a file."""
    ads = _ads(plan)
    if named := {key: said for key, said in error.ad_keys.items() if key in ads}:
        return named
    if step is None:
        return {}
    if step.target_key in ads:
        return {step.target_key: text}
    file = step.key.partition(":")[2]
    return {key: text for key, ad in ads.items() if file and file in _files(ad)}


def refuse(part: PlatformCampaign, refused: Mapping[str, str]) -> None:
    """Mark ads as rejected, with the platform's reason. Only what was never made; may be repeated."""
    ads = Ad.objects.filter(ad_group__platform_campaign=part, external_id="")
    for key, text in refused.items():
        ads.filter(uuid=UUID(key)).update(
            status=ObjectStatus.REJECTED, delivery=Delivery.REJECTED, review=Review.REJECTED, reason=text
        )


def readmit(part: PlatformCampaign, group: AdGroup | None = None) -> None:
    """Let ads that were refused and never made, a part's or one ad group's, be tried again with the rest."""
    _refused(part, group).update(status=ObjectStatus.ACTIVE, **FRESH)


def forget(ads: Iterable[Ad]) -> None:
    """Forget an earlier refusal of ads that are made by now: their platform has not judged them yet."""
    made = Ad.objects.filter(pk__in=[ad.pk for ad in ads if ad.external_id], review=Review.REJECTED)
    made.update(**FRESH)


def note(change: Change, part: PlatformCampaign) -> None:
    """Name in a change's evidence the ads that were left out, and why. The caller holds the transaction."""
    target = ledger.target_of(change)
    ads = _refused(part, target if isinstance(target, AdGroup) else None)
    if left_out := {str(ad.uuid): ad.reason for ad in ads}:
        Change.objects.filter(pk=change.pk).update(evidence=change.evidence | {REFUSED: left_out})


def put_away(changes: Iterable[Change], now: datetime) -> None:
    """Take the rows of additions that will not be made out of sight: `gone_at`. The caller holds the transaction.

    Only what was never made and is not refused by its platform, which waits to be fixed.
    """
    additions = [change.target_id for change in changes if change.kind == ChangeKind.LAUNCH]
    never = {"external_id": "", "status": ObjectStatus.PAUSED, "gone_at": None}
    for group in AdGroup.objects.filter(uuid__in=additions, **never):
        group.ads.filter(external_id="").update(gone_at=now)
        AdGroup.objects.filter(pk=group.pk).update(gone_at=now)
    Ad.objects.filter(uuid__in=additions, **never).update(gone_at=now)


REFUSED = "refused"
FRESH = {"delivery": Delivery.UNKNOWN, "review": Review.UNKNOWN, "reason": ""}
"""What is observed of an ad that a platform has not judged."""


def _refused(part: PlatformCampaign, group: AdGroup | None) -> QuerySet[Ad]:
    ads = Ad.objects.filter(ad_group__platform_campaign=part, external_id="", gone_at=None)
    ads = ads.filter(status=ObjectStatus.REJECTED)
    return ads.filter(ad_group=group) if group else ads


def _ads(plan: types.CampaignPlan) -> dict[str, types.AdPlan]:
    return {ad.key: ad for group in plan.ad_groups for ad in group.ads}


def _files(ad: types.AdPlan) -> set[str]:
    covers = [video.cover for video in ad.videos if video.cover]
    pictures = [*ad.images, *ad.logos, *covers, *(card.image for card in ad.cards)]
    return {file.sha256 for file in pictures} | {video.sha256 for video in ad.videos}
