"""A worker that sends reports and is killed at a moment: python -m tests.analytics.reports.sender acme 2026-11-23T07:00+00:00 taken 2.

Moments, of the n-th message: `claimed` (nothing is handed over), `begun` (it is said that it will be), `taken` (the mail server said
yes, and nothing says so here), `never`.
"""

import os
import signal
import sys
from datetime import datetime

import django


def kill(*_given) -> None:
    """End this process as a machine that loses power does."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(slug: str, now: str, moment: str, nth: int) -> None:
    """Do what is outstanding."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.db import connection

    from analytics.services.reporting import posting
    from tenants import clock, queue
    from tenants.models import Organization

    name = {"claimed": "_address"}.get(moment, "_hand_over")
    original, calls = getattr(posting, name), []

    def watched(*given):
        calls.append(given)
        if len(calls) == nth and moment in ("claimed", "begun"):
            kill()
        original(*given)
        if len(calls) == nth and moment == "taken":
            kill()

    setattr(posting, name, watched)
    clock.now = lambda: datetime.fromisoformat(now)
    queue.autodiscover()
    connection.set_tenant(Organization.objects.get(slug=slug))
    queue.run_due_now(names=["analytics.send_report"])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
