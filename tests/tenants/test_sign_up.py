"""Opening an account on the public host."""

import pytest
from allauth.account.models import EmailAddress

from tenants.models import Membership, Organization, User
from tests import factories

FORM = {
    "person": "Nora Marlow",
    "email": "nora@marlow.example",
    "password": "matured six weeks",
    "name": "Marlow Bakehouse",
    "slug": "",
}


def test_the_form_opens_an_organization_and_goes_into_it(public_client):
    answer = public_client.post("/sign-up/", FORM)
    assert (answer.status_code, answer["Location"]) == (302, "/organizations/marlow-bakehouse/enter/")
    assert Membership.objects.get(user__email=FORM["email"]).role == "owner"
    assert public_client.get("/organizations/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("email", "owner@acme.example"),
        ("email", "Owner@ACME.example"),
        ("password", "123"),
        ("password", "password"),
        ("person", ""),
        ("person", "x" * 101),
        ("name", ""),
        ("slug", "acme"),
        ("slug", "ACME"),
        ("slug", "admin"),
        ("slug", "a b"),
        ("slug", "'; drop schema public; --"),
    ],
)
def test_a_wrong_field_is_told_beside_it_and_nothing_is_made(public_client, field, value):
    before = User.objects.count(), Organization.objects.count()
    answer = public_client.post("/sign-up/", FORM | {field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert (User.objects.count(), Organization.objects.count()) == before


def test_html_in_names_is_shown_as_text(public_client):
    answer = public_client.post("/sign-up/", FORM | {"name": "<script>alert(1)</script>", "slug": "admin"})
    assert "<script>alert(1)" not in answer.content.decode()


def test_who_is_logged_in_opens_another_organization(organization, member):
    browser = factories.make_page_client(None, member("client").user)
    answer = browser.post("/sign-up/", {"name": "Second Shop", "slug": "second-shop"})
    assert (answer.status_code, answer["Location"]) == (302, "/organizations/second-shop/enter/")


@pytest.mark.rate_limits
def test_the_sixth_try_within_a_minute_is_refused_and_says_when_to_come_back(public_client, monkeypatch):
    monkeypatch.setattr("tenants.ratelimit.time.time", lambda: 1_800_000_000.0)
    answers = [public_client.post("/sign-up/", FORM | {"slug": "admin"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 61


@pytest.mark.rate_limits
def test_guessing_a_password_is_refused_after_five_tries(public_client, member, monkeypatch):
    monkeypatch.setattr("tenants.ratelimit.time.time", lambda: 1_800_000_000.0)
    wrong = {"login": member().user.email, "password": "wrong"}
    assert [public_client.post("/log-in/", wrong).status_code for _ in range(6)][-1] == 429
    other = {"login": "somebody@else.example", "password": "wrong"}
    assert public_client.post("/log-in/", other).status_code == 200


def test_log_in_leads_into_the_only_organization(public_client, member):
    answer = public_client.post("/log-in/", {"login": member().user.email, "password": factories.PASSWORD})
    assert answer["Location"] == "/organizations/enter/"
    assert public_client.get("/organizations/enter/")["Location"] == "/organizations/acme/enter/"


def test_a_failure_on_the_way_leaves_neither_person_nor_organization(transactional_db, monkeypatch):
    client = factories.make_page_client(None, raise_request_exception=False)
    with monkeypatch.context() as patch:
        patch.setattr("tenants.services.organizations.record_audit", lambda **_: 1 / 0)
        assert client.post("/sign-up/", FORM).status_code == 500
    assert not User.objects.filter(email=FORM["email"]).exists()
    assert not Organization.objects.filter(slug="marlow-bakehouse").exists()

    assert client.post("/sign-up/", FORM).status_code == 302


def test_the_same_form_sent_twice_at_once_makes_one(transactional_db, in_parallel):
    answers = in_parallel([lambda: factories.make_page_client(None).post("/sign-up/", FORM).status_code] * 2)
    assert sorted(answers) == [302, 422]
    assert Organization.objects.filter(slug="marlow-bakehouse").count() == 1


def test_somebody_elses_second_address_is_not_taken_over(public_client, member):
    EmailAddress.objects.create(user=member().user, email=FORM["email"], verified=True)
    assert public_client.post("/sign-up/", FORM).status_code == 422


def test_a_wrong_password_is_told_in_our_own_words(public_client, member):
    answer = public_client.post("/log-in/", {"login": member().user.email, "password": "wrong"})
    assert "do not belong together" in answer.content.decode()


def test_a_password_reset_does_not_tell_who_has_a_log_in(public_client, member):
    known, unknown = member().user.email, "nobody@nowhere.example"
    answers = [public_client.post("/account/password/reset/", {"email": email}) for email in (known, unknown)]
    assert [answer["Location"] for answer in answers] == ["/account/password/reset/done/"] * 2
