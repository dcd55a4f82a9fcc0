"""The dashboard's numbers through the API."""

from ninja import Query, Router

from analytics import periods
from analytics.panels.doing import Doing, read_doing
from analytics.schemas import DashboardOut, EstimateOut, FreshnessOut, MetricsOut, MetricsRow, PeriodIn, comparison_out
from tenants import access, clock, place
from tenants.place import today
from tenants.roles import Permission

router = Router(tags=["metrics"])


@router.get("/dashboard", response=DashboardOut)
@access.operation(Permission.VIEW_CAMPAIGNS)
def get_dashboard(request, query: Query[PeriodIn]):
    """Return the dashboard's numbers: the period against the one before, by platform and by day."""
    now = clock.now()
    choice = periods.choose(query.model_dump(), today=today(now))
    read = Doing(**read_doing(choice, now=now, today=today(now), place=place.current()))
    shown = [each for each in read.overview.series if each.day in choice.period]
    return {
        **comparison_out(read.overview.comparison, read.overview.maturing),
        "sentence": "".join(piece.text for piece in read.sentence),
        "estimate": EstimateOut.of(read.overview.estimate),
        "by_platform": [
            MetricsRow(
                metrics=MetricsOut.of(metrics),
                platform=each,
                estimate=EstimateOut.of(read.overview.estimates_by_platform.get(each)),
            )
            for each, metrics in read.overview.by_platform.items()
        ],
        "days": [MetricsRow(metrics=MetricsOut.of(each.metrics), day=each.day) for each in shown],
        "freshness": _freshness(read),
    }


def _freshness(read: Doing) -> list[FreshnessOut]:
    read_at = {feed.account_id: feed.read_at for feed in read.overview.feeds}
    return [
        FreshnessOut(ad_account=account.uuid, name=account.name, read_at=read_at.get(account.pk))
        for account in read.accounts
    ]
