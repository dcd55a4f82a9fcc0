"""Who an account's ads speak for and what they count by: a Page, an identity, a pixel, a conversion action."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from integrations.models import AdAccount
from integrations.types import Presence
from tenants.errors import Conflict, Invalid
from tenants.services import record_audit
from tenants.types import Actor

GONE = "It is not on this account any more. Choose from the list."


def choose_presence(*, account: AdAccount, kind: str, external_id: str, actor: Actor, now: datetime) -> AdAccount:
    """Let the account's ads speak for, or count by, one of its candidates; what is chosen outlasts every reading.

    Ads that exist keep what they have. Choosing it twice is no error. Raises Invalid for what is not a candidate,
    Conflict for an account that is not connected any more.
    """
    with transaction.atomic():
        account = AdAccount.objects.select_for_update(of=("self",)).select_related("connection").get(pk=account.pk)
        if not account.is_connected:
            raise Conflict(f"{account.name} is not connected any more.")
        found = _find(account.candidates, kind, external_id)
        if found is None:
            raise Invalid({"external_id": GONE})
        if account.chosen.get(kind) == external_id:
            return account
        account.chosen = {**account.chosen, kind: external_id}
        account.presence = {**account.presence, **found["sets"]}
        account.needs = [need for need in account.needs if need["key"] != kind]
        account.save(update_fields=["chosen", "presence", "needs"])
        what = {"kind": kind, "name": found["name"]}
        record_audit(action="presence.chosen", actor=actor, target=account, detail=what, now=now)
        return account


def keep_candidates(account: AdAccount, found: Sequence[Presence]) -> None:
    """Put what can be chosen on the account, unsaved; a choice that is not there any more is dropped."""
    account.candidates = [asdict(each) | {"sets": dict(each.sets)} for each in found]
    account.chosen = {
        kind: chosen for kind, chosen in account.chosen.items() if _find(account.candidates, kind, chosen)
    }


def merge_presence(account: AdAccount, read: Mapping[str, str]) -> None:
    """Put what the platform says on the account, unsaved; what a person chose goes first."""
    account.presence = dict(read)
    for kind, chosen in account.chosen.items():
        if found := _find(account.candidates, kind, chosen):
            account.presence = {**account.presence, **found["sets"]}


def _find(candidates: Sequence[Mapping], kind: str, external_id: str) -> Mapping | None:
    return next((row for row in candidates if (row["kind"], row["external_id"]) == (kind, external_id)), None)
