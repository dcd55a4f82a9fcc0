"""The operator's app: consent page, code for token, whose it is, and giving back."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from integrations import errors
from integrations import types as t
from integrations.platforms.tiktok.auth import TikTokApp
from tests.integrations.tiktok.wire import APP, TOKEN, Spending, Wire, refusal, rows

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
GRANTED = {"access_token": TOKEN, "advertiser_ids": ["9", "7"], "scope": [4, 15]}
PERSON = {"core_user_id": "55", "display_name": "Nora Marlow", "email": "n***@example.org"}
GRANT = t.TokenGrant(TOKEN)


@pytest.fixture
def app_on(monkeypatch):
    """Return a function that gives the app with its wire."""

    def give(wire: Wire) -> TikTokApp:
        app = TikTokApp(APP, wire.meter)
        monkeypatch.setattr(TikTokApp, "_api", lambda self, token: wire.api())
        return app

    return give


def exchange(app: TikTokApp) -> t.TokenGrant:
    return app.exchange_code(code="c1", redirect_uri="http://localhost/back", now=NOW)


def test_the_consent_page_is_the_portal():
    app = TikTokApp(t.App("7", "s", consent_url="http://localhost:9000/tiktok"), Spending())
    address = urlsplit(app.authorize_url(state="s1", redirect_uri="http://localhost/back"))
    assert (address.netloc, address.path) == ("localhost:9000", "/tiktok/portal/auth")
    assert parse_qs(address.query) == {"app_id": ["7"], "state": ["s1"], "redirect_uri": ["http://localhost/back"]}
    theirs = TikTokApp(t.App("7", "s"), Spending()).authorize_url(state="s", redirect_uri="r")
    assert theirs.startswith("https://business-api.tiktok.com/portal/auth?")


def test_a_code_becomes_a_token_without_a_timer(app_on):
    wire = Wire({"oauth2/access_token/": GRANTED, "user/info/": PERSON})
    grant = exchange(app_on(wire))
    assert (grant.access_token, grant.refresh_token, grant.expires_at) == (TOKEN, "", None)
    assert (grant.scopes, grant.external_user_id, grant.user_label) == (("4", "15"), "55", "Nora Marlow")
    assert wire.bodies("oauth2/access_token/") == [{"app_id": APP.app_id, "secret": APP.app_secret, "auth_code": "c1"}]
    assert TOKEN not in repr(grant)


def test_an_app_that_may_not_ask_whose_it_is_knows_it_by_its_first_account(app_on):
    wire = Wire({"oauth2/access_token/": GRANTED, "user/info/": refusal(40001, "no permission")})
    assert exchange(app_on(wire)).external_user_id == "advertiser:7"


def test_a_used_code_is_not_taken(app_on):
    with pytest.raises(errors.AuthExpired):
        exchange(app_on(Wire({"oauth2/access_token/": refusal(40110, "The auth_code has been used.")})))
    with pytest.raises(errors.Temporary):
        exchange(app_on(Wire({"oauth2/access_token/": {"scope": []}})))


def test_refreshing_is_a_look_whether_it_works(app_on):
    wire = Wire({"oauth2/advertiser/get/": {"list": []}})
    assert app_on(wire).refresh(GRANT, now=NOW) is GRANT
    with pytest.raises(errors.AuthExpired):
        app_on(Wire({"oauth2/advertiser/get/": refusal(40105, "revoked")})).refresh(GRANT, now=NOW)


def test_giving_back_a_dead_token_is_fine(app_on):
    wire = Wire({"oauth2/revoke_token/": [{}, refusal(40105, "revoked")]})
    for _ in range(2):
        app_on(wire).revoke(GRANT)
    assert wire.bodies("oauth2/revoke_token/")[0]["access_token"] == TOKEN


ACCOUNT = {
    "advertiser_id": "7", "name": "Marlow", "currency": "EUR", "display_timezone": "Europe/Dublin", "status": "STATUS_ENABLE",
}  # fmt: skip


def test_accounts_come_with_whom_they_speak_for(app_on):
    wire = Wire({
        "oauth2/advertiser/get/": {"list": [{"advertiser_id": "7"}]},
        "advertiser/info/": {"list": [ACCOUNT]},
        "identity/get/": rows({"identity_id": "71", "identity_type": "TT_USER", "display_name": "Marlow"}, key="identity_list"),
        "pixel/list/": rows(key="pixels"),
    })  # fmt: skip
    (account,) = app_on(wire).list_accounts(GRANT)
    assert (account.external_id, account.currency, account.time_zone) == ("7", "EUR", "Europe/Dublin")
    assert account.presence == {"identity_id": "71", "identity_type": "TT_USER", "identity_name": "Marlow"}
    assert [need.key for need in account.needs] == ["pixel"]


def test_a_permission_of_nobody_for_nothing_is_not_kept(app_on):
    answers = {"oauth2/access_token/": GRANTED | {"advertiser_ids": []}, "user/info/": refusal(40001, "no permission")}
    with pytest.raises(errors.PermissionDenied, match="at least one ad account"):
        exchange(app_on(Wire(answers)))
