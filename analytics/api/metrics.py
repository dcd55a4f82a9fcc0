"""Metrics by any split, through the API: the same selectors that the pages use."""

from typing import Any
from uuid import UUID

from ninja import Query, Router

import campaigns.selectors
import integrations.selectors
from analytics import periods, selectors
from analytics.api.common import today
from analytics.api.rows import ReachRows, Rows
from analytics.schemas import MetricsIn, MetricsRow, ReachRow, Split
from analytics.selectors import Cut, Dimension, Question, Scope
from analytics.selectors.custom import list_metrics as list_own_figures
from integrations.types import Platform
from tenants import access, clock, pagination, places
from tenants.errors import Invalid
from tenants.roles import Permission

router = Router(tags=["metrics"])

PARTS = {Split.PLATFORM_CAMPAIGN, Split.AD_GROUP, Split.AD}


@router.get("/metrics", response=list[MetricsRow])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_metrics(request, query: Query[MetricsIn], campaign: UUID | None = None):
    """Return metrics by up to three splits (`by=day&by=platform`), in the order of their keys; without figures no row.

    Splits below the campaign need one to be named. Money is integer micros of the currency beside it, rounded here only.
    """
    found = campaigns.selectors.get_campaign(campaign) if campaign else None
    if found is None and PARTS.intersection(query.by):
        raise Invalid({"by": "Name a campaign to split by its parts."})
    return _rows(query, found)


@router.get("/campaigns/{uuid:campaign_id}/metrics", response=list[MetricsRow])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_campaign_metrics(request, campaign_id: UUID, query: Query[MetricsIn]):
    """Return a campaign's metrics by up to three splits; as `/metrics` with that campaign."""
    return _rows(query, campaigns.selectors.get_campaign(campaign_id))


@router.get("/reach", response=list[ReachRow])
@access.operation(Permission.VIEW_CAMPAIGNS)
@pagination.paged
def list_reach(request, campaign: UUID | None = None, platform: Platform | None = None):
    """Return how many people each campaign reached on the last day, in 7 and in 28 days, as far as platforms say."""
    found = campaigns.selectors.get_campaign(campaign, deep=False) if campaign else None
    return ReachRows(selectors.list_reach(_scope(found, None, platform)))


def _rows(query: MetricsIn, campaign: Any) -> Rows:
    _check(query)
    account = integrations.selectors.get_ad_account(query.account, include_disconnected=True) if query.account else None
    now = query.as_of or clock.now()
    choice = periods.choose(query.model_dump(include={"period", "since", "until", "compare"}), today=today(now))
    try:
        cut = Cut(
            choice.period,
            tuple(Dimension(each) for each in query.by),
            _scope(campaign, account, query.platform),
            as_of=query.as_of,
            currency=query.currency or None,
        )
        question = Question(cut, choice, now, today(now), matures=query.maturity)
    except ValueError as error:
        raise Invalid({"by": str(error)}) from error
    return Rows(question, query.by, campaign, _own_figures(query))


def _check(query: MetricsIn) -> None:
    """Raise Invalid (by, currency, as_of) for what would otherwise be answered as if something else had been asked."""
    problems = {}
    if len(set(query.by)) < len(query.by):
        problems["by"] = "Name each split once."
    if query.currency and query.currency not in places.currencies():
        problems["currency"] = "There is no such currency today. Write its three letters, as EUR."
    if query.as_of and query.as_of > clock.now():
        problems["as_of"] = "This moment has not come yet. Leave it out for what is known now."
    if problems:
        raise Invalid(problems)


def _scope(campaign: Any, account: Any, platform: Platform | None) -> Scope:
    return Scope(
        campaign_ids=[campaign.pk] if campaign else None,
        account_ids=[account.pk] if account else None,
        platform=platform and platform.value,
    )


def _own_figures(query: MetricsIn) -> list:
    if not query.own:
        return []
    known = {figure.uuid: figure for figure in list_own_figures()}
    if unknown := [str(each) for each in query.own if each not in known]:
        raise Invalid({"own": f"There is no own figure {unknown[0]} here."})
    return [known[each] for each in query.own]
