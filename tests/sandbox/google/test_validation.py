"""What Google requires and refuses when a campaign is made: each rule with its error and its place."""

import pytest

from tests.sandbox.google import making
from tests.sandbox.google.conftest import refused

BUDGETS = [
    (lambda b: setattr(b, "amount_micros", 0), "campaign_budget_error.BUDGET_BELOW_PER_DAY_MINIMUM", "create.amount_micros"),
    (lambda b: b._pb.ClearField("amount_micros"), "field_error.REQUIRED", "create.amount_micros"),
    (lambda b: setattr(b, "amount_micros", 10_000_001),
     "campaign_budget_error.NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT", "create.amount_micros"),
    (lambda b: setattr(b, "amount_micros", -10_000_000), "campaign_budget_error.NEGATIVE_MONEY_AMOUNT", "create.amount_micros"),
    (lambda b: setattr(b, "total_amount_micros", 50_000_000),
     "campaign_budget_error.TOTAL_BUDGET_AMOUNT_MUST_BE_UNSET_FOR_BUDGET_PERIOD_DAILY", "create.total_amount_micros"),
    (lambda b: setattr(b, "period", "CUSTOM_PERIOD"),
     "campaign_budget_error.BUDGET_AMOUNT_MUST_BE_UNSET_FOR_CUSTOM_BUDGET_PERIOD", "create.amount_micros"),
    (lambda b: b._pb.ClearField("explicitly_shared"), "field_error.REQUIRED", "create.name"),
    (lambda b: setattr(b, "delivery_method", "ACCELERATED"),
     "campaign_budget_error.CANNOT_USE_ACCELERATED_DELIVERY_MODE", "create.delivery_method"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "place"), BUDGETS, ids=[f"{c}-{p}" for _, c, p in BUDGETS])
def test_a_wrong_budget_is_refused(account, change, code, place):
    one, made = making.budget(account)
    change(made)
    assert refused(lambda: account.mutate(one)) == [(code, place)]


def test_a_budget_that_is_too_low_says_what_the_least_is(account):
    from google.ads.googleads.errors import GoogleAdsException

    with pytest.raises(GoogleAdsException) as caught:
        account.mutate(making.budget(account, micros=10_000)[0])
    details = caught.value.failure.errors[0].details.budget_per_day_minimum_error_details
    assert (details.currency_code, details.budget_per_day_minimum_micros) == ("EUR", 1_000_000)
    assert details.failed_budget_amount_micros == 10_000


CAMPAIGNS = [
    (lambda c: setattr(c, "contains_eu_political_advertising", "UNSPECIFIED"),
     "field_error.REQUIRED", "create.contains_eu_political_advertising"),
    (lambda c: c._pb.ClearField("maximize_conversions"), "field_error.REQUIRED", "create.campaign_bidding_strategy"),
    (lambda c: c._pb.ClearField("name"), "field_error.REQUIRED", "create.name"),
    (lambda c: setattr(c, "name", "a\nb"), "string_format_error.ILLEGAL_CHARS", "create.name"),
    (lambda c: setattr(c, "name", "n" * 256), "string_length_error.TOO_LONG", "create.name"),
    (lambda c: c._pb.ClearField("campaign_budget"), "field_error.REQUIRED", "create.campaign_budget"),
    (lambda c: setattr(c, "advertising_channel_type", "UNSPECIFIED"), "field_error.REQUIRED", "create.advertising_channel_type"),
    (lambda c: setattr(c, "advertising_channel_type", "VIDEO"),
     "operation_access_denied_error.OPERATION_NOT_PERMITTED_FOR_CAMPAIGN_TYPE", "create.advertising_channel_type"),
    (lambda c: setattr(c, "advertising_channel_type", "MULTI_CHANNEL"),
     "campaign_error.INVALID_ADVERTISING_CHANNEL_SUB_TYPE", "create.advertising_channel_sub_type"),
    (lambda c: setattr(c.target_cpm.target_frequency_goal, "target_count", 1),
     "bidding_error.CANNOT_CREATE_CAMPAIGN_WITH_BIDDING_STRATEGY", "create.target_cpm"),
    (lambda c: setattr(c.target_cpa, "target_cpa_micros", 0), "field_error.REQUIRED", "create.target_cpa.target_cpa_micros"),
    (lambda c: setattr(c.target_impression_share, "location", "TOP_OF_PAGE"),
     "field_error.REQUIRED", "create.target_impression_share.location_fraction_micros"),
    (lambda c: setattr(c.maximize_conversions, "target_cpa_micros", 5),
     "bidding_error.BID_TOO_MANY_FRACTIONAL_DIGITS", "create.maximize_conversions.target_cpa_micros"),
    (lambda c: setattr(c, "start_date_time", "20260901 00:00:00"),
     "date_error.INVALID_STRING_DATE_TIME_SECONDS", "create.start_date_time"),
    (lambda c: setattr(c, "start_date_time", "2026-08-01 00:00:00"),
     "date_range_error.CANNOT_SET_DATE_TO_PAST", "create.start_date_time"),
    (lambda c: (setattr(c, "start_date_time", "2026-09-02 00:00:00"), setattr(c, "end_date_time", "2026-09-01 23:59:59")),
     "date_range_error.START_DATE_AFTER_END_DATE", "create.end_date_time"),
    (lambda c: setattr(c.network_settings, "target_search_network", True),
     "campaign_error.CANNOT_TARGET_SEARCH_NETWORK_WITHOUT_GOOGLE_SEARCH", "create.network_settings.target_search_network"),
    (lambda c: setattr(c, "status", "REMOVED"), "request_error.INVALID_ENUM_VALUE", "create.status"),
    (lambda c: setattr(c, "id", 7), "new_resource_creation_error.CANNOT_SET_ID_FOR_CREATE", "create.id"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "place"), CAMPAIGNS, ids=[f"{c}-{p}" for _, c, p in CAMPAIGNS])
def test_a_wrong_campaign_is_refused(account, change, code, place):
    one, made = making.campaign(account)
    change(made)
    assert refused(lambda: account.mutate(making.budget(account)[0], one)) == [(code, place)]


@pytest.mark.parametrize("channel", ["DEMAND_GEN", "PERFORMANCE_MAX"])
def test_these_channels_share_no_budget(account, channel):
    one, made = making.budget(account)
    made.explicitly_shared, made.name = True, "Shared"
    codes = refused(lambda: account.mutate(one, making.campaign(account, channel=channel)[0]))
    assert codes == [("campaign_error.CAMPAIGN_CANNOT_USE_SHARED_BUDGET", "create.campaign_budget")]


def test_a_budget_of_one_campaign_takes_no_second(account):
    operations = [
        making.budget(account)[0],
        making.campaign(account)[0],
        making.campaign(account, "Other", number=-9)[0],
    ]
    code = "campaign_budget_error.CANNOT_USE_IMPLICITLY_SHARED_CAMPAIGN_BUDGET_WITH_MULTIPLE_CAMPAIGNS"
    assert refused(lambda: account.mutate(*operations)) == [(code, "create.campaign_budget")]


def test_conversions_can_only_be_bid_for_where_they_are_counted(sandbox, account):
    sandbox.control("POST", "accounts", person="marlow", platform="google", name="Bare", pixel=False)
    people = sandbox.control("GET", "people")["people"][0]["accounts"]
    account.id = next(a["account_id"] for a in people if a["name"] == "Bare")
    codes = refused(lambda: account.mutate(making.budget(account)[0], making.campaign(account)[0]))
    assert codes == [("campaign_error.CONVERSION_TRACKING_NOT_ENABLED", "create.maximize_conversions")]


def test_a_total_budget_needs_an_end_and_enough_for_every_day(account):
    one, made = making.budget(account)
    made._pb.ClearField("amount_micros")
    made.total_amount_micros, made.period = 30_000_000, "CUSTOM_PERIOD"
    two, campaign = making.campaign(account)
    assert refused(lambda: account.mutate(one, two))[0][0] == "campaign_error.END_DATE_TIME_REQUIRED_FOR_TOTAL_BUDGET"
    campaign.end_date_time = "2026-10-31 23:59:59"
    assert refused(lambda: account.mutate(one, two))[0][0] == "campaign_budget_error.BUDGET_BELOW_PER_DAY_MINIMUM"
    campaign.end_date_time = "2026-08-20 23:59:59"
    assert account.mutate(one, two)


GROUPS = [
    (lambda g: setattr(g, "type_", "DISPLAY_STANDARD"),
     "ad_group_error.AD_GROUP_TYPE_NOT_VALID_FOR_ADVERTISING_CHANNEL_TYPE", "create.type"),
    (lambda g: g._pb.ClearField("name"), "field_error.REQUIRED", "create.name"),
    (lambda g: setattr(g, "cpc_bid_micros", 1), "bidding_error.BID_TOO_MANY_FRACTIONAL_DIGITS", "create.cpc_bid_micros"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "place"), GROUPS, ids=[c for _, c, _ in GROUPS])
def test_a_wrong_ad_group_is_refused(account, change, code, place):
    one, made = making.group(account)
    change(made)
    operations = [making.budget(account)[0], making.campaign(account)[0], one]
    assert refused(lambda: account.mutate(*operations)) == [(code, place)]


def test_two_ad_groups_of_a_campaign_have_two_names(account):
    operations = [
        making.budget(account)[0],
        making.campaign(account)[0],
        making.group(account)[0],
        making.group(account, number=-8)[0],
    ]
    assert refused(lambda: account.mutate(*operations)) == [("ad_group_error.DUPLICATE_ADGROUP_NAME", "create.name")]


def _headline(text):
    def change(ad):
        ad.ad.responsive_search_ad.headlines[0].text = text

    return change


RSA = "create.ad.responsive_search_ad"
ADS = [
    (lambda a: a.ad.responsive_search_ad.headlines.pop(), "collection_size_error.TOO_FEW", f"{RSA}.headlines"),
    (lambda a: a.ad.responsive_search_ad.headlines.extend({"text": f"Number {n}"} for n in range(13)),
     "collection_size_error.TOO_MANY", f"{RSA}.headlines"),
    (lambda a: a.ad.responsive_search_ad.descriptions.pop(), "collection_size_error.TOO_FEW", f"{RSA}.descriptions"),
    (_headline("x" * 31), "string_length_error.TOO_LONG", f"{RSA}.headlines[0].text"),
    (_headline("焼" * 16), "string_length_error.TOO_LONG", f"{RSA}.headlines[0].text"),
    (_headline("Baked at five"), "distinct_error.DUPLICATE_ELEMENT", f"{RSA}.headlines[1].text"),
    (_headline("Buy now!"), "policy_finding_error.POLICY_FINDING", f"{RSA}.headlines[0].text"),
    (_headline("Call 0800 123 4567"), "policy_finding_error.POLICY_FINDING", f"{RSA}.headlines[0].text"),
    (lambda a: setattr(a.ad.responsive_search_ad, "path2", "x"), "ad_error.CANNOT_SET_PATH2_WITHOUT_PATH1", f"{RSA}.path2"),
    (lambda a: a.ad.final_urls.pop(), "field_error.REQUIRED", "create.ad.final_urls"),
    (lambda a: a.ad.final_urls.__setitem__(0, "marlow.example"), "ad_error.URL_NO_SCHEME", "create.ad.final_urls[0]"),
    (lambda a: a.ad.final_urls.__setitem__(0, "https://marlow"), "ad_error.URL_NO_TOP_LEVEL_DOMAIN", "create.ad.final_urls[0]"),
    (lambda a: a.ad._pb.ClearField("responsive_search_ad"), "ad_error.INVALID_AD_TYPE", "create.ad"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "place"), ADS, ids=[f"{c}-{p}" for _, c, p in ADS])
def test_a_wrong_search_ad_is_refused(account, change, code, place):
    pairs = making.search_campaign(account)
    change(pairs[-1][1])
    assert refused(lambda: account.mutate(*(one for one, _ in pairs))) == [(code, place)]


def test_wide_letters_count_two(account):
    pairs = making.search_campaign(account)
    pairs[-1][1].ad.responsive_search_ad.headlines[0].text = "焼" * 15
    assert account.mutate(*(one for one, _ in pairs))


def test_an_ad_group_holds_three_search_ads(account):
    pairs = making.search_campaign(account) + [making.search_ad(account) for _ in range(3)]
    codes = refused(lambda: account.mutate(*(one for one, _ in pairs)))
    assert codes == [("resource_count_limit_exceeded_error.ADGROUP_LIMIT", "create")]


KEYWORDS = [
    ("x" * 81, "PHRASE", "criterion_error.KEYWORD_TEXT_TOO_LONG"),
    ("a b c d e f g h i j k", "PHRASE", "criterion_error.KEYWORD_HAS_TOO_MANY_WORDS"),
    ("bread!", "PHRASE", "criterion_error.KEYWORD_HAS_INVALID_CHARS"),
    ("bread", "UNSPECIFIED", "field_error.REQUIRED"),
]


@pytest.mark.parametrize(("text", "match", "code"), KEYWORDS, ids=[code for _, _, code in KEYWORDS])
def test_a_wrong_keyword_is_refused(account, text, match, code):
    pairs = making.search_campaign(account)
    pairs[4] = making.keyword(account, text, match)
    assert refused(lambda: account.mutate(*(one for one, _ in pairs)))[0][0] == code


def test_a_place_that_is_none_is_refused(account):
    operations = [making.budget(account)[0], making.campaign(account)[0], making.place(account, "99")[0]]
    place = "create.location.geo_target_constant"
    assert refused(lambda: account.mutate(*operations)) == [("criterion_error.INVALID_CRITERION_ID", place)]


def test_a_criterion_that_is_there_is_given_back(sandbox, account):
    names = making.launch(account)
    one, made = account.operation("campaign_criterion")
    made.campaign, made.location.geo_target_constant = names[1], "geoTargetConstants/2372"
    assert making.names(account.mutate(one)) == [names[2]]
    assert sandbox.count("google.campaign_criterion") == 1


def test_a_circle_needs_a_radius_and_a_middle(account):
    one, made = account.operation("campaign_criterion")
    made.campaign = account.name("campaigns", -2)
    made.proximity.radius, made.proximity.radius_units = 10, "KILOMETERS"
    operations = [making.budget(account)[0], making.campaign(account)[0], one]
    code = "criterion_error.PROXIMITY_GEOPOINT_AND_ADDRESS_BOTH_CANNOT_BE_NULL"
    assert refused(lambda: account.mutate(*operations))[0][0] == code
    made.proximity.geo_point.latitude_in_micro_degrees, made.proximity.geo_point.longitude_in_micro_degrees = (
        53_349_800,
        -6_260_300,
    )
    made.proximity.radius = 900
    assert refused(lambda: account.mutate(*operations))[0][0] == "criterion_error.INVALID_PROXIMITY_RADIUS"
