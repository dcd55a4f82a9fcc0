"""The campaign's page: what waits, what moved, single switches, the ledger of one object, closed days."""

from datetime import timedelta

import pytest

from campaigns import selectors, services
from campaigns.models import Ad, AdGroup, Change, PlatformCampaign
from campaigns.types import ClosureKind, DraftAd, DraftGroup, DraftPart, Why
from integrations.types import Targeting
from tenants.roles import Role
from tenants.types import Actor
from tests.campaigns import build
from tests.campaigns.people import act_as, ask_for
from tests.campaigns.test_refused_ads import words
from tests.factories import START

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(running, page_client):
    """Return a function that opens the campaign's page as somebody."""
    return lambda role="owner", query="": page_client(role).get(f"/campaigns/{running.uuid}/{query}").content.decode()


@pytest.fixture
def two_groups(once, account, actor, run_jobs):
    """A campaign with two ad groups, launched."""

    def make():
        image = build.make_asset(actor)
        groups = tuple(
            DraftGroup(
                name=name,
                targeting=Targeting(countries=(code,)),
                ads=(DraftAd(name=f"Ad for {name}", creative=words(actor, 1, image)),),
            )
            for name, code in (("Home", "IE"), ("Abroad", "DE"))
        )
        part = DraftPart(account.uuid, 2500, ad_groups=groups)
        draft = build.make_draft(account, actor, ad_account=None, daily_budget_minor=None, parts=(part,))
        return build.launch(draft, actor, run_jobs)

    return once("two ad groups on meta", make)


def test_what_waits_is_told_with_both_values_and_buttons_for_whom_they_are_for(running, member, page):
    asked = {"campaign": running, "daily_budget_minor": 6000, "now": START, "why": Why("Saturday sold out")}
    change_set = services.change_budget(actor=Actor.for_user(member("member").user), **asked)
    assert f'hx-get="/campaigns/{running.uuid}/waiting/"' in page()
    own, owner = page("member", "waiting/"), page(query="waiting/")
    for text in ("Waits for approval", "€25.00", "€60.00", "Saturday sold out", f"/approvals/{change_set.uuid}/"):
        assert text in own
        assert text in owner
    assert f"/change-sets/{change_set.uuid}/approve/" in owner
    assert f"/change-sets/{change_set.uuid}/approve/" not in own
    assert f"/change-sets/{change_set.uuid}/withdraw/" in own
    assert f"/change-sets/{change_set.uuid}/withdraw/" not in owner


def test_what_waits_comes_as_a_part_of_the_page_and_only_where_something_does(running, member, page, page_client):
    address = f"/campaigns/{running.uuid}/waiting/"
    assert address not in page()
    assert "Nothing of it waits" in page(query="waiting/")
    asked = ask_for(running, act_as(member, Role.MEMBER), 6000)
    part = page_client().get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert part.count("</section>") == 1
    assert f"/change-sets/{asked.uuid}/approve/" in part


def test_each_value_that_moved_is_settled_alone(sandbox, running, account, organization, page, page_client, run_jobs):
    part, ad = PlatformCampaign.objects.get(), Ad.objects.get()
    sandbox.control("POST", f"objects/{part.external_id}", daily_budget=3000)
    sandbox.control("POST", f"objects/{ad.external_id}", status="PAUSED")
    build.sync_now(account, organization, run_jobs)
    said = page()
    for text in ("€25.00", "€30.00", "running", "paused", "Set by", "Keep all of theirs", "Put all of yours back"):
        assert text in said
    page_client().post(f"/campaigns/{running.uuid}/drift/keep/", {"only": f"{ad.uuid}:status"})
    assert Change.objects.filter(kind="status").values_list("field", "after").get() == ("status", "paused")
    assert [one.field for one in selectors.list_drift(selectors.get_campaign(running.uuid))] == ["daily_budget_minor"]


def test_ad_groups_are_a_section_where_there_are_several(two_groups, page_client, run_jobs):
    client, group = page_client(), AdGroup.objects.get(name="Abroad")
    said = client.get(f"/campaigns/{two_groups.uuid}/").content.decode()
    assert "Ads that share an audience" in said
    for text in ("Germany", f"/ad-groups/{group.uuid}/switch/", f"/ad-groups/{group.uuid}/duplicate/"):
        assert text in said
    client.post(f"/ad-groups/{group.uuid}/switch/", {"on": "0"})
    build.run_patiently(run_jobs, rounds=1)
    said = client.get(f"/campaigns/{two_groups.uuid}/").content.decode()
    assert "Switch it on" in said


def test_one_ad_group_has_no_section_and_its_audience_stands_beside_the_platform(running, page):
    said, group = page(), AdGroup.objects.get()
    assert "Ads that share an audience" not in said
    assert f"/ad-groups/{group.uuid}/targeting/" in said
    assert f"/ad-groups/{group.uuid}/ads/add/" in said


def test_the_ledger_is_narrowed_to_one_object(running, actor, page, run_jobs):
    services.switch_ad(ad_id=Ad.objects.get().uuid, on=False, actor=actor, now=START)
    services.change_budget(campaign=running, daily_budget_minor=3000, actor=actor, now=START)
    assert page().count('<li class="entry') == 3
    said = page(query=f"?of={Ad.objects.get().uuid}")
    assert said.count('<li class="entry') == 2
    assert f"target={Ad.objects.get().uuid}" in said
    assert page(query="?of=nothing").count('<li class="entry') == 3


def test_closed_days_stand_on_the_page_with_a_link(running, actor, page):
    since = START.date() + timedelta(days=5)
    common = {"kind": ClosureKind.CLOSED, "to_date": since + timedelta(days=2), "actor": actor, "now": START}
    closure = services.create_closure(campaign=running, from_date=since, note="Christmas", **common)
    said = page()
    assert f"/closures/{closure.uuid}/" in said
    assert "Christmas" in said


def test_what_waits_for_its_first_yes_is_not_called_switched_on(draft, member, page_client):
    services.launch_campaign(campaign=draft, actor=Actor.for_user(member("member").user), now=START)
    said = page_client().get(f"/campaigns/{draft.uuid}/").content.decode()
    assert "It waits for approval." in said
    assert "It is switched on" not in said
