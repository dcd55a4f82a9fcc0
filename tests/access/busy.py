"""An organisation in which every page has everything to look up: the world in which queries are counted."""

from datetime import timedelta
from decimal import Decimal

from analytics import services as numbers
from analytics.models import ConversionAction, Sale
from analytics.types import SAVED_PAGE, InternalIds, Period
from campaigns.models import (
    AccountCeiling,
    Campaign,
    Change,
    ChangeSet,
    Closure,
    CurrencyRate,
    PlatformCampaign,
    Policy,
)
from campaigns.selectors.held import OVER
from campaigns.selectors.standing import SWITCH_CAMPAIGN
from campaigns.selectors.stopping import STOP
from campaigns.services import create_draft
from campaigns.types import ChangeState, Creative, Draft, DraftAd, DraftGroup, DraftPart, dump
from creatives.models import Asset
from integrations.models import AdAccount
from integrations.types import ActionFigures, ConversionKind, Targeting
from tenants.models import User
from tenants.services import create_saved_view
from tenants.types import Actor
from tests.analytics.build import NOW, days_before, make_account, row
from tests.analytics.rates import set_rates

CURRENCIES = {"google": "EUR", "meta": "USD", "tiktok": "GBP"}
NORA = {"actor_kind": "user", "actor_label": "Nora"}
DAYS = Period(days_before(80), days_before(0))


def make_busy() -> tuple[Campaign, ...]:
    """Fill the current organisation; return the campaign that runs on every platform, one that runs on one only, one of
    which the launch stopped half-way, and a draft for every platform."""
    accounts = [make_account(name, platform=name, currency=currency) for name, currency in CURRENCIES.items()]
    gone = make_account("Old", currency="USD", disconnected_at=NOW)
    running, plain = _make_campaign("Running", accounts), _make_campaign("Plain", accounts[:1], purpose="app_installs")
    for account in (*accounts, gone):
        _read(account, [running, plain])
    set_rates({"USD": dict.fromkeys(DAYS, "1.1"), "GBP": dict.fromkeys(DAYS, "0.85")})
    for action in ConversionAction.objects.all():
        account = AdAccount.objects.get(pk=action.account_id)
        numbers.choose_counted_action(account=account, action=action, actor=Actor.system(), now=NOW)
    _sell()
    numbers.create_custom_metric(name="Left over", expression="value * 0.4 - spend", actor=Actor.system(), now=NOW)
    person = Actor.for_user(User.objects.first())
    for page in (SAVED_PAGE, "campaigns"):
        create_saved_view(page=page, name="Mine", query={}, is_shared=False, actor=person, now=NOW)
    for state in (ChangeState.APPLIED, ChangeState.FAILED, ChangeState.PROPOSED, ChangeState.APPROVED):
        _change(running, state)
    _hold(running, accounts)
    return running, plain, _make_half(accounts), _make_draft(accounts)


def stop() -> None:
    """Stop everything: every part that runs was paused, and can be started again."""
    Policy.objects.filter(pk=1).update(stopped_at=NOW, stopped_by_label="Nora")
    for part in PlatformCampaign.objects.filter(status="active"):
        made = ChangeSet.objects.create(campaign=part.campaign, label="Stop", created_at=NOW, **NORA)
        _make_change(made, part, ChangeState.APPLIED, evidence={STOP: NOW.isoformat()})
    PlatformCampaign.objects.filter(status="active").update(status="paused")


def _make_campaign(name: str, accounts: list[AdAccount], purpose: str = "sales") -> Campaign:
    made = Campaign.objects.create(name=name, purpose=purpose, status="active", created_at=NOW, updated_at=NOW, **NORA)
    for account in accounts:
        part = PlatformCampaign.objects.create(
            campaign=made, account=account, platform=account.platform, name=name, status="active",
            currency=account.currency, daily_budget_minor=3_000, operation_id=f"{name}-{account.pk}",
            external_id=f"{name}-{account.pk}", launched_at=NOW - timedelta(days=70), observed_status="paused",
            observed_at=NOW,
        )  # fmt: skip
        for n in range(2):
            group = part.ad_groups.create(name=f"g{n}", external_id=f"g{part.pk}.{n}")
            for each in ("active", "rejected"):
                fields = {"delivery": each, "external_id": f"a{group.pk}.{each}", "status": "active"}
                fields["creative"] = dump(_creative())
                group.ads.create(name=f"ad {each}", reason="No such picture", **fields)
    return made


def _make_half(accounts: list[AdAccount]) -> Campaign:
    """Make a draft of which every launch lost an answer, the one that switches it on among them."""
    made = _make_campaign("Half", accounts)
    Campaign.objects.filter(pk=made.pk).update(status="draft")
    parts = PlatformCampaign.objects.filter(campaign=made)
    parts.update(status="draft", launched_at=None)
    for part in parts:
        steps = (("campaign", "campaign", "done", "x"), ("ad", "ad", "trying", ""), (SWITCH_CAMPAIGN, "", "trying", ""))
        for position, (key, makes, state, found) in enumerate(steps):
            part.launch_steps.create(position=position, key=key, label=key, makes=makes, state=state, external_id=found)
    return Campaign.objects.get(pk=made.pk)


def _make_draft(accounts: list[AdAccount]) -> Campaign:
    group = DraftGroup(name="g", targeting=Targeting(countries=("IE",)), ads=(DraftAd(name="a", creative=_creative()),))
    parts = tuple(DraftPart(account.uuid, 3_000, ad_groups=(group, group)) for account in accounts)
    draft = Draft(name="Wide", purpose="sales", parts=parts, targeting=Targeting(countries=("IE",)))
    return create_draft(draft=draft, actor=Actor.system(), now=NOW, is_whole=False)


def _creative() -> Creative:
    return Creative(link="https://acme.example/", headlines=("Cakes",), images=(Asset.objects.first().uuid,))


def _read(account: AdAccount, campaigns: list[Campaign]) -> None:
    rows, known = [], {}
    orders = (ActionFigures("order", "Orders", ConversionKind.PURCHASE, Decimal(1), 30_000_000),)
    for part in PlatformCampaign.objects.filter(account=account, campaign__in=campaigns):
        group = part.ad_groups.first()
        ad = group.ads.first()
        known[ad.external_id] = InternalIds(part.campaign_id, part.pk, group.pk, ad.pk)
        rows += [row(day, ad.external_id, campaign=part.external_id, actions=orders) for day in DAYS]
    numbers.store_reading(
        account=account, period=DAYS, rows=rows, known=known, read_at=NOW, has_totals=False, has_actions=True
    )


def _sell() -> None:
    worth = {"value_minor": 2_000, "sold_at": NOW, "updated_at": NOW}
    ways = [(day, currency) for day in DAYS for currency in ("EUR", "USD")]
    Sale.objects.bulk_create(Sale(order_id=f"{day}{each}", day=day, currency=each, **worth) for day, each in ways)


def _hold(campaign: Campaign, accounts: list[AdAccount]) -> None:
    """Bound everything by ceilings of each kind, one of which was passed, with closures that should be over."""
    bounds = {"daily_ceiling_minor": 1_000, "currency": "EUR", "largest_step_percent": 20, "approve_above_minor": 1_000}
    Policy.objects.update_or_create(pk=1, defaults=bounds)
    for account in accounts:
        AccountCeiling.objects.create(account=account, daily_ceiling_minor=1_000, updated_at=NOW)
        CurrencyRate.objects.update_or_create(
            currency=account.currency, defaults={"rate": 1, "rate_date": days_before(1)}
        )
    late = {"from_date": days_before(9), "to_date": days_before(2), "state": "on", "created_at": NOW}
    for each in (None, campaign):
        Closure.objects.create(campaign=each, kind="closed", **late, **NORA)
    Change.objects.filter(campaign=campaign, state=ChangeState.APPLIED).update(evidence={OVER: {}})


def _change(campaign: Campaign, state: ChangeState) -> None:
    """Make two sets of a change for each part; what is under way is one at most."""
    parts = list(campaign.platform_campaigns.all())
    for _ in range(1 if state == ChangeState.APPROVED else 2):
        both = ChangeSet.objects.create(campaign=campaign, label=campaign.name, created_at=NOW, **NORA)
        for part in parts:
            _make_change(both, part, state)


def _make_change(change_set: ChangeSet, part: PlatformCampaign, state: ChangeState, **columns) -> None:
    Change.objects.create(
        change_set=change_set, campaign=part.campaign, platform_campaign=part, platform=part.platform, currency="EUR",
        before="active", after="paused", label=part.name, state=state, created_at=NOW, error="No",
        target_kind="platform_campaign", target_id=part.uuid, field="status", kind="status", **NORA, **columns,
    )  # fmt: skip
