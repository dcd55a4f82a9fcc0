"""What counts as a conversion on each account, for programs."""

from uuid import UUID

from ninja import Schema
from pydantic import Field

from analytics.selectors.countable import AccountActions


class CountableOut(Schema):
    """One conversion action with its figures of the last 28 whole days; money is micros of the account's currency."""

    external_id: str
    name: str
    kind: str
    conversions: float
    value_micros: int | None
    is_chosen: bool


class AccountActionsOut(Schema):
    """An account's actions, the most frequent first. None chosen: what the platform counts."""

    ad_account: UUID
    name: str
    actions: list[CountableOut]

    @classmethod
    def of(cls, found: AccountActions) -> "AccountActionsOut":
        """Return an account as the API writes it."""
        actions = [
            CountableOut(
                external_id=each.action.external_id,
                name=each.action.name,
                kind=each.action.kind,
                conversions=float(each.conversions),
                value_micros=each.value_micros,
                is_chosen=each.is_chosen,
            )
            for each in found.actions
        ]
        return cls(ad_account=found.account.uuid, name=found.account.name, actions=actions)


class CountedActionIn(Schema):
    """What is to count on an account."""

    action: str | None = Field(description="an action's `external_id`; null: what the platform counts")
