"""One thing done to many campaigns: every line first, then one change set."""

from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest

from campaigns import selectors, services
from campaigns.models import AccountCeiling, AccountMinimum, Campaign, Change, ChangeSet, PlatformCampaign, Policy
from campaigns.types.bulk import Bulk, BulkAction, Chosen
from campaigns.types.finding import Filters
from tenants.errors import Conflict, Forbidden, Invalid, NotFound
from tenants.models import AuditEvent, Job
from tenants.roles import Role
from tenants.types import Actor
from tests.campaigns import build
from tests.campaigns.guarded import add_group, make_account, make_running, part_of
from tests.factories import START

pytestmark = pytest.mark.django_db
EVERYTHING = Chosen(fitting=Filters(status="all"))
PAUSE = Bulk(BulkAction.PAUSE)


@pytest.fixture
def bakery(organization, clock):
    """An ad account on Meta, in euro."""
    return make_account()


@pytest.fixture
def owner(member) -> Actor:
    """Somebody who may do it all."""
    return Actor.for_user(member().user)


def preview(bulk: Bulk, actor: Actor, chosen: Chosen = EVERYTHING):
    return services.preview_bulk(bulk=bulk, chosen=chosen, actor=actor, now=START)


def apply(bulk: Bulk, actor: Actor, chosen: Chosen = EVERYTHING, **more):
    return services.apply_bulk(bulk=bulk, chosen=chosen, actor=actor, now=START, **more)


def refusals(found) -> dict[str, str]:
    return {line.campaign.name: line.refusal for line in found.refused}


def by_percent(percent: int | str) -> Bulk:
    return Bulk(BulkAction.BUDGET, percent=Decimal(percent))


def test_a_pause_is_shown_line_by_line_and_changes_what_runs_in_one_set(bakery, owner):
    runs, rests, foreign = (make_running(bakery, name) for name in ("Runs", "Rests", "Foreign"))
    PlatformCampaign.objects.filter(campaign=rests).update(status="paused")
    PlatformCampaign.objects.filter(campaign=foreign).update(is_managed=False)
    make_running(bakery, "Also runs")
    seen = preview(PAUSE, owner)
    assert ChangeSet.objects.count() == 0
    assert seen.label == "Pause 2 campaigns"
    assert {(line.campaign.name, line.before, line.after) for line in seen.changing} == {
        ("Runs", "active", "paused"), ("Also runs", "active", "paused"),
    }  # fmt: skip
    assert refusals(seen)["Rests"] == "It does not run."
    assert "only read here" in refusals(seen)["Foreign"]
    result = apply(PAUSE, owner, fingerprint=seen.fingerprint)
    assert result.change_set.campaign is None
    assert {change.campaign.name for change in result.change_set.changes.all()} == {"Runs", "Also runs"}
    assert part_of(runs).status == "paused"
    assert Campaign.objects.get(name="Runs").status == "paused"
    assert AuditEvent.objects.filter(action="campaigns.paused").count() == 1
    with pytest.raises(Conflict, match="Nothing would change"):
        apply(PAUSE, owner)


def test_the_platform_follows_and_the_undo_puts_all_of_it_back(sandbox, running, account, actor, run_jobs):
    build.launch(build.make_draft(account, actor, name="Christmas bread"), actor, run_jobs)
    made = apply(PAUSE, actor, Chosen(fitting=Filters(search="christmas"))).change_set
    run_jobs(names=["campaigns.apply_change_set"])
    assert [change.state for change in made.changes.all()] == ["applied", "applied"]
    assert {one["status"] for one in sandbox.control("GET", "objects", kind="campaign")["objects"]} == {"PAUSED"}
    services.undo_change_set(change_set=made, actor=actor, now=START)
    run_jobs(names=["campaigns.apply_change_set"])
    assert {one["status"] for one in sandbox.control("GET", "objects", kind="campaign")["objects"]} == {"ACTIVE"}


def test_each_ad_account_has_a_job_of_its_own(bakery, owner):
    for account in (bakery, make_account("Shop", platform="google")):
        make_running(account, account.name)
    made = apply(PAUSE, owner).change_set
    keys = Job.objects.filter(name="campaigns.apply_change_set").values_list("key", flat=True)
    assert sorted(keys) == sorted(f"{made.uuid}:{part.account.uuid}" for part in PlatformCampaign.objects.all())


@pytest.mark.parametrize(
    ("bulk", "after", "refusal"),
    [
        (by_percent(10), 3300, ""),
        (by_percent("-33.3"), 2001, ""),
        (by_percent("0.001"), None, "It is so already."),
        (by_percent(-99), None, "no less than"),
        (Bulk(BulkAction.BUDGET, by_minor=-3000, currency="EUR"), None, "Pause it instead"),
        (Bulk(BulkAction.BUDGET, by_minor=500, currency="EUR"), 3500, ""),
        (Bulk(BulkAction.BUDGET, to_minor=2000, currency="EUR"), 2000, ""),
        (Bulk(BulkAction.BUDGET, to_minor=2000, currency="USD"), None, "in EUR, not in USD"),
    ],
)
def test_budgets_change_by_percent_or_amount(bakery, owner, bulk, after, refusal):
    make_running(bakery)
    AccountMinimum.objects.create(account=bakery, daily_budget_minor=100, read_at=START)
    (line,) = preview(bulk, owner).lines
    assert refusal in line.refusal
    assert bool(line.refusal) == bool(refusal)
    if after is not None:
        assert (line.before, line.after) == (3000, after)
        apply(bulk, owner)
        assert PlatformCampaign.objects.get().daily_budget_minor == after


def test_ad_groups_and_budgets_in_all_have_lines_of_their_own(bakery, owner):
    split = make_running(bakery, "Split", budget=None, budget_level="ad_group")
    add_group(split, budget=1000)
    add_group(split, budget=2000)
    whole = {"lifetime_budget_minor": 50_000, "end_date": (START + timedelta(days=9)).date()}
    make_running(bakery, "Whole", budget=None, **whole)
    seen = preview(by_percent(10), owner)
    assert sorted((line.field, line.before, line.after) for line in seen.changing) == [
        ("daily_budget_minor", 1000, 1100), ("daily_budget_minor", 2000, 2200), ("lifetime_budget_minor", 50_000, 55_000),
    ]  # fmt: skip
    by_amount = preview(Bulk(BulkAction.BUDGET, by_minor=100, currency="EUR"), owner)
    assert "one in all" in refusals(by_amount)["Whole"]


@pytest.mark.parametrize(
    ("bulk", "field"),
    [
        (Bulk(BulkAction.BUDGET), "percent"),
        (Bulk(BulkAction.BUDGET, percent=Decimal(0)), "percent"),
        (Bulk(BulkAction.BUDGET, percent=Decimal(-100)), "percent"),
        (Bulk(BulkAction.BUDGET, percent=Decimal(5), by_minor=5, currency="EUR"), "percent"),
        (Bulk(BulkAction.BUDGET, by_minor=5), "currency"),
        (Bulk(BulkAction.BUDGET, to_minor=-5, currency="EUR"), "to_minor"),
        (Bulk(BulkAction.ADD_TAG, tag="  "), "tag"),
        (Bulk(BulkAction.ADD_TAG, tag="x" * 41), "tag"),
    ],
)
def test_what_an_action_lacks_is_told_at_its_field(bakery, owner, bulk, field):
    make_running(bakery)
    with pytest.raises(Invalid) as refused:
        preview(bulk, owner)
    assert field in refused.value.fields


def test_a_ceiling_stands_against_all_of_it_and_nothing_is_written(bakery, owner):
    make_running(bakery, "A")
    make_running(bakery, "B")
    AccountCeiling.objects.create(account=bakery, daily_ceiling_minor=6100, updated_at=START)
    (obstacle,) = preview(by_percent(10), owner).obstacles
    assert "€1.00 is left" in obstacle
    with pytest.raises(Invalid):
        apply(by_percent(10), owner)
    assert ChangeSet.objects.count() == 0


def test_what_a_member_raises_waits_for_approval_and_a_pause_does_not(bakery, member):
    make_running(bakery, "A")
    make_running(bakery, "B")
    asker = Actor.for_user(member(Role.MEMBER).user)
    assert preview(by_percent(10), asker).approval_reason
    assert preview(PAUSE, asker).approval_reason == ""
    made = apply(by_percent(10), asker).change_set
    assert {change.state for change in made.changes.all()} == {"proposed"}
    assert set(PlatformCampaign.objects.values_list("daily_budget_minor", flat=True)) == {3000}


def test_learning_is_warned_of_with_the_platforms_words(bakery, owner):
    campaign = make_running(bakery, learning="learned", platform_word="SUCCESS")
    (line,) = preview(by_percent(30), owner).changing
    assert [warning.target for warning in line.warnings] == [part_of(campaign).uuid]
    assert preview(by_percent(10), owner).changing[0].warnings == ()


def test_what_moved_since_the_lines_were_shown_is_shown_again(bakery, owner):
    campaign = make_running(bakery)
    seen = preview(by_percent(10), owner)
    services.change_budget(campaign=campaign, daily_budget_minor=4000, actor=owner, now=START)
    with pytest.raises(Conflict, match="changed since you looked"):
        apply(by_percent(10), owner, fingerprint=seen.fingerprint)
    assert part_of(campaign).daily_budget_minor == 4000


def test_what_is_being_applied_is_left_out(bakery, owner):
    busy, free = make_running(bakery, "Busy"), make_running(bakery, "Free")
    services.change_budget(campaign=busy, daily_budget_minor=4000, actor=owner, now=START)
    Change.objects.update(state="applying")
    seen = preview(by_percent(10), owner)
    assert "being changed right now" in refusals(seen)["Busy"]
    apply(by_percent(10), owner)
    assert (part_of(busy).daily_budget_minor, part_of(free).daily_budget_minor) == (4000, 3300)


def test_drafts_just_go_and_what_stands_on_a_platform_is_archived_there(bakery, owner, member):
    make_running(bakery, "Runs")
    draft = make_running(bakery, "Draft", status="draft", external_id="", launched_at=None)
    Campaign.objects.filter(pk=draft.pk).update(status="draft")
    archive = Bulk(BulkAction.ARCHIVE)
    with pytest.raises(Forbidden):
        preview(archive, Actor.for_user(member(Role.MEMBER).user))
    made = apply(archive, owner).change_set
    assert [change.campaign.name for change in made.changes.all()] == ["Runs"]
    assert Campaign.objects.get(name="Draft").status == "archived"
    assert refusals(preview(archive, owner))["Draft"] == "It is archived already."


def test_unknown_campaigns_and_none_at_all_are_refused(bakery, owner):
    with pytest.raises(Invalid):
        preview(PAUSE, owner)
    with pytest.raises(NotFound):
        preview(PAUSE, owner, Chosen(ids=(owner.id,)))


def test_a_preview_costs_as_many_queries_whatever_the_number(bakery, owner, django_assert_max_num_queries):
    for number in range(40):
        make_running(bakery, f"Campaign {number}")
    Policy.objects.create(pk=1, approve_above_percent=50)
    with django_assert_max_num_queries(25):
        assert len(preview(by_percent(10), owner).changing) == 40
    with django_assert_max_num_queries(45):
        apply(by_percent(10), owner)


def test_the_pages_go_from_ticks_to_lines_to_one_set_with_an_undo(bakery, page_client):
    campaigns = [make_running(bakery, name) for name in ("Cakes", "Bread")]
    client = page_client()
    ticked = urlencode([("campaign", str(campaign.uuid)) for campaign in campaigns])
    asks = client.get(f"/campaigns/bulk/?action=budget&{ticked}")
    assert b"should the budgets change" in asks.content
    lines = client.get(f"/campaigns/bulk/?action=budget&how=percent&amount=10&currency=EUR&{ticked}")
    page = lines.content.decode()
    assert ("€30.00" in page, "€33.00" in page, "Change the budget of 2 campaigns: +10%" in page) == (True, True, True)
    assert Change.objects.count() == 0
    sent = {"action": "budget", "how": "percent", "amount": "10", "currency": "EUR", "campaign": [str(one.uuid) for one in campaigns],
            "fingerprint": lines.context["preview"].fingerprint, "next": "/campaigns/"}  # fmt: skip
    done = client.post("/campaigns/bulk/apply/", sent, follow=True)
    assert f"/change-sets/{ChangeSet.objects.get().uuid}/undo/" in done.content.decode()
    again = client.post("/campaigns/bulk/apply/", sent, follow=True)  # a second press
    assert "changed since you looked" in again.content.decode()
    assert ChangeSet.objects.count() == 1
    for wrong in (
        "action=fly",
        "action=pause",
        f"action=budget&amount=x&{ticked}",
        "action=label&new_label=x",
        "action=pause&campaign=x",
    ):
        assert client.get(f"/campaigns/bulk/?{wrong}", follow=True).status_code in (200, 422)


def test_tags_are_given_and_taken_back_by_the_toast(bakery, page_client):
    campaign = make_running(bakery)
    client = page_client()
    done = client.post("/campaigns/bulk/apply/", {"action": "add_tag", "new_tag": "winter", "all": "1"})
    assert done.status_code == 302
    assert Campaign.objects.get().tags == ["winter"]
    (message,) = list(client.get("/campaigns/").context["messages"])
    undo = message.extra_tags.removeprefix("undo:")
    client.post(undo)
    assert Campaign.objects.get(pk=campaign.pk).tags == []


def test_the_api_previews_and_does_the_same(bakery, api_client):
    campaign = make_running(bakery)
    client = api_client("manager")
    body = {"action": "budget", "percent": "10", "campaigns": [str(campaign.uuid)]}
    seen = client.post("/api/v1/campaigns/bulk/preview", body, content_type="application/json").json()
    assert [(line["before"], line["after"], line["target"]) for line in seen["lines"]] == [
        (3000, 3300, str(part_of(campaign).uuid))
    ]
    made = client.post(
        "/api/v1/campaigns/bulk", body | {"fingerprint": seen["fingerprint"]}, content_type="application/json"
    )
    assert (made.status_code, made.json()["changed"]) == (202, 1)
    assert made.json()["change_set"]["changes"][0]["after"] == 3300
    tag = {"action": "add_tag", "tag": "winter", "fitting": {"search": "cakes"}}
    done = client.post("/api/v1/campaigns/bulk", tag, content_type="application/json").json()
    assert (done["change_set"], done["changed"]) == (None, 1)
    nothing = client.post("/api/v1/campaigns/bulk", {"action": "pause"}, content_type="application/json")
    assert nothing.status_code == 422
    assert selectors.list_tags() == [("winter", 1)]
