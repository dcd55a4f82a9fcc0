"""An account, what it lacks, and what it can speak for."""

from dataclasses import replace

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.meta.conftest import REDIRECT, connect
from tests.integrations.meta.plans import make_plan


def needs(shop) -> dict[str, t.Need]:
    return {need.key: need for need in shop.adapter.read_account().needs}


def edit(shop, external_id: str, **changes) -> None:
    shop.sandbox.control("POST", f"objects/{external_id}", **changes)


def test_a_good_account_lacks_nothing_and_reading_and_listing_agree(shop):
    account = shop.adapter.read_account()
    assert account.needs == ()
    assert account == shop.auth.list_accounts(shop.grant)[0]
    assert account.presence["instagram_name"] == "marlowbakehouse"


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"account_status": 2, "disable_reason": 1}, "standing", "integrity"),
        ({"account_status": 7}, "standing", "support"),
        ({"account_status": 3}, "payment", "Billing"),
        ({"funding_source": ""}, "payment", "Billing"),
        ({"user_tasks": ["ANALYZE"]}, "permission", "Manage campaigns"),
    ],
)
def test_an_account_that_cannot_run_ads_says_what_to_do_about_it(shop, changes, key, words):
    edit(shop, f"act_{shop.link.external_id}", **changes)
    found = needs(shop)
    assert set(found) == {key}
    assert found[key].is_blocking
    assert words in found[key].text


def test_who_may_not_see_how_it_pays_is_told_nothing_of_it(shop):
    edit(shop, f"act_{shop.link.external_id}", funding_source="", user_tasks=["ADVERTISE", "ANALYZE"])
    assert needs(shop) == {}


def test_a_bare_account_lacks_page_pixel_and_instagram_and_only_the_page_stops_all_ads(shop):
    shop.sandbox.control("POST", "people", name="Ada Bare", key="ada", page=False, accounts=[{"pixel": False}])
    bare = connect(shop.sandbox, "ada")
    assert {key: need.is_blocking for key, need in needs(bare).items()} == {
        "page": True, "pixel": False, "instagram_user": False,
    }  # fmt: skip
    assert [p.kind for p in bare.adapter.list_presence()] == ["app"]


def test_every_page_pixel_and_instagram_account_can_be_chosen(shop):
    shop.sandbox.control("POST", "accounts", person="marlow", name="Second", page="Second Page")
    found = {}
    for presence in shop.adapter.list_presence():
        found.setdefault(presence.kind, []).append(presence)
    assert set(found) == {"page", "instagram_user", "pixel", "app"}
    page = found["page"][0]
    assert page.sets == {"page_id": page.external_id, "page_name": page.name}
    for kind, name in (("page", "page_id"), ("instagram_user", "instagram_user_id"), ("pixel", "pixel_id")):
        assert shop.link.presence[name] in [p.sets[name] for p in found[kind]]


def test_what_its_owner_did_not_let_us_see_is_left_out_and_the_rest_is_read(shop):
    scopes = "ads_management,ads_read,business_management,pages_show_list"
    token = shop.sandbox.token("marlow", redirect_uri=REDIRECT, scope=scopes)
    shop.link = t.AccountLink(shop.link.external_id, "EUR", "Europe/Dublin", token, shop.link.presence)
    shop.grant = replace(shop.grant, access_token=token)
    assert {p.kind for p in shop.adapter.list_presence()} == {"page", "pixel", "app"}
    assert set(needs(shop)) == {"instagram_user"}
    (account,) = shop.auth.list_accounts(shop.grant)
    assert account.presence["page_name"] == "Marlow Bakehouse"


def test_a_disabled_account_takes_no_new_ads_and_starts_no_old_ones(shop):
    edit(shop, f"act_{shop.link.external_id}", account_status=2)
    plan = make_plan()
    step = next(step for step in shop.adapter.plan_steps(plan) if step.makes)
    with pytest.raises(errors.PermissionDenied):
        shop.adapter.perform_step(plan, step, {})
    assert shop.made() == []


def test_meta_wants_nothing_declared_afterwards(shop):
    assert shop.adapter.list_repairs() == []
    shop.adapter.repair([])
    assert shop.made() == []
