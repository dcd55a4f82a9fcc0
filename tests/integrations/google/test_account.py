"""What an account lacks, what it can be aimed at, what must be declared, and how few operations a reading takes."""

import pytest

from integrations import errors
from integrations import types as t
from tests.integrations.google.plans import C, P, make_plan

K = t.TargetingKind


def change(shop, thing_id: str, **fields) -> None:
    shop.sandbox.control("POST", f"objects/{thing_id}", **fields)


def needs(shop) -> dict[str, bool]:
    return {need.key: need.is_blocking for need in shop.adapter.read_account().needs}


def test_a_payment_that_is_not_in_order_is_told_with_where_to_mend_it(shop):
    assert needs(shop) == {}
    change(shop, shop.link.external_id, billing="PENDING")
    assert needs(shop) == {"payment": True}


def test_a_suspended_account_is_listed_as_such_and_asked_for_nothing_else(shop):
    change(shop, shop.link.external_id, status="SUSPENDED")
    (account,) = shop.auth.list_accounts(shop.grant)
    assert (account.is_usable, account.status_words, account.needs) == (False, "Suspended by Google", ())


def test_an_account_that_google_does_not_open_is_listed_with_what_is_known_of_it(shop):
    account = shop.link.external_id
    (person,) = [one["id"] for one in shop.sandbox.control("GET", "people")["people"] if one["name"] == "Nora Marlow"]
    change(shop, account, _direct=[person], status="CANCELED")
    (below,) = shop.auth.list_accounts(shop.grant)
    assert (below.name, below.is_usable) == ("Marlow Bakehouse", False)
    change(shop, account, _manager="")
    (alone,) = shop.auth.list_accounts(shop.grant)
    assert (alone.external_id, alone.is_usable, alone.currency) == (account, False, "")


def test_an_undeclared_campaign_is_a_need_and_is_declared_without_touching_anything_else(shop):
    made = shop.launch(make_plan(P.TRAFFIC, C.SEARCH))["campaign"]
    campaign = t.ObjectRef(t.ObjectKind.CAMPAIGN, made.external_id)
    before = shop.adapter.observe_object(campaign)
    change(shop, made.external_id, contains_eu_political_advertising="UNSPECIFIED")
    assert needs(shop) == {"eu_political": True}
    with pytest.raises(errors.InvalidRequest) as refused:
        shop.adapter.update(campaign, t.ChangeField.STATUS, t.RunStatus.ACTIVE)
    assert "is_eu_political" in refused.value.fields
    repairs = shop.adapter.list_repairs()
    assert [repair.external_id for repair in repairs] == [made.external_id]
    shop.adapter.repair(repairs)
    assert shop.adapter.list_repairs() == []
    assert shop.adapter.observe_object(campaign) == before
    shop.adapter.repair([])


@pytest.mark.parametrize(
    ("kind", "query", "found"),
    [
        (K.PLACE, "Dublin", "Dublin"),
        (K.INTEREST, "food", ""),
        (K.LANGUAGE, "germ", "German"),
        (K.AUDIENCE, "customers", "Customers"),
    ],
)
def test_what_can_be_aimed_at_is_found_by_its_words(shop, kind, query, found):
    options = shop.adapter.search_targeting(kind, query, limit=3)
    assert 0 < len(options) <= 3
    assert all(option.kind == kind and option.key and option.name for option in options)
    assert found in options[0].name


@pytest.mark.parametrize("kind", K)
def test_words_that_mean_something_to_the_query_language_are_only_words(shop, kind):
    assert shop.adapter.search_targeting(kind, "x' OR campaign.id > 0 -- %_[]\\") == []


def test_a_language_s_key_is_what_a_plan_takes_and_a_place_s_too(shop):
    language = shop.adapter.search_targeting(K.LANGUAGE, "German")[0]
    place = shop.adapter.search_targeting(K.PLACE, "Dublin")[0]
    plan = make_plan(P.TRAFFIC, C.SEARCH)
    group = plan.ad_groups[0]
    targeting = t.Targeting(
        places=(t.Place(place.key, place.name),), languages=(language.key,), keywords=group.targeting.keywords
    )
    plan = make_plan(P.TRAFFIC, C.SEARCH, ad_groups=(t.AdGroupPlan("g", "Dublin", targeting, group.ads),))
    assert shop.adapter.validate(plan) == []


def test_reach_is_the_size_of_the_chosen_lists_and_otherwise_not_said(shop):
    option = shop.adapter.search_targeting(K.AUDIENCE, "")[0]
    reach = shop.adapter.estimate_reach(t.Targeting(("IE",), audiences=(option.key,)))
    assert reach.lowest == reach.highest == option.people
    assert shop.adapter.estimate_reach(t.Targeting(("IE",))).lowest is None


@pytest.mark.parametrize(
    ("channels", "operations"), [([], 1), ([C.SEARCH], 3), ([C.PERFORMANCE_MAX], 2), ([C.SEARCH, C.PERFORMANCE_MAX], 4)]
)
def test_a_reading_takes_no_more_operations_than_there_are_kinds(shop, channels, operations):
    for channel in channels:
        shop.launch(make_plan(P.SALES, channel, operation_id=channel.value))
    shop.meter.spent.clear()
    assert len(list(shop.adapter.observe())) == 3 * len(channels)
    assert shop.meter.spent == [(1, False)] * operations


def test_a_launch_takes_as_many_operations_as_it_makes_objects(shop):
    plan = make_plan(P.TRAFFIC, C.SEARCH)
    shop.meter.spent.clear()
    shop.launch(plan)
    assert shop.meter.spent == [(8, True)]


def test_archiving_removes_and_what_is_removed_is_not_found(shop):
    made = shop.launch(make_plan(P.TRAFFIC, C.SEARCH))["campaign"]
    campaign = t.ObjectRef(t.ObjectKind.CAMPAIGN, made.external_id)
    shop.adapter.update(campaign, t.ChangeField.STATUS, t.RunStatus.ARCHIVED)
    assert list(shop.adapter.observe()) == []
    with pytest.raises(errors.ObjectNotFound):
        shop.adapter.observe_object(campaign)
    for strange in ("", "1 OR 2", "assetGroup~x"):
        with pytest.raises(errors.ObjectNotFound):
            shop.adapter.observe_object(t.ObjectRef(t.ObjectKind.AD_GROUP, strange))
