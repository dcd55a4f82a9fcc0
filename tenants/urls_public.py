"""Addresses on the public host. The log-in is allauth's, under our addresses; its sign-up is ours instead."""

from allauth.account import views as account
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from tenants import ratelimit
from tenants.views import public

_authentication = ratelimit.Bucket.AUTHENTICATION
_log_in = ratelimit.page(_authentication, field="login")
_by_email = ratelimit.page(_authentication, field="email")
_by_user = ratelimit.page(_authentication)

urlpatterns = [
    path("sign-up/", public.sign_up, name="account_signup"),
    path("log-in/", _log_in(account.login), name="account_login"),
    path("log-out/", account.logout, name="account_logout"),
    path("organizations/", public.organizations, name="organizations"),
    path("organizations/enter/", public.enter_only, name="enter_only"),
    path("organizations/<slug:slug>/enter/", public.enter, name="enter_organization"),
    path("invitations/<str:token>/", public.invitation, name="invitation"),
    path("account/", RedirectView.as_view(pattern_name="account_email"), name="account"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", _by_user(account.reauthenticate), name="account_reauthenticate"),
    path("account/email/", account.email, name="account_email"),
    path("account/confirm-email/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^account/confirm-email/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("account/password/change/", _by_user(account.password_change), name="account_change_password"),
    path("account/password/set/", _by_user(account.password_set), name="account_set_password"),
    path("account/password/reset/", _by_email(account.password_reset), name="account_reset_password"),
    path("account/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/2fa/", include("allauth.mfa.urls")),
]
