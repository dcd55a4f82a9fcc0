"""What the pages of the public host ask for."""

from tenants.access import ACCOUNT, PUBLIC
from tests.access.routes.methods import GET

PUBLIC_PAGES = {
    "landing": (GET, PUBLIC),
    "styleguide": (GET, PUBLIC),
    "account_signup": (GET, PUBLIC),
    "account_login": (GET, PUBLIC),
    "account_logout": (GET, PUBLIC),
    "account_inactive": (GET, PUBLIC),
    "account_email_verification_sent": (GET, PUBLIC),
    "account_confirm_email": (GET, PUBLIC),
    "account_reset_password": (GET, PUBLIC),
    "account_reset_password_done": (GET, PUBLIC),
    "account_reset_password_from_key": (GET, PUBLIC),
    "account_reset_password_from_key_done": (GET, PUBLIC),
    "invitation": (GET, PUBLIC),
    "oauth_google": (GET, PUBLIC),
    "oauth_meta": (GET, PUBLIC),
    "oauth_tiktok": (GET, PUBLIC),
    "organizations": (GET, ACCOUNT),
    "enter_only": (GET, ACCOUNT),
    "enter_organization": (GET, ACCOUNT),
    "account": (GET, PUBLIC),
    "account_email": (GET, ACCOUNT),
    "account_reauthenticate": (GET, ACCOUNT),
    "account_change_password": (GET, ACCOUNT),
    "account_set_password": (GET, ACCOUNT),
    "mfa_index": (GET, ACCOUNT),
    "mfa_authenticate": (GET, PUBLIC),
    "mfa_reauthenticate": (GET, ACCOUNT),
    "mfa_activate_totp": (GET, ACCOUNT),
    "mfa_deactivate_totp": (GET, ACCOUNT),
    "mfa_view_recovery_codes": (GET, ACCOUNT),
    "mfa_generate_recovery_codes": (GET, ACCOUNT),
    "mfa_download_recovery_codes": (GET, ACCOUNT),
}
