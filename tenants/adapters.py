"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Log-in only; organisations are made by our own sign-up."""

    def is_open_for_signup(self, request):
        """Sign-up goes through `tenants.services`, which makes an organisation too."""
        return False
