"""What follows from others' signals."""

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from tenants import services


@receiver(user_logged_out, dispatch_uid="tenants.end_sessions")
def end_sessions_everywhere(sender, request, **kwargs) -> None:
    """Logging out on one host ends what the same log-in opened on the others."""
    services.end_sessions(session_key=request.session.session_key or "")
