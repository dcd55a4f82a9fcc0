"""Tags of pictures and videos: given in place or by a program, and looked for."""

import pytest

from creatives.models import Asset
from creatives.types import AssetKind
from tenants.models import AuditEvent
from tenants.roles import Role
from tests.analytics.build import NOW, text_of

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def keep(label: str, n: int = 1, tags=()) -> Asset:
    return Asset.objects.create(
        kind=AssetKind.IMAGE, label=label, tags=list(tags), sha256=f"{n:064}", mime="image/png", width=600, height=600,
        byte_size=1, file="none.png", preview="none.jpg", created_by_kind="user", created_by_label="Nora", created_at=NOW,
    )  # fmt: skip


@pytest.fixture
def cake(organization, clock):
    return keep("Cake")


def test_a_program_gives_tags_once_each_in_small_letters_and_the_change_is_recorded(cake, api_client):
    address, client = f"/api/v1/assets/{cake.uuid}/tags", api_client("member")
    body = {"tags": [" Winter ", "for  children", "winter", ""]}
    for _ in range(2):
        answer = client.put(address, body, content_type="application/json")
        assert (answer.status_code, answer.json()["tags"]) == (200, ["for children", "winter"])
    (event,) = AuditEvent.objects.filter(action="asset.tagged")
    assert event.detail == {"before": [], "after": ["for children", "winter"]}
    assert client.put(address, {"tags": []}, content_type="application/json").json()["tags"] == []


@pytest.mark.parametrize(
    ("tags", "words"),
    [
        ([f"tag {n}" for n in range(21)], "21 tags; 20 fit."),
        (["x" * 41], "41 characters; 40 fit."),
        (["a,b"], "no comma"),
        (["a\u0007b"], "cannot be shown"),
        (["\u200fx"], "cannot be shown"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(cake, api_client, tags, words):
    answer = api_client().put(f"/api/v1/assets/{cake.uuid}/tags", {"tags": tags}, content_type="application/json")
    assert answer.status_code == 422
    assert words in answer.content.decode()
    cake.refresh_from_db()
    assert cake.tags == []


@pytest.mark.parametrize(
    "body", [{}, {"tags": None}, {"tags": "winter"}, {"tags": [1]}, {"tags": ["a"] * 201}, {"tags": ["\x00"]}]
)
def test_what_is_no_list_of_words_is_refused(cake, api_client, body):
    assert (
        api_client().put(f"/api/v1/assets/{cake.uuid}/tags", body, content_type="application/json").status_code == 422
    )


def test_what_is_asked_for_by_its_tag_is_found(cake, api_client, page_client):
    keep("Snow", 2, ["winter"])
    items = api_client().get("/api/v1/assets?tag=Winter").json()["items"]
    assert [(item["label"], item["tags"]) for item in items] == [("Snow", ["winter"])]
    text = text_of(page_client().get("/creatives/?tag=winter"))
    assert "Snow" in text
    assert "Cake" not in text
    assert "2 pictures" in text
    assert "Nothing has this tag." in text_of(page_client().get("/creatives/?tag=summer"))
    assert page_client().get("/creatives/?tag=%00&page=x").status_code == 200


def test_tags_are_changed_in_place(cake, page_client):
    browser, address = page_client(), f"/creatives/{cake.uuid}/tags/"
    form = text_of(browser.get(address, **HTMX))
    assert form.startswith("<form")
    shown = text_of(browser.post(address, {"tags": "Winter, blue"}, **HTMX))
    assert "winter" in shown
    assert "autofocus" in shown
    assert "<html" not in shown
    assert 'value="blue, winter"' in text_of(browser.get(address, **HTMX))
    refused = browser.post(address, {"tags": "x" * 50}, **HTMX)
    assert refused.status_code == 422
    assert "50 characters; 40 fit." in text_of(refused)
    assert "winter" in text_of(browser.get(f"{address}?close", **HTMX))


def test_without_script_tags_have_a_page_of_their_own(cake, page_client):
    browser, address = page_client(), f"/creatives/{cake.uuid}/tags/"
    assert "<html" in text_of(browser.get(address))
    assert browser.post(address, {"tags": "winter"}).url == "/creatives/"
    assert "winter" in text_of(browser.get("/creatives/"))
    refused = browser.post(address, {"tags": "x" * 50})
    assert refused.status_code == 422
    assert "<html" in text_of(refused)


def test_who_may_not_change_campaigns_gives_no_tags(cake, page_client):
    assert page_client(Role.CLIENT).post(f"/creatives/{cake.uuid}/tags/", {"tags": "x"}).status_code == 403
    cake.refresh_from_db()
    assert cake.tags == []
