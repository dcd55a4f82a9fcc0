"""The pages, from the form to the ledger, as a browser without script sees them."""

import pytest

from campaigns import selectors
from campaigns.models import Campaign, Change
from tests.campaigns import build
from tests.campaigns.walking import LINK, Walk

pytestmark = pytest.mark.django_db


def built(client, account, picture) -> Walk:
    """Go through the builder's steps."""
    walk = Walk.begin(client, purpose="sales")
    walk.send("audience", countries=["IE", "GB"])
    walk.choose(account, amounts=("25.00",))
    walk.send("ads", link=LINK, call_to_action="shop_now")
    walk.write(primary_texts_1="Order a cake.", headlines_1="Cakes", images=str(picture.uuid))
    return walk


def test_a_campaign_is_built_launched_paused_and_the_pause_undone(sandbox, account, actor, page_client, run_jobs):
    client = page_client()
    asset = build.make_asset(actor)
    assert client.get("/campaigns/").status_code == 200
    assert client.get("/campaigns/new/").status_code == 200
    review = built(client, account, asset).review()
    assert "Ready for" in review
    assert "€43.75" in review
    campaign = Campaign.objects.get()
    here = f"/campaigns/{campaign.uuid}/"
    assert client.post(f"{here}launch/").url == here
    assert b"under-way" in client.get(here).content
    run_jobs(names=["campaigns.apply_change_set"])
    assert client.get(here).status_code == 200
    assert client.post(f"{here}pause/").url == here
    page = client.get(here).content.decode()
    assert "is being paused" in page
    assert "/undo/" in page
    run_jobs(names=["campaigns.apply_change_set"])
    change = Change.objects.get(kind="status")
    assert sandbox.control("GET", "objects", kind="campaign")["objects"][0]["status"] == "PAUSED"
    assert client.post(f"/changes/{change.uuid}/undo/").status_code == 302
    run_jobs(names=["campaigns.apply_change_set"])
    assert sandbox.control("GET", "objects", kind="campaign")["objects"][0]["status"] == "ACTIVE"
    history = client.get("/history/").content.decode()
    assert "Undone" in history
    assert history.count('<li class="entry') == 3
    assert client.get("/campaigns/").status_code == 200
    lines = b"".join(client.get("/history.csv").streaming_content).decode().splitlines()
    assert len(lines) == 4
    assert "Christmas cakes" in lines[1]


def test_the_list_finds_by_name_and_state(account, actor, page_client):
    client = page_client()
    for name in ("Bread box", "100% rye", "<b>Cakes</b>"):
        build.make_draft(account, actor, name=name)
    assert client.get("/campaigns/?search=bread").content.count(b'aria-level="1"') == 1
    assert client.get("/campaigns/?search=%25").content.count(b'aria-level="1"') == 1
    assert client.get("/campaigns/?search=' OR 1=1 --").content.count(b'aria-level="1"') == 0
    assert client.get("/campaigns/?status=active").content.count(b'aria-level="1"') == 0
    assert client.get("/campaigns/?status=';drop table&platform=%00&sort=x&page=9&period=never").status_code == 200
    page = client.get("/campaigns/?search=cakes").content
    assert b"&lt;b&gt;Cakes" in page
    assert b"<b>Cakes" not in page


def test_drift_is_shown_with_both_values_and_put_back(sandbox, running, account, organization, page_client, run_jobs):
    part = running.platform_campaigns.all()[0]
    sandbox.control("POST", f"objects/{part.external_id}", daily_budget=3000)
    build.sync_now(account, organization, run_jobs)
    client, here = page_client(), f"/campaigns/{running.uuid}/"
    page = client.get(here).content.decode()
    assert "no longer has what you set" in page
    assert "€25.00" in page
    assert "€30.00" in page
    assert client.post(f"{here}drift/put-back/").status_code == 302
    run_jobs(names=["campaigns.apply_change_set"])
    assert not selectors.list_drift(selectors.get_campaign(running.uuid))
    assert sandbox.control("GET", "objects", kind="campaign")["objects"][0]["data"]["daily_budget"] in (2500, "2500")
