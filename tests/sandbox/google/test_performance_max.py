"""Performance Max: the asset group and its least assets in one mutate, brand assets, review, figures."""

import pytest

from tests.sandbox.google import making, wire
from tests.sandbox.google.conftest import open_account, refused

TEXTS = [
    ("HEADLINE", "Fresh bread"), ("HEADLINE", "Baked at five every day"), ("HEADLINE", "Order online"),
    ("LONG_HEADLINE", "Sourdough, rye and rolls from the bakery around the corner"),
    ("DESCRIPTION", "Order today, eat tomorrow."), ("DESCRIPTION", "Baked by hand in Dublin."),
    ("BUSINESS_NAME", "Marlow Bakehouse"),
]  # fmt: skip
PICTURES = [("MARKETING_IMAGE", 1200, 628), ("SQUARE_MARKETING_IMAGE", 600, 600), ("LOGO", 256, 256)]


def group(account, number=-3, name="Everything"):
    one, made = account.operation("asset_group")
    made.resource_name, made.campaign = account.name("assetGroups", number), account.name("campaigns", -2)
    made.name, made.status = name, "ENABLED"
    made.final_urls.append("https://marlow.example/")
    return one, made


def pieces(account, *, without=(), texts=TEXTS, pictures=PICTURES):
    """Return the operations of a Performance Max campaign, less the assets of some roles."""
    assets, links = [], []
    for number, (role, *content) in enumerate([*texts, *pictures], 10):
        make = making.text if len(content) == 1 else making.image
        assets.append(make(account, -number, *content)[0])
        links += [] if role in without else [making.link(account, -number, role)[0]]
    campaign = making.campaign(account, channel="PERFORMANCE_MAX")[0]
    return [*assets, making.budget(account)[0], campaign, group(account)[0], *links]


def test_it_is_made_in_one_mutate(sandbox, account):
    names = making.names(account.mutate(*pieces(account)))
    assert sum("assetGroupAssets" in name for name in names) == 10
    row = account.search("SELECT asset_group.name, asset_group.primary_status, campaign.name FROM asset_group")[0]
    assert (row.asset_group.name, row.asset_group.primary_status.name) == ("Everything", "PAUSED")
    query = (
        "SELECT asset_group_asset.field_type, asset.text_asset.text FROM asset_group_asset WHERE asset.type = 'TEXT'"
    )
    assert {(row.asset_group_asset.field_type.name, row.asset.text_asset.text) for row in account.search(query)} == set(
        TEXTS
    )
    assert account.search("SELECT ad_group_ad.ad.id FROM ad_group_ad") == []


@pytest.mark.parametrize(
    ("role", "code"),
    [("HEADLINE", "HEADLINE"), ("LONG_HEADLINE", "LONG_HEADLINE"), ("DESCRIPTION", "DESCRIPTION"),
     ("BUSINESS_NAME", "BUSINESS_NAME"), ("MARKETING_IMAGE", "MARKETING_IMAGE"),
     ("SQUARE_MARKETING_IMAGE", "SQUARE_MARKETING_IMAGE"), ("LOGO", "LOGO")],
)  # fmt: skip
def test_without_its_least_assets_it_is_refused(sandbox, account, role, code):
    codes = refused(lambda: account.mutate(*pieces(account, without=(role,))))
    assert codes == [(f"asset_group_error.NOT_ENOUGH_{code}_ASSET", "create")]
    assert sandbox.count("google.campaign") == 0


def test_one_description_must_be_short(account):
    texts = [(r, "A description of more than sixty characters, so that it is too long here " + t) if r == "DESCRIPTION" else (r, t)
             for r, t in TEXTS]  # fmt: skip
    texts = [(r, t[:90]) for r, t in texts]
    assert ("asset_group_error.SHORT_DESCRIPTION_REQUIRED", "create") in refused(
        lambda: account.mutate(*pieces(account, texts=texts))
    )


def test_a_picture_of_the_wrong_shape_is_refused(account):
    pictures = [("MARKETING_IMAGE", 1200, 900), *PICTURES[1:]]
    codes = refused(lambda: account.mutate(*pieces(account, pictures=pictures)))
    assert codes[0] == ("image_error.ASPECT_RATIO_NOT_ALLOWED", "create.asset")


def test_a_picture_that_is_too_small_is_refused(account):
    pictures = [*PICTURES[:2], ("LOGO", 64, 64)]
    assert refused(lambda: account.mutate(*pieces(account, pictures=pictures)))[0][0] == "image_error.IMAGE_TOO_SMALL"


@pytest.mark.parametrize("strategy", ["target_spend", "manual_cpc"])
def test_it_bids_for_conversions_only(account, strategy):
    one, made = making.campaign(account, channel="PERFORMANCE_MAX")
    field = {"target_spend": "cpc_bid_ceiling_micros", "manual_cpc": "enhanced_cpc_enabled"}[strategy]
    setattr(getattr(made, strategy), field, 0)
    codes = refused(lambda: account.mutate(making.budget(account)[0], one))
    assert codes == [("bidding_error.CANNOT_CREATE_CAMPAIGN_WITH_BIDDING_STRATEGY", f"create.{strategy}")]


def test_it_has_no_ad_groups(account):
    operations = [
        making.budget(account)[0],
        making.campaign(account, channel="PERFORMANCE_MAX")[0],
        making.group(account)[0],
    ]
    assert refused(lambda: account.mutate(*operations)) == [
        ("ad_group_error.CANNOT_ADD_AD_GROUP_FOR_CAMPAIGN_TYPE", "create.campaign")
    ]


def test_with_brand_guidelines_name_and_logo_hang_on_the_campaign(account):
    operations = pieces(account, without=("BUSINESS_NAME", "LOGO"))
    index = next(i for i, one in enumerate(operations) if one.campaign_operation.create.name)
    operations[index].campaign_operation.create.brand_guidelines_enabled = True
    codes = {code for code, _ in refused(lambda: account.mutate(*operations))}
    assert codes == {
        "campaign_error.REQUIRED_BUSINESS_NAME_ASSET_NOT_LINKED",
        "campaign_error.REQUIRED_LOGO_ASSET_NOT_LINKED",
    }
    for asset, role in ((-16, "BUSINESS_NAME"), (-19, "LOGO")):
        one, made = account.operation("campaign_asset")
        made.campaign, made.asset, made.field_type = account.name("campaigns", -2), account.name("assets", asset), role
        operations.append(one)
    assert account.mutate(*operations)


def test_it_is_reviewed_and_its_asset_group_tells_most_of_its_figures(sandbox, account):
    names = making.names(account.mutate(*pieces(account)))
    campaign, number = (next(n for n in names if f"/{part}/" in n) for part in ("campaigns", "assetGroups"))
    making.switch(account, "campaign", campaign, "ENABLED")
    assert _status(account) == ("PENDING", ["ASSET_GROUP_UNDER_REVIEW"])
    sandbox.advance(days=3)
    account = open_account(sandbox)
    assert _status(account) == ("ELIGIBLE", [])
    whole, row = (account.search(f"SELECT metrics.cost_micros FROM {name}")[0] for name in ("campaign", "asset_group"))
    books = sandbox.books(account.id)
    assert whole.metrics.cost_micros == books["total"]["spend_micros"] > 0
    assert 0.8 < row.metrics.cost_micros / whole.metrics.cost_micros < 1
    assert {r["ad"] for r in books["rows"]} == {f"assetGroup~{number.rpartition('/')[2]}~ad"}
    assert books["rows"][0]["campaign"] == campaign.rpartition("/")[2]


def test_its_review_can_end_badly(sandbox, account):
    names = making.names(account.mutate(*pieces(account)))
    campaign, number = (next(n for n in names if f"/{part}/" in n) for part in ("campaigns", "assetGroups"))
    making.switch(account, "campaign", campaign, "ENABLED")
    ad = f"assetGroup~{number.rpartition('/')[2]}~ad"
    sandbox.control("POST", f"ads/{ad}/review", verdict="reject")
    assert _status(account) == ("NOT_ELIGIBLE", ["ASSET_GROUP_DISAPPROVED"])


def _status(account):
    row = account.search("SELECT asset_group.primary_status, asset_group.primary_status_reasons FROM asset_group")[
        0
    ].asset_group
    return row.primary_status.name, [reason.name for reason in row.primary_status_reasons]


def test_removing_the_last_headlines_is_refused(account):
    names = making.names(account.mutate(*pieces(account)))
    one = account.client.get_type("MutateOperation")
    one.asset_group_asset_operation.remove = next(n for n in names if n.endswith("~HEADLINE"))
    assert refused(lambda: account.mutate(one))[0][0] == "asset_group_error.NOT_ENOUGH_HEADLINE_ASSET"


def test_a_goal_can_be_left_out_of_bidding_in_the_same_mutate(account):
    one, made = account.operation("campaign_conversion_goal", "update")
    made.resource_name, made.biddable = account.name("campaignConversionGoals", "-2~PURCHASE~WEBSITE"), False
    one.campaign_conversion_goal_operation.update_mask.paths.append("biddable")
    account.mutate(making.budget(account)[0], making.campaign(account)[0], one)
    query = "SELECT campaign_conversion_goal.category, campaign_conversion_goal.biddable FROM campaign_conversion_goal"
    goals = {
        r.campaign_conversion_goal.category.name: r.campaign_conversion_goal.biddable for r in account.search(query)
    }
    assert goals == {"PURCHASE": False, "SUBMIT_LEAD_FORM": True}


def test_one_that_ran_before_we_came_has_its_texts_and_figures(sandbox):
    campaigns = [{"name": "Always on", "days": 5, "goal": "performance_max"}, {"name": "Search", "days": 3}]
    sandbox.control(
        "POST", "people", name="Ann", key="ann", platform="google", accounts=[{"name": "Shop", "campaigns": campaigns}]
    )
    manager = wire.find_manager(wire.connect(sandbox, person="ann"))
    account = wire.Account(wire.connect(sandbox, person="ann", login=manager), _own(sandbox, "ann"))
    channels = "SELECT campaign.advertising_channel_type, metrics.impressions FROM campaign ORDER BY campaign.id"
    rows = account.search(channels)
    assert [row.campaign.advertising_channel_type.name for row in rows] == ["PERFORMANCE_MAX", "SEARCH"]
    assert all(row.metrics.impressions > 0 for row in rows)
    (group,) = account.search(
        "SELECT asset_group.name, asset_group.primary_status, metrics.impressions FROM asset_group"
    )
    assert 0 < group.metrics.impressions < rows[0].metrics.impressions
    links = account.search(
        "SELECT asset.text_asset.text FROM asset_group_asset WHERE asset_group_asset.field_type = 'HEADLINE'"
    )
    assert len({row.asset.text_asset.text for row in links}) == 3


def _own(sandbox, key):
    people = sandbox.control("GET", "people")["people"]
    return next(person for person in people if person["key"] == key)["accounts"][0]["account_id"]
