"""Take a log-in from the public host to an organisation's host by a token that works once, within a minute.

The organisation's host begins: it gives the browser a state in a cookie and sends it to the public host, which knows who is logged in
and answers with the token. So a token that somebody else slips to a browser is worth nothing there. Time is the machine's, not the demo's.
"""

import secrets
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from tenants.errors import Invalid, NotFound
from tenants.models import HandOver, Membership, Organization, User
from tenants.sealing import hash_secret

LIVES_FOR = timedelta(seconds=60)
_SALT = "tenants.hand_over"
REFUSED = "This log-in link was used, is over a minute old, or was made for another place. Log in again."


def issue_hand_over(*, user: User, organization: Organization, state: str, public_session: str) -> str:
    """Return a signed token for a member's browser. Raises NotFound for who is not a member."""
    if not Membership.objects.filter(user=user, organization=organization).exists():
        raise NotFound("There is no organisation of yours at this address.")
    nonce = secrets.token_urlsafe(24)
    HandOver.objects.create(
        nonce_hash=hash_secret(nonce),
        user=user,
        organization=organization,
        expires_at=timezone.now() + LIVES_FOR,
        public_session=public_session,
    )
    body = {"user": str(user.uuid), "tenant": str(organization.uuid), "nonce": nonce, "state": hash_secret(state)}
    return signing.dumps(body, salt=_SALT, compress=True)


def redeem_hand_over(*, token: str, organization: Organization, state: str) -> HandOver:
    """Return the used-up hand-over, whose user may be logged in here.

    Raises Invalid when it was used, is old, was changed, or belongs to another organisation or another browser; NotFound when the
    membership or the user's log-in ended in between.
    """
    try:
        body = signing.loads(token, salt=_SALT, max_age=LIVES_FOR)
    except signing.BadSignature as error:
        raise Invalid({"": REFUSED}, REFUSED) from error
    is_for_here = body["tenant"] == str(organization.uuid) and constant_time_compare(body["state"], hash_secret(state))
    if not is_for_here or not _use_up(body["nonce"]):
        raise Invalid({"": REFUSED}, REFUSED)
    if not Membership.objects.filter(user__uuid=body["user"], user__is_active=True, organization=organization).exists():
        raise NotFound("There is no organisation of yours at this address.")
    return HandOver.objects.select_related("user").get(nonce_hash=hash_secret(body["nonce"]))


def keep_session(*, hand_over: HandOver, session_key: str) -> None:
    """Note which session on the organisation's host came of it, so that logging out elsewhere ends it."""
    HandOver.objects.filter(pk=hand_over.pk).update(organization_session=session_key)


def end_sessions(*, session_key: str) -> int:
    """Log out everywhere: end the log-in that a session belongs to, on the public host and on every organisation's; return how many.

    Idempotent. Takes a key of either kind.
    """
    if not session_key:
        return 0
    mine = models.Q(public_session=session_key) | models.Q(organization_session=session_key)
    roots = HandOver.objects.filter(mine).values_list("public_session", flat=True)
    family = HandOver.objects.filter(public_session__in=list(roots))
    keys = {key for pair in family.values_list("public_session", "organization_session") for key in pair if key}
    return Session.objects.filter(session_key__in=keys | {session_key}).delete()[0]


def _use_up(nonce: str) -> bool:
    now = timezone.now()
    unused = HandOver.objects.filter(nonce_hash=hash_secret(nonce), used_at=None, expires_at__gt=now)
    return unused.update(used_at=now) == 1
