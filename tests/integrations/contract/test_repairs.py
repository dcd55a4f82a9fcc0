"""What a platform wants declared before it takes any change: Google's rule on political ads in the EU."""

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.contract.platforms import PLATFORMS

FIELD = "contains_eu_political_advertising"


def test_nothing_is_to_be_repaired_on_an_account_in_order(shop):
    assert shop.adapter.list_repairs() == []
    shop.adapter.repair([])


@pytest.mark.parametrize("platform", [p for p in PLATFORMS if p == t.Platform.GOOGLE], ids=str)
def test_an_undeclared_campaign_blocks_the_account_until_it_is_declared(shop):
    campaign = next(iter(shop.adapter.list_campaigns())).observed
    shop.sandbox.control("POST", f"objects/{campaign.ref.external_id}", **{FIELD: "UNSPECIFIED"})
    (repair,) = shop.adapter.list_repairs()
    assert (repair.external_id, repair.name) == (campaign.ref.external_id, campaign.name)
    assert repair.text
    with pytest.raises((errors.InvalidRequest, errors.PermissionDenied)):
        shop.adapter.update(campaign.ref, t.ChangeField.DAILY_BUDGET, 9900)
    before = shop.seen(campaign.ref)
    for _ in range(2):
        shop.adapter.repair([repair])
    assert shop.adapter.list_repairs() == []
    assert shop.seen(campaign.ref) == before
    shop.adapter.update(campaign.ref, t.ChangeField.DAILY_BUDGET, 9900)
    assert shop.seen(campaign.ref).daily_budget_minor == 9900
