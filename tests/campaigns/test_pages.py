"""The pages, from the form to the ledger, as a browser without script sees them."""

import uuid

import pytest

from analytics.types import Metrics
from analytics.wording import noun_for
from campaigns import selectors
from campaigns.models import Campaign, Change
from campaigns.views import listing
from integrations.types import Purpose
from tests.campaigns import build

pytestmark = pytest.mark.django_db


def form_of(account, picture, **changes) -> dict:
    return {
        "token": str(uuid.uuid4()), "name": "Christmas cakes", "purpose": "sales", "ad_account": str(account.uuid), "daily_budget": "25.00",
        "countries": ["IE", "GB"], "link": "https://marlow.example/cakes", "primary_text": "Order a cake.", "headline": "Cakes",
        "description": "", "call_to_action": "shop_now", "asset": str(picture.uuid), "start_date": "", "end_date": "", **changes,
    }  # fmt: skip


def test_a_campaign_is_built_launched_paused_and_the_pause_undone(sandbox, account, actor, page_client, run_jobs):
    client = page_client()
    asset = build.make_asset(actor)
    assert client.get("/campaigns/").status_code == 200
    assert client.get("/campaigns/new/").status_code == 200
    answer = client.post("/campaigns/new/", form_of(account, asset))
    assert answer.status_code == 302, answer.context["form"].errors
    preview = client.get(answer.url)
    assert b"Ready for" in preview.content
    assert "€43.75" in preview.content.decode()
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


def test_the_same_form_sent_twice_makes_one_campaign(account, actor, page_client):
    client, form = page_client(), form_of(account, build.make_asset(actor))
    assert client.post("/campaigns/new/", form).url == client.post("/campaigns/new/", form).url
    assert Campaign.objects.count() == 1


def test_the_list_asks_at_most_16_queries_whatever_the_number(
    account, actor, page_client, django_assert_max_num_queries
):
    client = page_client()
    for number in range(30):
        build.make_draft(account, actor, name=f"Campaign {number}")
    with django_assert_max_num_queries(16):
        page = client.get("/campaigns/")
    assert page.content.count(b'data-level="1"') == 25


def test_the_list_finds_by_name_and_state(account, actor, page_client):
    client = page_client()
    for name in ("Bread box", "100% rye", "<b>Cakes</b>"):
        build.make_draft(account, actor, name=name)
    assert client.get("/campaigns/?search=bread").content.count(b'data-level="1"') == 1
    assert client.get("/campaigns/?search=%25").content.count(b'data-level="1"') == 1
    assert client.get("/campaigns/?search=' OR 1=1 --").content.count(b'data-level="1"') == 0
    assert client.get("/campaigns/?status=active").content.count(b'data-level="1"') == 0
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


@pytest.mark.parametrize(
    ("wrong", "field", "text"),
    [
        ({"name": " "}, "name", "Write a name."),
        ({"name": "x" * 151}, "name", "151 characters"),
        ({"name": "a\x07b"}, "name", "cannot be shown"),
        ({"purpose": "riches"}, "purpose", "Choose what"),
        ({"daily_budget": ""}, "daily_budget", "amount of money"),
        ({"daily_budget": "-5"}, "daily_budget", "more than nothing"),
        ({"daily_budget": "abc"}, "daily_budget", "such as 25.00"),
        ({"daily_budget": "0.50"}, "daily_budget", "no less than €1.00"),
        ({"daily_budget": "99999999"}, "daily_budget", "looks like a slip"),
        ({"daily_budget": "1e400"}, "daily_budget", "such as 25.00"),
        ({"daily_budget": "12.345"}, "daily_budget", "decimals"),
        ({"countries": []}, "countries", "at least one country"),
        ({"countries": ["IE", "XX"]}, "countries", "at least one country"),
        ({"link": "javascript:alert(1)"}, "link", "whole web address"),
        ({"link": "https://"}, "link", "whole web address"),
        ({"start_date": "2026-12-20", "end_date": "2026-12-01"}, "end_date", "before the start, 20 Dec 2026"),
        ({"end_date": "2026-01-01"}, "end_date", "That day is over"),
        ({"end_date": "tomorrow"}, "end_date", "2026-12-20"),
        ({"asset": ""}, "image", "Choose a picture"),
        ({"ad_account": str(uuid.uuid4())}, "ad_account", "ad account"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(account, actor, page_client, wrong, field, text):
    answer = page_client().post("/campaigns/new/", form_of(account, build.make_asset(actor), **wrong))
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert text in errors[field][0]
    assert "https://marlow.example/cakes" in answer.content.decode() or field == "link"
    assert not Campaign.objects.exists()


def test_an_uploaded_picture_stays_chosen_when_something_else_is_wrong(account, page_client):
    import io

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (1080, 1080), "red").save(file, "PNG")
    form = {name: value for name, value in form_of(account, account).items() if name != "asset"} | {"name": ""}
    answer = page_client().post(
        "/campaigns/new/", form | {"image": SimpleUploadedFile("red.png", file.getvalue(), "image/png")}
    )
    assert list(answer.context["form"].errors) == ["name"]
    assert b"checked" in answer.content
    assert b"red.png" in answer.content


def test_a_text_file_named_png_is_refused_beside_the_picture(account, actor, page_client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    form = form_of(account, account) | {
        "asset": "",
        "image": SimpleUploadedFile("cake.png", b"not a picture", "image/png"),
    }
    answer = page_client().post("/campaigns/new/", form)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["image"]


def test_sorting_a_long_list_looks_at_each_row_a_few_times_only():
    looks = []

    class Row(tuple):
        def __hash__(self):
            looks.append(self)
            return super().__hash__()

    rows = [Row((n, f"C{n}", "sales")) for n in range(100)]
    metrics = {n: Metrics(impressions=1, spend_micros=n + 1, currency="EUR") for n in range(50)}
    found = listing._sorted(rows, metrics, noun_for({Purpose.SALES}, Metrics()), "spent")
    assert [row[0] for row in found] == [*range(49, -1, -1), *range(50, 100)]
    assert len(looks) <= 4 * len(rows)
