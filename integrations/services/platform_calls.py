"""Every call to an ad platform about one ad account.

Each raises only `integrations.errors`. None of them may run inside a database transaction (a platform may take half a
minute to answer), none retries (but for a token that could be renewed), and each notices a token that has died. What a
change needs passes as writes do, the reads too that go before it: reads stop at 80 % of a quota, writes do not.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from integrations import registry, target_names, types
from integrations.models import AdAccount
from integrations.services.calling import ask, read


def read_account(*, account: AdAccount) -> types.RemoteAccount:
    """Return the account as the platform has it now: its standing, and what it lacks before an ad can run. A read."""
    return ask(account, lambda platform: platform.read_account())


def list_presence(*, account: AdAccount) -> list[types.Presence]:
    """Return what the account's ads can speak for and count by. A read."""
    return ask(account, lambda platform: platform.list_presence())


def list_repairs(*, account: AdAccount) -> list[types.Repair]:
    """Return what the platform wants declared before it takes any change. A read."""
    return ask(account, lambda platform: platform.list_repairs())


def list_remote_campaigns(*, account: AdAccount) -> Iterator[types.RemoteCampaign]:
    """Yield every campaign on the account that is not deleted, with its ad groups and ads. A read."""
    yield from read(account, lambda platform: platform.list_campaigns())


def observe_account(*, account: AdAccount, for_change: bool = False) -> Iterator[types.Observed]:
    """Yield the state of every campaign, ad group and ad that is not deleted. A read.

    `for_change`: a change waits for it, so it passes even where reads have used up their part of the quota.
    """
    yield from read(account, lambda platform: platform.observe(), kind=types.SyncKind.OBJECTS, for_change=for_change)


def observe_object(*, account: AdAccount, ref: types.ObjectRef) -> types.Observed:
    """Return one object's own state; raises ObjectNotFound when it is deleted or not there. A read, one call."""
    return ask(account, lambda platform: platform.observe_object(ref), for_change=True)


def minimum_daily_budget_minor(*, account: AdAccount) -> int:
    """Return the least daily budget that the platform takes, in the account's minor units. A read."""
    return ask(account, lambda platform: platform.minimum_daily_budget_minor())


def search_targeting(
    *, account: AdAccount, kind: types.TargetingKind, query: str, limit: int = 20
) -> list[types.TargetingOption]:
    """Return what the platform offers to aim at for some words, the best first, and remember its names. A read."""
    found = ask(account, lambda platform: platform.search_targeting(kind, query, limit=limit))
    target_names.remember(account, kind, found)
    return found


def estimate_reach(*, account: AdAccount, targeting: types.Targeting) -> types.Reach:
    """Return how many people the platform guesses behind a targeting. A read."""
    return ask(account, lambda platform: platform.estimate_reach(targeting))


def validate_plan(*, account: AdAccount, plan: types.CampaignPlan) -> list[types.Problem]:
    """Return what would be refused; makes nothing."""
    return ask(account, lambda platform: platform.validate(plan), for_change=True)


def plan_steps(*, account: AdAccount, plan: types.CampaignPlan) -> list[types.Step]:
    """Return the steps that make the plan, in order. Reaches no network and needs no token."""
    return registry.steps_for(types.Platform(account.platform), plan)


def plan_additions(
    *, account: AdAccount, plan: types.CampaignPlan, there: Mapping[str, types.StepResult]
) -> list[types.Step]:
    """Return the steps that add what of a plan is not `there` to a campaign that is. Reaches no network, needs no token."""
    return registry.additions_for(types.Platform(account.platform), plan, there)


def find_step(
    *, account: AdAccount, plan: types.CampaignPlan, step: types.Step, done: Mapping[str, types.StepResult]
) -> types.StepResult | None:
    """Return what an earlier try of this step made, or None. A read; call it before any step is tried again."""
    return ask(account, lambda platform: platform.find_step(plan, step, done), for_change=True)


def perform_step(
    *, account: AdAccount, plan: types.CampaignPlan, step: types.Step, done: Mapping[str, types.StepResult]
) -> types.StepResult:
    """Do one step; not idempotent: after OutcomeUnknown or a lost worker, `find_step` first."""
    return ask(account, lambda platform: platform.perform_step(plan, step, done), for_change=True)


def update_object(
    *,
    account: AdAccount,
    ref: types.ObjectRef,
    field: types.ChangeField,
    value: types.FieldValue,
) -> None:
    """Set one field to a value of its kind (`ChangeField`). Idempotent: it may be sent again."""
    ask(account, lambda platform: platform.update(ref, field, value), for_change=True)


def upload_image(*, account: AdAccount, image: types.ImageFile) -> types.UploadedMedia:
    """Upload a picture, or find the copy of these bytes that is there already. Idempotent."""
    return ask(account, lambda platform: platform.upload_image(image), for_change=True)


def upload_video(*, account: AdAccount, video: types.VideoFile) -> types.UploadedMedia:
    """Upload a video, or find the copy of these bytes that is there already; it may still be in the making."""
    return ask(account, lambda platform: platform.upload_video(video), for_change=True)


def read_video(*, account: AdAccount, external_id: str) -> types.UploadedMedia:
    """Return whether an uploaded video can be used by now. A read."""
    return ask(account, lambda platform: platform.read_video(external_id), for_change=True)


def repair(*, account: AdAccount, repairs: list[types.Repair]) -> None:
    """Make declarations that the platform wants; idempotent. Only the ledger calls it: it changes campaigns."""
    ask(account, lambda platform: platform.repair(repairs), for_change=True)


def fetch_metrics(
    *,
    account: AdAccount,
    since: date,
    until: date,
    level: types.MetricLevel = types.MetricLevel.ALL,
    hourly: bool = False,
    with_actions: bool = False,
) -> Iterator[types.MetricRow]:
    """Yield figures for the account's days from `since` to `until`, both included. A read.

    ALL: the ads' rows, and each campaign's own totals (without ad group and ad), read after those of its ads; asset
    groups' rows follow them. What totals hold beyond their ads' rows is of the campaign: a platform leaves some ads
    out, and the two were not read at the same moment. Costs count for the account's cadence only in a plain reading of
    days. Never `with_actions` and `hourly` together.
    """
    kind = None if hourly or with_actions else types.SyncKind.METRICS
    yield from read(
        account,
        lambda platform: platform.fetch_metrics(since, until, level=level, hourly=hourly, with_actions=with_actions),
        kind=kind,
    )


def fetch_breakdown(
    *, account: AdAccount, since: date, until: date, breakdown: types.Breakdown
) -> Iterator[types.BreakdownRow]:
    """Yield campaigns' figures by day and part of the audience; nothing where the platform does not give it. A read.

    Parts come later than figures (TikTok: up to 16 hours), and need not add up to them.
    """
    yield from read(account, lambda platform: platform.fetch_breakdown(since, until, breakdown), kind=None)


def fetch_reach(
    *, account: AdAccount, since: date, until: date, level: types.MetricLevel = types.MetricLevel.CAMPAIGN
) -> Iterator[types.ReachRow]:
    """Yield how many people each campaign, or each ad (AD), reached in these days together: an estimate, never to be added
    up. Google tells nothing of ads. A read."""
    yield from read(account, lambda platform: platform.fetch_reach(since, until, level=level), kind=None)


def fetch_watching(*, account: AdAccount, since: date, until: date) -> Iterator[types.WatchRow]:
    """Yield how far the videos of ads were watched, by day; nothing of ads without a video. A read."""
    yield from read(account, lambda platform: platform.fetch_watching(since, until), kind=None)
