"""Keys that are rotated while a token is being renewed cost nobody their permission."""

from integrations import errors, registry, services
from tests.integrations.stand_ins import Account, make_google
from tests.integrations.test_renew_token import app, held, refusing

__all__ = ["app", "refusing"]


def test_a_secret_that_is_sealed_anew_while_it_is_renewed_takes_the_new_token(app, refusing):
    account = make_google()
    made = app(then=services.reseal_tokens)
    refusing("access-0")
    assert services.minimum_daily_budget_minor(account=account) == 100
    assert (made.calls, held()) == (1, ("access-1", "active"))


def test_a_secret_that_was_only_sealed_anew_is_not_taken_for_a_newer_token(app, monkeypatch):
    account = make_google()
    made = app()

    class SealedAnewMeanwhile(Account):
        def minimum_daily_budget_minor(self) -> int:
            if made.calls == 0:
                services.reseal_tokens()
            return super().minimum_daily_budget_minor()

    error = errors.AuthExpired("Google no longer takes the permission.")
    monkeypatch.setattr(
        registry, "adapter_for", lambda platform, link, meter: SealedAnewMeanwhile(link, {"access-0"}, error)
    )
    assert services.minimum_daily_budget_minor(account=account) == 100
    assert (made.calls, held()) == (1, ("access-1", "active"))
