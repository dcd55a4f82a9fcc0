"""Sealing everything that is sealed anew with the newest key."""

from integrations import vault
from integrations.models import Connection, ConnectionAttempt


def reseal_tokens() -> tuple[int, list[str]]:
    """Seal the current organisation's secrets with the newest key; return how many, and the connections no key opens.

    Idempotent. A secret that changes meanwhile is left: whoever wrote it used the newest key. A state that is on its way
    by a consent page lives ten minutes: keep the old key that long. An attempt that no key opens is lost to nobody.
    """
    of_connections, failed = _reseal(Connection)
    of_attempts, _ = _reseal(ConnectionAttempt)
    return of_connections + of_attempts, failed


def _reseal(model: type[Connection] | type[ConnectionAttempt]) -> tuple[int, list[str]]:
    done, failed = 0, []
    for row in model.objects.exclude(secret="").iterator():
        try:
            fresh = vault.reseal(row.secret)
        except vault.CannotUnseal:
            failed.append(str(row.uuid))
            continue
        done += model.objects.filter(pk=row.pk, secret=row.secret).update(secret=fresh)
    return done, failed
