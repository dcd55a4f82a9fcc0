"""Ad accounts: which there are, what they lack, what ads can speak for."""

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.contract.conftest import link_to

SWITCHED_OFF = {
    t.Platform.GOOGLE: {"status": "SUSPENDED"},
    t.Platform.META: {"account_status": 2},
    t.Platform.TIKTOK: {"status": "STATUS_DISABLE"},
}
SPEAKS = {t.Platform.GOOGLE: "conversion_action", t.Platform.META: "page_id", t.Platform.TIKTOK: "identity_id"}


def test_an_account_says_its_currency_and_zone_and_who_its_ads_speak_for(world):
    (account,) = world.auth.list_accounts(world.grant)
    assert (account.name, account.currency, account.time_zone) == ("Marlow Bakehouse", "EUR", "Europe/Dublin")
    assert account.is_usable
    assert [need for need in account.needs if need.is_blocking] == []
    assert account.presence[SPEAKS[world.platform]]


def test_an_account_reads_alone_as_it_is_listed(world):
    (listed,) = world.auth.list_accounts(world.grant)
    read = world.adapter.read_account()
    assert (read.external_id, read.name, read.currency, read.time_zone, read.is_usable) == (
        listed.external_id, listed.name, listed.currency, listed.time_zone, listed.is_usable,
    )  # fmt: skip
    assert read.needs == listed.needs


def test_an_account_without_anything_to_count_by_says_what_it_lacks(world):
    wish = {"name": "Bare", "currency": "JPY", "time_zone": "Asia/Tokyo", "pixel": False}
    world.sandbox.control("POST", "accounts", person="marlow", platform=str(world.platform), **wish)
    bare = next(a for a in world.auth.list_accounts(world.grant) if a.name == "Bare")
    assert (bare.currency, bare.time_zone) == ("JPY", "Asia/Tokyo")
    lacks = [need for need in bare.needs if need.key in ("pixel", "conversion_action")]
    assert lacks
    assert not lacks[0].is_blocking
    assert all(need.text.endswith(".") for need in bare.needs)


def test_an_account_that_was_switched_off_cannot_be_used(world):
    world.sandbox.control("POST", f"objects/{world.link.external_id}", **SWITCHED_OFF[world.platform])
    (account,) = world.auth.list_accounts(world.grant)
    assert not account.is_usable
    assert account.status_words


def test_what_ads_can_speak_for_is_listed_and_choosing_it_fills_the_presence(world):
    found = world.adapter.list_presence()
    assert len({(one.kind, one.external_id) for one in found}) == len(found)
    assert all(one.name and one.kind for one in found)
    offered = {name for one in found for name in one.sets}
    assert SPEAKS[world.platform] in offered
    chosen = next(one for one in found if SPEAKS[world.platform] in one.sets)
    assert chosen.sets[SPEAKS[world.platform]]


def test_many_accounts_are_all_listed(world):
    for number in range(7):
        world.sandbox.control("POST", "accounts", person="marlow", platform=str(world.platform), name=f"Shop {number}")
    accounts = world.auth.list_accounts(world.grant)
    assert len({account.external_id for account in accounts}) == 8


def test_somebody_elses_account_is_not_ours_to_see(world, shop):
    world.link = link_to(shop.auth.list_accounts(shop.grant)[0], world.grant)
    with pytest.raises((errors.PermissionDenied, errors.ObjectNotFound)):
        list(world.adapter.observe())


def test_the_least_daily_budget_is_the_accounts(world):
    least = world.adapter.minimum_daily_budget_minor()
    assert isinstance(least, int)
    assert 0 <= least <= 50_00
