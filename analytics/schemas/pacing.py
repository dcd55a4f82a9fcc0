"""Where this month's spending is heading, as the API answers it. Money is integer micros (millionths) of `currency`."""

from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.pacing import Outcome
from analytics.panels.pacing import Pacing
from analytics.schemas.dashboard import PeriodOut, period_out
from analytics.types import Period


class OutcomeOut(Schema):
    """What is spent so far and what it will have come to by the month's end; four in five months end in low to high.

    The range is null where too little is known: a campaign that has just begun, without a budget.
    """

    currency: str
    spent_micros: int
    low_micros: int | None
    middle_micros: int | None
    high_micros: int | None


class CampaignPacing(OutcomeOut):
    """One campaign's month; `due` is the share (0-1) of its days that is over or under way."""

    id: UUID
    name: str
    daily_budget_micros: int
    due: float | None


class PacingOut(Schema):
    """This month, by currency and by campaign; campaigns that neither spent nor may spend are left out."""

    month: PeriodOut
    by_currency: list[OutcomeOut]
    campaigns: list[CampaignPacing] = Field(description="the organisation's campaigns")

    @classmethod
    def of(cls, read: Pacing, month: Period) -> "PacingOut":
        """Return it as the API writes it."""
        courses = read.courses
        rows = [
            CampaignPacing(
                id=each.uuid,
                name=each.name,
                daily_budget_micros=courses[each.campaign_id].budget_micros,
                due=read.due(each),
                **_amounts(
                    each.currency,
                    read.outcome(each),
                    courses[each.campaign_id].in_month(read.spending.today),
                ),
            )
            for each in read.budgets
            if courses[each.campaign_id].left(read.spending.today)
            or courses[each.campaign_id].in_month(read.spending.today)
        ]
        sums = {
            currency: sum(row.spent_micros for row in rows if row.currency == currency) for currency in read.by_currency
        }
        totals = [OutcomeOut(**_amounts(each, outcome, sums[each])) for each, outcome in read.by_currency.items()]
        return cls(month=period_out(month), by_currency=totals, campaigns=rows)


def _amounts(currency: str, outcome: Outcome | None, spent: int) -> dict:
    ends = (outcome.low, outcome.middle, outcome.high) if outcome else (None, None, None)
    names = ("low_micros", "middle_micros", "high_micros")
    return {"currency": currency, "spent_micros": spent, **dict(zip(names, ends, strict=True))}
