"""Share links as tests make them."""

import re

from analytics import services
from analytics.models import Edition, ShareLink
from analytics.selectors.shares import address_of
from analytics.services import reporting
from tenants.types import Actor
from tests.analytics.build import NOW, days_before

NORA = Actor(kind="user", id=None, label="Nora")


def make_edition(organization, *, is_ready=True, report=None, until=1, name="The week") -> Edition:
    days = {"since": days_before(until + 6), "until": days_before(until)}
    made = reporting.create_edition(organization=organization, **days, actor=NORA, now=NOW, name=name)
    Edition.objects.filter(pk=made.pk).update(report=report)
    made.refresh_from_db()
    return reporting.make_edition(edition=made, now=NOW) if is_ready else made


def share(organization, about=None, **given) -> str:
    about = about or make_edition(organization)
    link = services.create_share_link(about=about, actor=NORA, now=NOW, **given)
    return path_of(link)


def path_of(link: ShareLink) -> str:
    return "/r/" + address_of(link).split("/r/")[1]


def told(answer) -> tuple[int, str, str]:
    """Return what an answer says, without what is drawn by lot in each."""
    where = answer.get("Location", "").split("state=")[0]
    return answer.status_code, where, re.sub(r'("X-CSRFToken": )"\w+"', "", answer.content.decode())
