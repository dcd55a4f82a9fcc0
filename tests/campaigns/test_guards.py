"""What no door can pass: ceilings, the largest step."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns import selectors, services
from campaigns.models import Change, PlatformCampaign
from campaigns.services import guards
from campaigns.types import ChangeKind, TargetField, Wanted
from tenants.errors import Conflict, Invalid
from tests.campaigns.guarded import add_group, make_account, make_running, part_of
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakery(organization, clock):
    """An ad account on Meta, in euro."""
    return make_account()


@pytest.fixture
def limit(actor, organization, clock):
    """Return a function that sets rules."""

    def set_rules(ceilings=None, **values):
        version = selectors.get_policy().version
        return services.update_policy(values=values, account_ceilings=ceilings, version=version, actor=actor, now=START)

    return set_rules


def budget(campaign, amount, actor, **more):
    return services.change_budget(campaign=campaign, daily_budget_minor=amount, actor=actor, now=START, **more)


def texts(error) -> str:
    return str(getattr(error.value, "fields", None) or error.value.message)


def test_a_budget_above_the_accounts_ceiling_is_refused_at_the_field_with_what_is_left(bakery, limit, actor):
    cakes, _ = make_running(bakery), make_running(bakery, "Mince pies", budget=5000)
    limit({bakery.uuid: 10000})
    with pytest.raises(Invalid) as error:
        budget(cakes, 5001, actor)
    assert list(error.value.fields) == ["daily_budget_minor"]
    assert "€20.01" in texts(error)
    assert "€20.00 is left of the €100.00" in texts(error)
    assert not Change.objects.exists()
    assert budget(cakes, 5000, actor).changes.get().after == 5000


def test_what_spends_less_passes_above_a_ceiling(bakery, limit, actor):
    cakes = make_running(bakery, budget=50000)
    limit({bakery.uuid: 10000}, daily_ceiling_minor=10000)
    assert budget(cakes, 20000, actor).changes.get().after == 20000
    assert services.pause_campaign(campaign=cakes, actor=actor, now=START)


def test_what_a_platform_has_not_confirmed_is_not_free_yet(bakery, limit, actor):
    cakes, pies = make_running(bakery, budget=6000), make_running(bakery, "Mince pies", budget=4000)
    limit({bakery.uuid: 10000})
    budget(cakes, 2000, actor)
    with pytest.raises(Invalid):
        budget(pies, 5000, actor)
    Change.objects.update(state="applied")
    PlatformCampaign.objects.filter(campaign=cakes).update(observed_daily_budget_minor=2000)
    assert budget(pies, 8000, actor)


def test_a_pause_frees_only_when_the_platform_has_paused(bakery, limit, actor):
    cakes, pies = make_running(bakery, budget=6000), make_running(bakery, "Mince pies", budget=4000)
    limit({bakery.uuid: 10000})
    services.pause_campaign(campaign=cakes, actor=actor, now=START)
    with pytest.raises(Invalid):
        budget(pies, 5000, actor)
    Change.objects.update(state="applied")
    PlatformCampaign.objects.filter(campaign=cakes).update(observed_status="paused")
    assert budget(pies, 9000, actor)


def test_a_raise_whose_end_nobody_saw_counts_until_the_platform_was_looked_at(bakery, limit, actor):
    cakes, pies = make_running(bakery, budget=4000), make_running(bakery, "Mince pies", budget=4000)
    limit({bakery.uuid: 10000})
    budget(cakes, 6000, actor)
    Change.objects.update(state="failed", attempts=8)
    PlatformCampaign.objects.filter(campaign=cakes).update(daily_budget_minor=4000)
    with pytest.raises(Invalid):
        budget(pies, 5000, actor)
    PlatformCampaign.objects.filter(campaign=cakes).update(observed_at=START.replace(hour=10))
    assert budget(pies, 6000, actor)


def test_switching_on_counts_what_it_switches_on(bakery, limit, actor):
    cakes = make_running(bakery, budget=6000, status="paused", observed_status="paused")
    make_running(bakery, "Mince pies", budget=5000)
    type(cakes).objects.filter(pk=cakes.pk).update(status="paused")
    limit(daily_ceiling_minor=10000)
    with pytest.raises(Conflict) as error:
        services.resume_campaign(campaign=cakes, actor=actor, now=START)
    assert "everything together" in texts(error)
    limit(daily_ceiling_minor=11000)
    assert services.resume_campaign(campaign=cakes, actor=actor, now=START)


def test_a_drift_that_is_kept_is_no_raise_but_counts(bakery, limit, actor):
    cakes = make_running(bakery, budget=3000, observed_daily_budget_minor=20000)
    pies = make_running(bakery, "Mince pies", budget=3000)
    limit({bakery.uuid: 10000})
    assert services.keep_drift(campaign=cakes, actor=actor, now=START)
    with pytest.raises(Invalid):
        budget(pies, 3001, actor)


def test_a_budget_in_all_counts_for_each_day_of_its_run_rounded_up(bakery, limit, actor):
    last = date(2026, 11, 22)
    cakes = make_running(
        bakery, budget=None, lifetime_budget_minor=10000, observed_lifetime_budget_minor=10000, end_date=last
    )
    limit({bakery.uuid: 4000})  # three days: €33.34
    with pytest.raises(Invalid) as error:
        services.change_budget(campaign=cakes, lifetime_budget_minor=12001, actor=actor, now=START)
    assert list(error.value.fields) == ["lifetime_budget_minor"]
    assert "€6.66 is left" in texts(error)
    assert services.change_budget(campaign=cakes, lifetime_budget_minor=12000, actor=actor, now=START)


def test_an_end_that_comes_nearer_makes_a_budget_in_all_dearer_a_day(bakery, limit):
    last = date(2026, 11, 29)
    cakes = make_running(bakery, budget=None, lifetime_budget_minor=10000, end_date=last)
    limit({bakery.uuid: 2000})

    def end(day):
        return [Wanted(part_of(cakes), ChangeKind.SCHEDULE, TargetField.END_DATE, day, "Christmas cakes")]

    assert not guards.list_refusals(end("2026-11-24"), now=START)
    (refusal,) = guards.list_refusals(end("2026-11-23"), now=START)
    assert refusal.field == "end_date"
    assert "€25.00" not in refusal.text  # what it adds is told: 15.00 a day more
    assert "€15.00" in refusal.text


def test_what_has_ended_is_not_counted_and_moving_its_end_is(bakery, limit, actor):
    over = make_running(bakery, budget=9000, end_date=date(2026, 11, 19), delivery="ended")
    pies = make_running(bakery, "Mince pies", budget=1000)
    limit({bakery.uuid: 10000})
    again = [Wanted(part_of(over), ChangeKind.SCHEDULE, TargetField.END_DATE, "2026-12-24", "Christmas cakes")]
    assert not guards.list_refusals(again, now=START)
    assert budget(pies, 10000, actor)
    assert guards.list_refusals(again, now=START)


def test_ad_groups_with_budgets_of_their_own_count_each(bakery, limit, actor):
    cakes = make_running(bakery, budget=None, budget_level="ad_group")
    women, _ = add_group(cakes, budget=3000), add_group(cakes, budget=3000)
    add_group(cakes, budget=9000, status="paused", observed_status="paused")
    limit({bakery.uuid: 8000})
    with pytest.raises(Invalid):
        budget(cakes, 5001, actor, target=women.uuid)
    assert budget(cakes, 5000, actor, target=women.uuid)


def test_other_currencies_are_converted_and_rounded_up(bakery, limit, actor, organization):
    dollars = make_account("New York", currency="USD")
    ads = make_running(dollars, budget=1000)
    limit(daily_ceiling_minor=1000)
    with pytest.raises(Invalid) as error:
        budget(ads, 1001, actor)
    assert "No exchange rate is known for USD" in texts(error)
    services.set_rates(rates={"EUR": Decimal(1), "USD": Decimal("0.9")}, rate_date=START.date())
    with pytest.raises(Invalid):
        budget(ads, 1112, actor)  # €10.008
    assert budget(ads, 1111, actor)  # €9.999


def test_the_largest_step_is_measured_from_what_the_platform_has(bakery, limit, actor):
    cakes = make_running(bakery, budget=5000)
    limit(largest_step_percent=20)
    with pytest.raises(Invalid) as error:
        budget(cakes, 6001, actor)
    assert list(error.value.fields) == ["daily_budget_minor"]
    assert "up to €60.00" in texts(error)
    assert budget(cakes, 6000, actor)
    with pytest.raises(Invalid):
        budget(cakes, 7000, actor)  # the first has not reached the platform: it would be one step of 40%
    assert budget(cakes, 1000, actor)


def test_without_limits_nothing_is_asked(bakery, actor, django_assert_num_queries):
    cakes = make_running(bakery)
    wanted = [Wanted(part_of(cakes), ChangeKind.BUDGET, TargetField.DAILY_BUDGET, 900000, "Christmas cakes")]
    with django_assert_num_queries(2):  # the policy; ceilings of accounts
        assert guards.list_refusals(wanted, now=START) == []
