"""Changes of what runs: the last day, the bid, whom an ad group aims at.

What a form does not show stays as it is: each starts from the document that is changed.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from campaigns.forms import choices
from campaigns.forms.amounts import parse_amount
from campaigns.forms.builder.audience import AudienceForm
from campaigns.forms.errors import BAD_DAY, DAMAGED, ServiceErrorsMixin
from campaigns.forms.targeting import Found, Spot
from campaigns.types import Draft
from integrations.types import Bid, BidStrategy, Targeting
from tenants.formats import from_minor

WHY: dict[str, Any] = {
    "label": "Why", "required": False, "max_length": 500, "help_text": "Stands in History beside your name.",
}  # fmt: skip
HIDDEN: dict[str, Any] = {"widget": forms.HiddenInput, "required": False, "error_messages": DAMAGED}
BY_CLICK = {BidStrategy.MANUAL: "A fixed bid for each click", BidStrategy.MAXIMIZE_VALUE: "As much value as possible"}
WITH_AMOUNT = (BidStrategy.TARGET_CPA, BidStrategy.COST_CAP, BidStrategy.BID_CAP, BidStrategy.MANUAL)
NO_DRAFT = Draft(name="", purpose="")
"""The forms of the builder write into a draft; what runs has none."""


class ScheduleForm(ServiceErrorsMixin, forms.Form):
    """The last day of a campaign, or of one part."""

    target = forms.UUIDField(**HIDDEN)
    end_date = forms.DateField(
        label="Last day", required=False, widget=forms.DateInput(attrs={"type": "date"}), error_messages=BAD_DAY,
        help_text="In each account’s own time. Empty: it runs until you stop it.",
    )  # fmt: skip
    reason = forms.CharField(**WHY)


class BidForm(ServiceErrorsMixin, forms.Form):
    """How a part bids."""

    renamed = {"bid": "strategy"}

    target = forms.UUIDField(**HIDDEN)
    strategy = forms.ChoiceField(
        label="How to bid", choices=[pair for pair in choices.of({**choices.BIDS, **BY_CLICK}) if pair[0]]
    )
    amount = forms.CharField(
        label="Amount", required=False, help_text="What one click or result may cost, where you chose to name it."
    )
    roas = forms.DecimalField(
        label="Times the spend", required=False, min_value=0, max_value=1000,
        help_text="Only for a return on what is spent: 4 means €4 of orders for each €1.",
    )  # fmt: skip
    reason = forms.CharField(**WHY)

    def __init__(self, data=None, *, currency: str, bid: Bid | None = None, target: Any = None):
        initial: dict[str, Any] = {"target": target}
        if bid:
            amount = "" if bid.amount_minor is None else f"{from_minor(bid.amount_minor, currency):f}"
            initial |= {"strategy": bid.strategy, "amount": amount, "roas": bid.roas}
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.currency = currency

    def name_of(self, field: str) -> str:
        """Return the input; what is wrong with a bid is its figure, where the strategy asks for one."""
        if field == "bid" and (strategy := self.cleaned_data.get("strategy")) in (
            *WITH_AMOUNT,
            BidStrategy.TARGET_ROAS,
        ):
            return "roas" if strategy == BidStrategy.TARGET_ROAS else "amount"
        return super().name_of(field)

    def clean_amount(self) -> int | None:
        """Turn the amount into minor units."""
        typed = self.cleaned_data["amount"]
        return parse_amount(typed, self.currency) if typed.strip() else None

    def bid(self) -> Bid:
        """Return the bid."""
        data = self.cleaned_data
        roas: Decimal | None = data["roas"]
        return Bid(BidStrategy(data["strategy"]), data["amount"], roas)


class TargetingForm(AudienceForm):
    """Whom an ad group that runs aims at; what the page does not ask for stays."""

    version = None
    reason = forms.CharField(**WHY)

    def __init__(self, data=None, *, targeting: Targeting, spot: Spot, found: Mapping[str, Found]):
        self.targeting = targeting
        super().__init__(data, draft=NO_DRAFT, spot=spot, found=found)

    def aim(self) -> Targeting:
        """Return whom it aims at now."""
        return self.targeting
