"""Reading what runs on an account already."""

from integrations import types as t

RUNNING = {t.Delivery.DELIVERING, t.Delivery.LEARNING, t.Delivery.LIMITED}


def test_an_empty_account_has_nothing(world):
    assert list(world.adapter.list_campaigns()) == []
    assert list(world.adapter.observe()) == []


def test_running_campaigns_are_read_with_all_that_is_in_them(shop):
    campaigns = {campaign.observed.name: campaign for campaign in shop.adapter.list_campaigns()}
    assert set(campaigns) == {"Always on", "Courses"}
    running = campaigns["Always on"]
    assert running.observed.run_status == t.RunStatus.ACTIVE
    assert running.observed.delivery in RUNNING
    assert running.observed.start_at or all(group.observed.start_at for group in running.ad_groups)
    assert running.purpose in (t.Purpose.SALES, t.Purpose.TRAFFIC, t.Purpose.LEAD_GENERATION, None)
    assert running.objective_word
    assert running.observed.daily_budget_minor == 9000 or running.budget_level == t.BudgetLevel.AD_GROUP
    assert running.ad_groups
    assert all(group.ads for group in running.ad_groups)
    assert all(ad.link for group in running.ad_groups for ad in group.ads)


def test_observing_and_listing_agree(shop):
    listed = []
    for campaign in shop.adapter.list_campaigns():
        listed.append(campaign.observed)
        for group in campaign.ad_groups:
            listed += [group.observed, *(ad.observed for ad in group.ads)]
    observed = list(shop.adapter.observe())
    assert len({one.ref for one in observed}) == len(observed)
    assert {one.ref: one for one in listed} == {one.ref: one for one in observed}


def test_every_page_of_many_campaigns_is_read(world):
    campaigns = [{"name": f"Campaign {number}", "days": 1, "daily_budget_minor": 6000} for number in range(12)]
    account = {"name": "Large", "campaigns": campaigns}
    person = {"name": "Lara Large", "key": "large", "platform": str(world.platform)}
    world.sandbox.control("POST", "people", accounts=[account], **person)
    large = world.connect("large")
    assert {campaign.observed.name for campaign in large.adapter.list_campaigns()} == {
        f"Campaign {number}" for number in range(12)
    }


def test_what_somebody_did_in_the_platforms_own_manager_is_seen(shop):
    campaign = next(c.observed for c in shop.adapter.list_campaigns() if c.observed.name == "Courses")
    somebody = shop.connect("byrne").adapter
    somebody.update(campaign.ref, t.ChangeField.STATUS, t.RunStatus.PAUSED)
    seen = shop.seen(campaign.ref)
    assert (seen.run_status, seen.delivery) == (t.RunStatus.PAUSED, t.Delivery.NOT_DELIVERING)
    assert seen.reason or seen.platform_word
