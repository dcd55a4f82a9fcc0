"""Wrong input where nobody is logged in: sign-up, log-in, invitations, the way between hosts, hosts that are none."""

import pytest
from django.test import Client

from tenants import services
from tenants.roles import Role
from tenants.types import Actor
from tests.bad_input.answers import is_beside, shows
from tests.factories import START
from tests.plugins.habits import sample

FORM = {
    "person": "Nora",
    "email": "nora@new.example",
    "password": "matured six weeks",
    "name": "New Bakery",
    "slug": "new-bakery",
}
SIGN_UP = [
    *[("slug", value) for value in (
        "acme", "ACME", " acme ", "admin", "www", "localhost", "a", "ab", "-abc", "abc-", "a b", "a.b", "a_b",
        "x" * 41, "x" * 63, "x" * 64, "xn--abc",
        "bäckerei", "аcme", "ａｃｍｅ", "a\x00bc", "../etc", "<script>", "'; DROP SCHEMA public; --", "a%b", "🎄🎄🎄",
        "ßßß", "İİİ",
    )],
    *[(field, value) for field in ("person", "name") for value in ("", "  ", "x" * 101, "a\x00b")],
    *[("email", value) for value in ("", "x", "@", "a@b", "x@" + "y" * 300 + ".example", "a b@c.example",
    "a\x00@b.example", "owner@acme.example", "OWNER@ACME.example")],
    *[("password", value) for value in ("", "short", "password", "x" * 129, "12345678")],
    ("name", "☃☃☃"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _here(organization):
    """Let acme be there."""


@pytest.mark.parametrize(("field", "value"), sample(SIGN_UP, 18), ids=lambda value: repr(value)[:30])
def test_a_wrong_sign_up_is_told_and_nothing_is_made(public_client, nothing_made, field, value):
    form = FORM | {field: value} | ({"slug": ""} if value == "☃☃☃" else {})
    with nothing_made():
        answer = public_client.post("/sign-up/", form)
    is_beside(answer, "slug" if value == "☃☃☃" else field)
    shows(answer, *(form[name] for name in ("person", "name") if name != field))


@pytest.mark.parametrize("form", [{}, {"login": "\x00", "password": "\x00"}, {"login": "x" * 10_000,
    "password": "x" * 10_000},
    {"login": "owner@acme.example", "password": "wrong"}, {"login": "' OR 1=1 --", "password": "x"}])  # fmt: skip
def test_a_wrong_log_in_stays_outside(public_client, nothing_made, form):
    with nothing_made():
        answer = public_client.post("/log-in/", form)
    assert answer.status_code in (200, 422)
    assert public_client.get("/organizations/").status_code == 302


@pytest.mark.parametrize("token", ["x", "x" * 5000, "%00", "..%2f", "🎄", "' OR 1=1 --"])
def test_an_invitation_that_is_none_is_a_404(public_client, nothing_made, token):
    with nothing_made():
        assert public_client.get(f"/invitations/{token}/").status_code == 404
        assert (
            public_client.post(f"/invitations/{token}/", {"person": "Eve", "password": "matured six weeks"}).status_code
            == 404
        )


@pytest.mark.parametrize("end", ["withdrawn", "over"])
def test_an_invitation_that_has_ended_makes_nobody_a_member(
    organization, public_client, clock, mailoutbox, nothing_made, django_capture_on_commit_callbacks, end
):
    who = {"role": Role.CLIENT, "granting_role": Role.OWNER, "actor": Actor.system()}
    with django_capture_on_commit_callbacks(execute=True):
        made = services.invite_member(organization=organization, email="eve@new.example", now=START, **who)
    path = (
        next(word for word in mailoutbox[0].body.split() if "/invitations/" in word)
        .split("localhost", 1)[1]
        .split("/", 1)[1]
    )
    assert public_client.get(f"/{path}").status_code == 200
    if end == "over":
        clock.advance(days=8)
    else:
        services.withdraw_invitation(invitation=made, actor=Actor.system(), now=START)
    with nothing_made():
        answer = public_client.post(f"/{path}", {"person": "Eve", "password": "matured six weeks"})
    assert answer.status_code == 404


@pytest.mark.parametrize("query", ["token=x", "token=%00", "token=" + "x" * 5000, "token=🎄", "next=//evil.example",
    "next=javascript:alert(1)",
    "next=https://evil.example", "next=%00", "next=/%0d%0aSet-Cookie:x=1", "next=/\\evil.example"])  # fmt: skip
def test_a_hand_over_that_is_none_lets_nobody_in(nothing_made, query):
    browser = Client(HTTP_HOST="acme.localhost")
    browser.get("/session/")
    with nothing_made():
        answer = browser.get(f"/session/?{query}")
    assert answer.status_code == (403 if "token" in query else 302)
    assert "evil.example" not in answer.get("Location", "").split("?", maxsplit=1)[0]
    assert browser.get("/settings/").status_code == 302


@pytest.mark.parametrize(
    "host",
    [
        "nobody.localhost",
        "a.b.localhost",
        "acme.localhost.evil.example",
        "x" * 63 + ".localhost",
        "-.localhost",
        "xn--.localhost",
    ],
)
def test_an_unknown_host_is_a_404_or_refused(host):
    for path in ("/", "/campaigns/", "/api/v1/me", "/log-in/"):
        assert Client(HTTP_HOST=host).get(path).status_code in (400, 404)


@pytest.mark.parametrize(
    "host",
    ["", "acme localhost", "acme.localhost:x", "[::1", "\x00", "a" * 5000, "acme.localhost/../x", "@acme.localhost"],
)
def test_a_host_that_is_no_name_is_refused(host):
    assert Client(HTTP_HOST=host).get("/").status_code in (400, 404)


@pytest.mark.parametrize("path", [
    "/oauth/meta/callback", "/oauth/meta/callback?state=x&code=y", "/oauth/meta/callback?state=%00",
    "/oauth/meta/callback?state=🎄", "/oauth/x/callback",
    "/organizations/acme/enter/", "/organizations/%00/enter/", "/account/password/reset/key/zzzzzzzzzzzzz-abc/",
    "/account/password/reset/key/1-x/",
    "/account/confirm-email/x/", "/account/confirm-email/" + "x" * 5000 + "/", "/account/2fa/authenticate/",
    "/admin/x/", "/nothing", "/%00", "/" + "f" * 5000,
])  # fmt: skip
def test_an_odd_address_is_never_our_fault(public_client, nothing_made, path):
    with nothing_made():
        assert public_client.get(path).status_code < 500
        assert public_client.post(path).status_code < 500
