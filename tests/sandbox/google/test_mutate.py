"""Mutates: atomic, with temporary ids, validate_only, masks, names, partial failure, quotas, the EU declaration."""

import pytest
from google.api_core import exceptions

from tests.sandbox.google import making
from tests.sandbox.google.conftest import open_account, refused


def _all(pairs):
    return [one for one, _ in pairs]


def _update(account, kind, target, /, *paths, **fields):
    one, made = account.operation(kind, "update")
    made.resource_name = target
    for field, value in fields.items():
        setattr(made, field, value)
    getattr(one, f"{kind}_operation").update_mask.paths.extend(paths or fields)
    return one


def test_one_mutate_makes_a_whole_campaign(sandbox, account):
    names = making.launch(account)
    assert [name.split("/")[2] for name in names] == [
        "campaignBudgets", "campaigns", "campaignCriteria", "adGroups", "adGroupCriteria", "adGroupAds",
    ]  # fmt: skip
    assert not any("-" in name for name in names)


def test_validate_only_makes_nothing_and_finds_what_is_wrong(sandbox, account):
    answer = account.mutate(*_all(making.search_campaign(account)), validate_only=True)
    assert not answer.mutate_operation_responses
    assert sandbox.count("google.campaign") == 0
    making.launch(account)
    codes = refused(lambda: account.mutate(*_all(making.search_campaign(account)), validate_only=True))
    assert codes[0] == ("campaign_error.DUPLICATE_CAMPAIGN_NAME", "create.name")


def test_one_wrong_operation_undoes_all(sandbox, account):
    pairs = making.search_campaign(account)
    pairs[-1][1].ad.responsive_search_ad.headlines[2].text = "A headline of much more than thirty characters"
    codes = refused(lambda: account.mutate(*_all(pairs)))
    assert codes == [("string_length_error.TOO_LONG", "create.ad.responsive_search_ad.headlines[2].text")]
    assert [sandbox.count(f"google.{kind}") for kind in ("campaign_budget", "campaign", "ad_group")] == [0, 0, 0]


def test_a_temporary_id_must_be_defined_before_it_is_used(account):
    pairs = making.search_campaign(account)
    codes = refused(lambda: account.mutate(*_all([pairs[1], pairs[0]])))
    assert codes[0][0] == "mutate_error.RESOURCE_NOT_FOUND"


def test_temporary_ids_are_unique_over_all_types(account):
    codes = refused(lambda: account.mutate(*_all([making.budget(account, -1), making.campaign(account, number=-1)])))
    assert codes[0][0] == "new_resource_creation_error.DUPLICATE_TEMP_IDS"


def test_temporary_ids_are_not_remembered(account):
    account.mutate(making.budget(account)[0])
    codes = refused(lambda: account.mutate(making.campaign(account)[0]))
    assert codes[0][0] == "mutate_error.RESOURCE_NOT_FOUND"


def test_a_removed_campaigns_name_is_free_again(sandbox, account):
    name = making.launch(account)[1]
    one = account.client.get_type("MutateOperation")
    one.campaign_operation.remove = name
    account.mutate(one)
    assert len(making.launch(account)) == 6
    assert sandbox.count("google.campaign") == 1


def test_status_is_enabled_unless_said_otherwise(account):
    pairs = making.search_campaign(account)
    pairs[1][1].status = "UNSPECIFIED"
    account.mutate(*_all(pairs))
    row = account.search("SELECT campaign.status, ad_group.status, ad_group_ad.status FROM ad_group_ad")[0]
    assert {row.campaign.status.name, row.ad_group.status.name, row.ad_group_ad.status.name} == {"ENABLED"}


def test_a_budget_of_one_campaign_takes_its_name(account):
    making.launch(account)
    row = account.search("SELECT campaign_budget.name, campaign_budget.explicitly_shared FROM campaign_budget")[0]
    assert row.campaign_budget.name == "Bread"
    assert row.campaign_budget.explicitly_shared is False


def test_the_answer_holds_the_resource_where_it_is_asked_for(account):
    kind = account.client.enums.ResponseContentTypeEnum.MUTABLE_RESOURCE
    answer = account.mutate(making.budget(account)[0], response_content_type=kind)
    assert answer.mutate_operation_responses[0].campaign_budget_result.campaign_budget.amount_micros == 10_000_000


def test_an_update_changes_what_the_mask_names_and_nothing_else(account):
    name = making.launch(account)[1]
    account.mutate(_update(account, "campaign", name, "name", name="Cakes", status="ENABLED"))
    row = account.search("SELECT campaign.name, campaign.status FROM campaign")[0]
    assert (row.campaign.name, row.campaign.status.name) == ("Cakes", "PAUSED")


MASKS = [
    ((), {"name": "x"}, "field_mask_error.FIELD_MASK_MISSING"),
    (("nme",), {}, "field_mask_error.FIELD_NOT_FOUND"),
    (("maximize_conversions",), {}, "field_mask_error.FIELD_HAS_SUBFIELDS"),
    (("advertising_channel_type",), {"advertising_channel_type": "DISPLAY"}, "field_error.IMMUTABLE_FIELD"),
    (("primary_status",), {}, "field_error.IMMUTABLE_FIELD"),
    (("name",), {}, "field_error.REQUIRED"),
    (("status",), {"status": "REMOVED"}, "request_error.INVALID_ENUM_VALUE"),
]  # fmt: skip


@pytest.mark.parametrize(("paths", "fields", "code"), MASKS, ids=[code for _, _, code in MASKS])
def test_a_wrong_mask_is_refused(account, paths, fields, code):
    name = making.launch(account)[1]
    one, made = account.operation("campaign", "update")
    made.resource_name = name
    for field, value in fields.items():
        setattr(made, field, value)
    one.campaign_operation.update_mask.paths.extend(paths)
    assert refused(lambda: account.mutate(one))[0][0] == code


def test_another_strategy_takes_the_olds_place(account):
    name = making.launch(account)[1]
    one, made = account.operation("campaign", "update")
    made.resource_name, made.target_spend.cpc_bid_ceiling_micros = name, 1_500_000
    one.campaign_operation.update_mask.paths.append("target_spend.cpc_bid_ceiling_micros")
    account.mutate(one)
    query = "SELECT campaign.bidding_strategy_type, campaign.target_spend.cpc_bid_ceiling_micros FROM campaign"
    row = account.search(query)[0]
    assert row.campaign.bidding_strategy_type.name == "TARGET_SPEND"
    assert row.campaign.target_spend.cpc_bid_ceiling_micros == 1_500_000


def test_a_services_own_mutate_does_the_same(account):
    name = making.launch(account)[0]
    operation = account.client.get_type("CampaignBudgetOperation")
    operation.update.resource_name, operation.update.amount_micros = name, 20_000_000
    operation.update_mask.paths.append("amount_micros")
    service = account.client.get_service("CampaignBudgetService")
    answer = service.mutate_campaign_budgets(customer_id=account.id, operations=[operation], timeout=10)
    assert answer.results[0].resource_name == name
    row = account.search("SELECT campaign_budget.amount_micros FROM campaign")[0]
    assert row.campaign_budget.amount_micros == 20_000_000


def test_an_ads_words_are_changed_by_its_own_service_and_reviewed_again(sandbox, account):
    ad = making.launch(account)[5].rpartition("~")[2]
    sandbox.advance(minutes=20)
    one, made = account.operation("ad", "update")
    made.resource_name = account.name("ads", ad)
    made.responsive_search_ad.headlines.extend({"text": text} for text in ("One here", "Two here", "Three here"))
    one.ad_operation.update_mask.paths.append("responsive_search_ad.headlines")
    account.mutate(one)
    query = "SELECT ad_group_ad.ad.id, ad_group_ad.ad.responsive_search_ad.headlines, ad_group_ad.policy_summary.review_status"
    row = account.search(f"{query} FROM ad_group_ad")[0].ad_group_ad
    assert row.ad.id == int(ad)
    assert row.ad.responsive_search_ad.headlines[0].text == "One here"
    assert row.policy_summary.review_status.name == "REVIEW_IN_PROGRESS"


def test_an_ads_content_cannot_be_changed_where_it_hangs(account):
    one, made = account.operation("ad_group_ad", "update")
    made.resource_name = making.launch(account)[5]
    one.ad_group_ad_operation.update_mask.paths.append("ad.final_urls")
    assert refused(lambda: account.mutate(one))[0][0] == "ad_error.CANNOT_MODIFY_AD"


def test_partial_failure_does_what_can_be_done_and_tells_the_rest(sandbox, account):
    good, bad = making.budget(account, -1), making.budget(account, -2, micros=12_345)
    answer = account.mutate(good[0], bad[0], partial_failure=True)
    assert answer.partial_failure_error.code == 3
    assert sandbox.count("google.campaign_budget") == 1
    failure = type(account.client.get_type("GoogleAdsFailure")).deserialize(
        answer.partial_failure_error.details[0].value
    )
    assert failure.errors[0].error_code.campaign_budget_error.name == "NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT"
    assert failure.errors[0].location.field_path_elements[0].index == 1


def test_no_operations_are_no_request(account):
    assert refused(lambda: account.mutate())[0][0] == "request_error.OPERATION_REQUIRED"


def test_one_undeclared_campaign_blocks_all_changes_but_its_declaration(sandbox, account):
    names = making.launch(account)
    sandbox.control("POST", f"objects/{names[1].rpartition('/')[2]}", contains_eu_political_advertising="UNSPECIFIED")
    query = (
        "SELECT campaign.resource_name FROM campaign WHERE campaign.missing_eu_political_advertising_declaration = TRUE"
    )
    assert [row.campaign.resource_name for row in account.search(query)] == [names[1]]
    change = _update(account, "campaign", names[1], status="ENABLED")
    code = "mutate_error.EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED"
    assert refused(lambda: account.mutate(change))[0][0] == code
    assert refused(lambda: account.mutate(*_all(making.search_campaign(account, "Other"))))[0][0] == code
    account.mutate(_update(account, "campaign", names[1], contains_eu_political_advertising=making.NO_POLITICS))
    assert account.search(query) == []
    account.mutate(change)


def test_the_quota_slides_over_a_day_and_says_when_to_come_back(sandbox):
    sandbox.control("POST", "tiers", platform="google", tier="explorer")
    try:
        account = open_account(sandbox)
        budgets = [making.budget(account, -number)[0] for number in range(1, 2_878)]
        account.mutate(*budgets, validate_only=True)  # 2,877 and the list of customers before
        account.search("SELECT customer.id FROM customer")
        account.search("SELECT customer.id FROM customer")
        with pytest.raises(exceptions.ResourceExhausted):
            account.search("SELECT customer.id FROM customer")
        sandbox.advance(hours=25)
        assert open_account(sandbox).search("SELECT customer.id FROM customer")
    finally:
        sandbox.control("POST", "tiers", platform="google", tier="standard")


def test_a_project_with_test_access_reaches_no_real_customer(sandbox, account):
    sandbox.control("POST", "tiers", platform="google", tier="test")
    try:
        codes = refused(lambda: account.search("SELECT customer.id FROM customer"))
    finally:
        sandbox.control("POST", "tiers", platform="google", tier="standard")
    assert codes == [("authorization_error.CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION", "")]
