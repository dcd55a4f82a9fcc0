"""Criteria and ends that change: taken away and put there in one mutate, refused where Google refuses."""

import pytest

from tests.sandbox.google import making
from tests.sandbox.google.conftest import refused

SAID = "SELECT ad_group_criterion.resource_name, ad_group_criterion.keyword.text, ad_group_criterion.negative FROM ad_group_criterion"


@pytest.fixture
def group(account) -> str:
    """The ad group of a Search campaign."""
    return next(name for name in making.launch(account) if "/adGroups/" in name)


def age(account, group: str, word: str = "AGE_RANGE_18_24", *, negative: bool = False):
    one, made = account.operation("ad_group_criterion")
    made.ad_group, made.age_range.type_, made.negative = group, word, negative
    return one


def gone(account, name: str):
    one, _ = account.operation("ad_group_criterion", "remove")
    one.ad_group_criterion_operation.remove = name
    return one


def test_a_keyword_goes_and_another_comes_in_one_mutate_and_the_first_is_not_told_any_more(account, group):
    (before,) = account.search(SAID)
    other, made = making.keyword(account, "rye bread")
    made.ad_group = group
    account.mutate(gone(account, before.ad_group_criterion.resource_name), other)
    assert [row.ad_group_criterion.keyword.text for row in account.search(SAID)] == ["rye bread"]


def test_what_is_gone_cannot_be_taken_away_again(account, group):
    (before,) = account.search(SAID)
    account.mutate(gone(account, before.ad_group_criterion.resource_name))
    found = refused(lambda: account.mutate(gone(account, before.ad_group_criterion.resource_name)))
    assert [code for code, _ in found] == ["mutate_error.RESOURCE_NOT_FOUND"]


def test_an_age_is_not_aimed_at_and_shut_out_at_once(account, group):
    (name,) = making.names(account.mutate(age(account, group)))
    found = refused(lambda: account.mutate(age(account, group, negative=True)))
    assert found == [("ad_group_criterion_error.CANNOT_TARGET_AND_EXCLUDE", "create.age_range")]
    account.mutate(gone(account, name), age(account, group, negative=True))
    told = [row.ad_group_criterion for row in account.search(SAID)]
    assert [one.negative for one in told if one.resource_name == name] == [True]


def test_a_place_is_not_aimed_at_and_shut_out_at_once(account, group):
    one, made = making.place(account)
    (row,) = account.search("SELECT campaign.resource_name FROM campaign")
    made.campaign, made.negative = row.campaign.resource_name, True
    found = refused(lambda: account.mutate(one))
    assert [code for code, _ in found] == ["campaign_criterion_error.CANNOT_TARGET_AND_EXCLUDE"]


@pytest.mark.parametrize(("end", "code"), [("2026-08-01 23:59:59", "CANNOT_SET_DATE_TO_PAST"), ("soon", "INVALID")])
def test_an_end_is_moved_cleared_and_refused_in_the_past(account, group, end, code):
    (row,) = account.search("SELECT campaign.resource_name FROM campaign")

    def move(to: str):
        one, made = account.operation("campaign", "update")
        made.resource_name = row.campaign.resource_name
        if to:
            made.end_date_time = to
        one.campaign_operation.update_mask.paths.append("end_date_time")
        account.mutate(one)

    def told() -> str:
        (seen,) = account.search("SELECT campaign.end_date_time FROM campaign")
        return seen.campaign.end_date_time

    move("2026-12-24 23:59:59")
    assert told() == "2026-12-24 23:59:59"
    assert [code in found for found, _ in refused(lambda: move(end))] == [True]
    move("")
    assert not told() or told().startswith("2037-")
