"""Sealing every token anew with the newest key."""

from integrations import vault
from integrations.models import Connection


def reseal_tokens() -> tuple[int, list[str]]:
    """Seal the current organisation's tokens with the newest key; return how many, and the ids that no key opens.

    Idempotent. A token that changes meanwhile is left: whoever wrote it used the newest key.
    """
    done, failed = 0, []
    for connection in Connection.objects.exclude(secret="").iterator():
        try:
            fresh = vault.reseal(connection.secret)
        except vault.CannotUnseal:
            failed.append(str(connection.uuid))
            continue
        done += Connection.objects.filter(pk=connection.pk, secret=connection.secret).update(secret=fresh)
    return done, failed
