"""The first step is sent, gone back to, and sent again: one draft, which says what was sent last."""

from uuid import uuid4

import pytest

from campaigns.models import Campaign

pytestmark = pytest.mark.django_db
NEW = "/campaigns/new/"


@pytest.fixture
def sent(page_client):
    """Send the first step with one token, under a name; return the browser."""
    client, token = page_client(), uuid4()

    def send(name: str):
        answer = client.post(NEW, {"token": token, "name": name, "purpose": "traffic", "go": "next"})
        assert answer.status_code == 302
        return client, f"{NEW}?token={token}"

    return send


def test_the_same_form_again_keeps_what_it_says_now(sent):
    sent("Christmas")
    sent("Christmas cakes")
    assert [(one.name, one.purpose) for one in Campaign.objects.all()] == [("Christmas cakes", "traffic")]


def test_the_same_form_again_saves_nothing_where_it_says_the_same(sent):
    sent("Christmas")
    version = Campaign.objects.get().version
    sent("Christmas")
    assert Campaign.objects.get().version == version == 1


def test_who_comes_back_to_the_form_finds_the_draft_that_it_made(sent):
    client, address = sent("Christmas")
    draft = Campaign.objects.get()
    assert client.get(address)["Location"] == f"/campaigns/{draft.uuid}/edit/goal/"
    Campaign.objects.update(status="active")
    assert client.get(address)["Location"] == f"/campaigns/{draft.uuid}/"


def test_a_form_that_has_made_nothing_keeps_its_token(page_client):
    token = uuid4()
    assert f'value="{token}"' in page_client().get(f"{NEW}?token={token}").content.decode()
    assert page_client().get(f"{NEW}?token=nonsense").status_code == 200
