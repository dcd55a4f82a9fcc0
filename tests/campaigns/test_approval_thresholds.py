"""From which amount somebody must approve, where amounts are in several currencies."""

import pytest

from campaigns.models import CurrencyRate
from tests.campaigns.people import ask_for, set_policy
from tests.factories import START

pytestmark = pytest.mark.django_db
RATES = {"EUR": "1", "USD": "0.9"}


@pytest.mark.parametrize(("rates", "amount", "text"), [
    (RATES, 3500, ""),
    (RATES, 3700, "US$41.12 a day: from US$40.00 a day"),
    ({}, 2600, "EUR cannot be compared with USD"),
])  # fmt: skip
def test_a_threshold_is_compared_in_its_own_currency(running, actor, rates, amount, text):
    set_policy(approve_above_minor=4000, currency="USD")
    for currency, rate in rates.items():
        CurrencyRate.objects.create(currency=currency, rate=rate, rate_date=START.date())
    made = ask_for(running, actor, amount)
    assert (text in made.approval_reason, bool(made.approval_reason)) == (True, bool(text))
