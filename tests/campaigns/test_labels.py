"""Labels, tags and the views that people keep."""

import pytest

import tenants.selectors
import tenants.services
from campaigns import selectors, services
from campaigns.models import Campaign, Label
from campaigns.services.labels import MOST_TAGS
from campaigns.types.bulk import Bulk, BulkAction, Chosen
from tenants.errors import Conflict, Invalid, NotFound
from tenants.models import SavedView
from tenants.types import Actor
from tests.campaigns.guarded import make_account, make_running
from tests.factories import START

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def actor(member, clock) -> Actor:
    """The owner."""
    return Actor.for_user(member().user)


def test_a_label_holds_campaigns_and_leaves_them_when_it_goes(actor):
    cakes = make_running(make_account())
    label = services.create_label(name="  Christmas   2026 ", actor=actor, now=START)
    assert label.name == "Christmas 2026"
    move = Bulk(BulkAction.LABEL, label=label.uuid)
    services.apply_bulk(bulk=move, chosen=Chosen(ids=(cakes.uuid,)), actor=actor, now=START)
    assert selectors.get_label(label.uuid).count == 1
    services.rename_label(label_id=label.uuid, name="christmas 2026", actor=actor, now=START)
    services.delete_label(label_id=label.uuid, actor=actor, now=START)
    assert Campaign.objects.get().label is None
    with pytest.raises(NotFound):
        selectors.get_label(label.uuid)


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\x07b"])
def test_a_label_needs_a_name_that_can_be_read(actor, name):
    with pytest.raises(Invalid):
        services.create_label(name=name, actor=actor, now=START)


def test_two_labels_never_have_one_name(actor):
    services.create_label(name="Winter", actor=actor, now=START)
    with pytest.raises(Conflict, match="already"):
        services.create_label(name="WINTER", actor=actor, now=START)
    other = services.create_label(name="Summer", actor=actor, now=START)
    with pytest.raises(Conflict):
        services.rename_label(label_id=other.uuid, name="winter", actor=actor, now=START)


def test_a_campaign_has_each_tag_once_and_not_too_many(actor):
    cakes = make_running(make_account())
    common = {"ids": [cakes.pk], "actor": actor, "now": START}
    assert [services.set_tag(tag="winter", is_on=True, **common) for _ in range(2)] == [1, 0]
    for number in range(MOST_TAGS):
        services.set_tag(tag=f"tag {number}", is_on=True, **common)
    assert len(Campaign.objects.get().tags) == MOST_TAGS
    assert services.set_tag(tag="winter", is_on=False, **common) == 1


def test_views_are_ones_own_or_everybodys(actor, member):
    other = Actor.for_user(member("manager").user)
    common = {"page": "campaigns", "query": {"status": "paused", "sort": "cost", "tag": ""}, "now": START}
    own = tenants.services.create_saved_view(name="Mine", is_shared=False, actor=actor, **common)
    tenants.services.create_saved_view(name="Ours", is_shared=True, actor=actor, **common)
    assert own.query == {"status": "paused", "sort": "cost"}
    assert [view.name for view in tenants.selectors.list_saved_views(actor)] == ["Mine", "Ours"]
    assert [view.name for view in tenants.selectors.list_saved_views(other)] == ["Ours"]
    with pytest.raises(NotFound):
        tenants.services.delete_saved_view(view_id=own.uuid, actor=other, now=START)
    tenants.services.create_saved_view(
        name="Mine", is_shared=False, actor=other, **common
    )  # a name is taken for oneself only
    with pytest.raises(Conflict):
        tenants.services.create_saved_view(name="MINE", is_shared=False, actor=actor, **common)
    with pytest.raises(Invalid):
        tenants.services.create_saved_view(
            page="campaigns", name="x", query={"page": "3"}, is_shared=False, actor=actor, now=START
        )


def test_the_pages_make_rename_delete_and_keep(actor, page_client):
    make_running(make_account())
    client = page_client()
    client.post("/campaigns/labels/new/", {"name": "Winter"})
    label = Label.objects.get()
    client.post(f"/campaigns/labels/{label.uuid}/rename/", {"name": "<b>Summer</b>"})
    page = client.get("/campaigns/labels/").content.decode()
    assert "&lt;b&gt;Summer" in page
    assert "<b>Summer" not in page
    assert (
        "There is a label"
        in client.post("/campaigns/labels/new/", {"name": "<B>summer</B>"}, follow=True).content.decode()
    )
    kept = client.post(
        "/views/create/", {"page": "campaigns", "name": "Paused", "query": "status=paused&sort=cost&page=2&"}
    )
    assert kept.url == "/campaigns/?status=paused&sort=cost"
    view = SavedView.objects.get()
    assert (view.query, view.owner_id) == ({"status": "paused", "sort": "cost"}, actor.id)
    assert "status=paused&amp;sort=cost" in client.get("/campaigns/").content.decode()
    client.post(f"/views/{view.uuid}/delete/")
    client.post(f"/campaigns/labels/{label.uuid}/delete/")
    assert (SavedView.objects.count(), Label.objects.count()) == (0, 0)


def test_the_api_does_the_same(organization, clock, api_client):
    client = api_client("member")
    made = client.post("/api/v1/labels", {"name": "Winter"}, content_type=JSON)
    assert (made.status_code, made.json()["campaigns"]) == (201, 0)
    address = f"/api/v1/labels/{made.json()['id']}"
    assert client.patch(address, {"name": "Summer"}, content_type=JSON).json()["name"] == "Summer"
    assert client.post("/api/v1/labels", {"name": "summer"}, content_type=JSON).status_code == 409
    assert [one["name"] for one in client.get("/api/v1/labels").json()] == ["Summer"]
    assert client.delete(address).status_code == 204
    view = client.post(
        "/api/v1/saved-views", {"name": "Paused", "query": {"status": "paused"}}, content_type=JSON
    ).json()
    assert [one["name"] for one in client.get("/api/v1/saved-views").json()] == ["Paused"]
    assert client.delete(f"/api/v1/saved-views/{view['id']}").status_code == 204
    assert client.get("/api/v1/tags").json() == []
