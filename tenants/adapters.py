"""How allauth behaves and speaks here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from tenants import sealing


class AccountAdapter(DefaultAccountAdapter):
    """Log-in only; organisations are made by our own sign-up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This log-in is switched off. Ask the people who run this Adwright.",
        "cannot_remove_primary_email": "This is the address that you log in with. Choose another one for that first.",
        "duplicate_email": "This address is yours already.",
        "email_password_mismatch": "This e-mail and password do not belong together. Look at both, or choose a new password.",
        "email_taken": "Somebody else logs in with this address.",
        "enter_current_password": "Write your present password.",
        "incorrect_code": "This is not the code. Look whether it is the newest one.",
        "incorrect_password": "This is not your password.",
        "max_email_addresses": "You can have %d addresses at most. Remove one first.",
        "rate_limited": "That was too often in a short time. Wait a minute, then try again.",
        "too_many_login_attempts": "That was too often in a short time. Wait a few minutes, then try again.",
        "unverified_primary_email": "Confirm the address that you log in with first.",
    }

    def is_open_for_signup(self, request):
        """Sign-up goes through `tenants.services`, which makes an organisation too."""
        return False


class MfaAdapter(DefaultMFAAdapter):
    """Second factors' secrets are sealed; allauth would keep them as they are."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return sealing.seal(text.encode())

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return sealing.unseal(encrypted_text).decode()

    def get_totp_issuer(self) -> str:
        """Return the name that an authenticator app shows."""
        return "Adwright"
