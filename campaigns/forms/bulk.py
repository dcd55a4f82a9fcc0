"""What is done to many campaigns, as the list's form says it."""

from decimal import Decimal
from uuid import UUID

from django import forms
from django.http import QueryDict

from campaigns.types.bulk import Bulk, BulkAction, Chosen
from campaigns.types.finding import FILTERS, Filters
from tenants import formats

HOW = {"percent": "By percent", "by": "By an amount a day", "to": "To an amount a day"}
MOST = Decimal(1_000_000)


class BulkForm(forms.Form):
    """The action and what it needs (`tag` and `label` are filters); `lacks` says whether something of that is still to be asked for."""

    action = forms.ChoiceField(choices=[(each.value, each.value) for each in BulkAction])
    how = forms.ChoiceField(choices=list(HOW.items()), required=False)
    amount = forms.DecimalField(required=False, max_value=MOST, min_value=-MOST)
    currency = forms.CharField(required=False, max_length=3)
    new_tag = forms.CharField(required=False, max_length=40)
    new_label = forms.UUIDField(required=False)
    no_label = forms.BooleanField(required=False)

    @property
    def lacks(self) -> bool:
        """Return whether the action needs a word or an amount that was not given."""
        data = self.cleaned_data
        needed = {
            BulkAction.BUDGET: data.get("amount"),
            BulkAction.ADD_TAG: data.get("new_tag"),
            BulkAction.REMOVE_TAG: data.get("new_tag"),
            BulkAction.LABEL: data.get("new_label") or data.get("no_label"),
        }
        return not needed.get(data["action"], True)

    def bulk(self) -> Bulk:
        """Return the action."""
        data = self.cleaned_data
        amount, how, currency = data.get("amount"), data.get("how") or "percent", data.get("currency") or ""
        of_budget = data["action"] == BulkAction.BUDGET and amount is not None
        minor = int(amount.scaleb(formats.minor_digits(currency))) if of_budget and how != "percent" else None
        return Bulk(
            action=BulkAction(data["action"]),
            percent=amount if of_budget and how == "percent" else None,
            by_minor=minor if how == "by" else None,
            to_minor=minor if how == "to" else None,
            currency=currency,
            tag=data.get("new_tag") or "",
            label=data.get("new_label"),
        )


def read_chosen(given: QueryDict) -> Chosen:
    """Return which campaigns are meant: all that fit, or those that were ticked; what is no id is left out."""
    if given.get("all"):
        return Chosen(fitting=Filters(**{name: given.get(name, "").replace("\x00", "")[:100] for name in FILTERS}))
    ids = []
    for value in given.getlist("campaign"):
        try:
            ids.append(UUID(value))
        except ValueError:
            continue
    return Chosen(ids=tuple(ids))
