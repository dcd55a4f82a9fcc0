"""One thing done to many campaigns: first every line of what would happen, then all of it in one change set."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q

from campaigns.models import Campaign, Change, ChangeSet, PlatformCampaign
from campaigns.selectors.campaigns import list_found
from campaigns.selectors.labels import get_label
from campaigns.selectors.standing import half_made_steps
from campaigns.selectors.warnings import list_warnings
from campaigns.services import approvals, guards, labels, ledger, statuses
from campaigns.services.bulk_lines import Draw, Drawing
from campaigns.services.bulk_words import FULL_OF_TAGS, HAS_LABEL, HAS_TAG, NO_TAG, label_of
from campaigns.services.controls import NO_REASON
from campaigns.types import IN_FLIGHT, CampaignStatus, Wanted, Why
from campaigns.types.bulk import Bulk, BulkAction, BulkPreview, BulkResult, Chosen, Line
from tenants import selectors as tenants_selectors
from tenants import services as tenants
from tenants.errors import Conflict, Forbidden, Invalid, NotFound
from tenants.roles import Permission
from tenants.types import Actor

MOST = 5000
MOST_PERCENT = 1000
EVENTS = {
    BulkAction.PAUSE: "campaigns.paused",
    BulkAction.RESUME: "campaigns.resumed",
    BulkAction.BUDGET: "campaigns.budgets_changed",
    BulkAction.ARCHIVE: "campaigns.archived",
}
CHANGED = "Something changed since you looked. Look at the lines again."
NOTHING = "Nothing would change."


def preview_bulk(*, bulk: Bulk, chosen: Chosen, actor: Actor, now: datetime) -> BulkPreview:
    """Return every line of what would happen, and what stands against it. Writes and locks nothing.

    Raises Invalid for an action that lacks what it needs, NotFound for a campaign that is not here, Conflict for more
    than 5,000 of them, Forbidden for archiving by who may not.
    """
    bulk = _checked(bulk, actor)
    return _preview(bulk, _keys(chosen), actor, now)


def apply_bulk(
    *, bulk: Bulk, chosen: Chosen, actor: Actor, now: datetime, why: Why = NO_REASON, fingerprint: str = ""
) -> BulkResult:
    """Do it: all lines that nothing stands against, in one transaction and one change set, which jobs apply.

    The lines are drawn anew; with a preview's fingerprint Conflict is raised where they are others now, and always
    where none would change anything. Raises what the preview and the guards raise. A set that somebody must approve
    comes back proposed.
    """
    bulk = _checked(bulk, actor)
    keys = _keys(chosen)
    with transaction.atomic():
        ledger.lock_campaigns(keys)
        preview = _preview(bulk, keys, actor, now, with_guards=False)
        if fingerprint and fingerprint != preview.fingerprint:
            raise Conflict(CHANGED)
        if not preview.changing:
            refused = preview.refused
            raise Conflict(f"{NOTHING} {refused[0].campaign.name}: {refused[0].refusal}" if refused else NOTHING)
        return BulkResult(_apply(preview, actor, why, now), preview)


def _apply(preview: BulkPreview, actor: Actor, why: Why, now: datetime) -> ChangeSet | None:
    bulk, campaigns = preview.bulk, {line.campaign.pk: line.campaign for line in preview.changing}
    if bulk.action in (BulkAction.ADD_TAG, BulkAction.REMOVE_TAG):
        labels.set_tag(ids=campaigns, tag=bulk.tag, is_on=bulk.action == BulkAction.ADD_TAG, actor=actor, now=now)
        return None
    if bulk.action == BulkAction.LABEL:
        labels.set_label(ids=campaigns, label=get_label(bulk.label) if bulk.label else None, actor=actor, now=now)
        return None
    if bulk.action == BulkAction.ARCHIVE:
        _put_away(preview, actor, now)
    wanted = [line.wanted for line in preview.changing if line.wanted]
    if not wanted:
        return None
    return ledger.record_changes(
        campaign=next(iter(campaigns.values())) if len(campaigns) == 1 else None,
        wanted=wanted, label=preview.label, action=EVENTS[bulk.action], actor=actor, why=why, now=now,
    )  # fmt: skip


def _put_away(preview: BulkPreview, actor: Actor, now: datetime) -> None:
    """Archive what stands on no platform: it just goes."""
    campaigns = {line.campaign.pk: line.campaign for line in preview.changing}
    nowhere = Q(external_id="") | Q(gone_at__isnull=False)
    parts = PlatformCampaign.objects.filter(nowhere, campaign__in=campaigns).exclude(status=CampaignStatus.ARCHIVED)
    parts.update(status=CampaignStatus.ARCHIVED)
    drafts = {line.campaign.pk for line in preview.changing if not line.wanted}
    bare = [pk for pk in drafts if not campaigns[pk].platform_campaigns.all()]
    Campaign.objects.filter(pk__in=bare).update(status=CampaignStatus.ARCHIVED, updated_at=now)
    statuses.refresh_statuses(ids=drafts - set(bare), now=now)
    for pk in sorted(drafts):
        tenants.record_audit(action="campaign.archived", actor=actor, target=campaigns[pk], detail={}, now=now)


def _preview(bulk: Bulk, keys: list[int], actor: Actor, now: datetime, *, with_guards: bool = True) -> BulkPreview:
    campaigns, draw = _read(keys), _drawer(bulk, now)
    lines = [line for campaign in campaigns for line in draw(campaign)]
    changing = [line for line in lines if not line.refusal]
    wanted = [line.wanted for line in changing if line.wanted]
    label = label_of(bulk, changing or lines, get_label(bulk.label).name if bulk.label else "")
    return BulkPreview(
        bulk=bulk,
        lines=tuple(_warned(lines, wanted) if with_guards else lines),
        label=label,
        obstacles=tuple(one.text for one in guards.list_refusals(wanted, now=now)) if with_guards and wanted else (),
        approval_reason=approvals.reason_for(wanted, actor) if wanted else "",
        fingerprint=hashlib.sha256("\n".join(line.key for line in changing).encode()).hexdigest()[:32],
    )


def _warned(lines: list[Line], wanted: list[Wanted]) -> Iterable[Line]:
    found: dict = {}
    for warning in list_warnings(wanted) if wanted else []:
        found.setdefault(warning.target, []).append(warning)
    for line in lines:
        told = _told(line, found) if found and line.wanted and not line.refusal else ()
        yield replace(line, warnings=tuple(told)) if told else line


def _told(line: Line, found: dict) -> list:
    """Return the warnings of a line's target, and of what is below and above it in its line."""
    target: Any = line.wanted.target if line.wanted else None
    groups = getattr(target, "ad_groups", None)
    rows = [target, *groups.all()] if groups else [target, target.platform_campaign]
    return [warning for row in rows for warning in found.get(row.uuid, [])]


def _drawer(bulk: Bulk, now: datetime) -> Draw:
    drawing = Drawing(bulk, now)
    draws: dict[BulkAction, Callable] = {
        BulkAction.PAUSE: drawing.pause,
        BulkAction.RESUME: drawing.resume,
        BulkAction.BUDGET: drawing.budget,
        BulkAction.ARCHIVE: drawing.archive,
        BulkAction.LABEL: lambda campaign: [_label_line(campaign, label)],
        BulkAction.ADD_TAG: lambda campaign: [_tag_line(campaign, bulk.tag, is_on=True)],
        BulkAction.REMOVE_TAG: lambda campaign: [_tag_line(campaign, bulk.tag, is_on=False)],
    }
    label = get_label(bulk.label) if bulk.label else None
    return draws[bulk.action]


def _tag_line(campaign: Campaign, tag: str, *, is_on: bool) -> Line:
    refusal = ""
    if not labels.can_tag(campaign, tag, is_on=is_on):
        refusal = (HAS_TAG if tag in campaign.tags else FULL_OF_TAGS) if is_on else NO_TAG
    after = [*campaign.tags, tag] if is_on else [one for one in campaign.tags if one != tag]
    return Line(campaign, "", field="tag", before=", ".join(campaign.tags), after=", ".join(after), refusal=refusal)


def _label_line(campaign: Campaign, label) -> Line:
    before, after = campaign.label.name if campaign.label else "", label.name if label else ""
    return Line(campaign, "", field="label", before=before, after=after, refusal=HAS_LABEL if before == after else "")


def _read(keys: list[int]) -> list[Campaign]:
    """Return the campaigns in the order of their keys, with all that a line needs; seven queries."""
    half_made = Exists(half_made_steps(OuterRef("pk"))) & Q(launched_at=None)
    parts = PlatformCampaign.objects.annotate(is_half_made=half_made)
    parts = parts.prefetch_related("ad_groups", "account__connection")  # accounts are few, and shared by their parts
    moving = Prefetch("changes", Change.objects.filter(state__in=IN_FLIGHT).order_by("id"), to_attr="changes_in_flight")
    found = Campaign.objects.filter(pk__in=keys).select_related("label")
    rows = found.prefetch_related(Prefetch("platform_campaigns", parts), moving).in_bulk()
    return [rows[pk] for pk in keys if pk in rows]


def _keys(chosen: Chosen) -> list[int]:
    """Return the keys of the campaigns that are meant, as the list shows them."""
    if chosen.fitting is not None:
        found = [pk for pk, _ in list_found(chosen.fitting, "name")]
    else:
        rows = dict(Campaign.objects.filter(uuid__in=chosen.ids).order_by().values_list("uuid", "pk"))
        if len(rows) < len(set(chosen.ids)):
            raise NotFound("One of these campaigns is not here.")
        found = [rows[uuid] for uuid in dict.fromkeys(chosen.ids)]
    if not found:
        raise Invalid({"campaigns": "Choose campaigns first."})
    if len(found) > MOST:
        raise Conflict(f"These are {len(found):,} campaigns. Choose {MOST:,} at most at once.")
    return found


def _checked(bulk: Bulk, actor: Actor) -> Bulk:
    """Return the action as it is meant; raises Invalid for what it lacks, Forbidden for what the actor may not."""
    if bulk.action == BulkAction.ARCHIVE and not tenants_selectors.may(actor, Permission.LAUNCH_CAMPAIGNS):
        raise Forbidden("Archiving cannot be undone. Ask somebody who may launch campaigns.")
    if bulk.action == BulkAction.BUDGET:
        _check_amount(bulk)
    if bulk.action in (BulkAction.ADD_TAG, BulkAction.REMOVE_TAG):
        return replace(bulk, tag=labels.clean_tag(bulk.tag))
    return bulk


def _check_amount(bulk: Bulk) -> None:
    given = {"percent": bulk.percent, "by_minor": bulk.by_minor, "to_minor": bulk.to_minor}
    named = [name for name, value in given.items() if value is not None]
    if len(named) != 1:
        raise Invalid({"percent": "Say by how many percent, by how much, or to what amount a day: one of the three."})
    if named == ["percent"]:
        if not bulk.percent or not Decimal(-100) < bulk.percent <= MOST_PERCENT:
            raise Invalid({"percent": f"Write a change between −99 and +{MOST_PERCENT} percent."})
        return
    if not bulk.currency:
        raise Invalid({"currency": "Say in which currency the amount is."})
    if not given[named[0]] or (bulk.to_minor is not None and bulk.to_minor < 0):
        raise Invalid({named[0]: "Write an amount of money."})
