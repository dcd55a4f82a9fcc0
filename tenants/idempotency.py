"""`Idempotency-Key` on creates: the same request again gets the same answer, and nothing is made twice.

    @router.post("", response={201: CampaignOut})
    @access.operation(Permission.EDIT_CAMPAIGNS)
    @idempotency.once
    def create_campaign(request, body: CampaignIn): …

The function runs in one transaction with the row that keeps its answer, so a process that dies in between leaves
neither. It must therefore not call the network itself (writes to platforms are jobs anyhow). Only answers of success
are kept, sealed, for 24 hours; after an error the key is free. The same key with another request is a 422, and while
the first is still running a 409. Without the header the function runs as if this were not here.
"""

import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from functools import partial, wraps

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.utils import contribute_operation_callback

from tenants import sealing
from tenants.errors import Conflict, Invalid
from tenants.models import IdempotencyKey

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
MAX_LENGTH = 255


class Replay(Exception):
    """The request was answered before: `response` is that answer."""

    def __init__(self, response: HttpResponse):
        self.response = response
        super().__init__("answered before")


def once(function: Callable) -> Callable:
    """Run the function once for each `Idempotency-Key` of an actor."""

    @wraps(function)
    def claimed(request: HttpRequest, *args, **kwargs):
        if stack := getattr(request, "once", None):
            stack.enter_context(transaction.atomic())
            _claim(request)
        return function(request, *args, **kwargs)

    claimed.idempotent = True
    contribute_operation_callback(claimed, _keep_answers)
    return claimed


def _keep_answers(operation) -> None:
    decorators = getattr(operation, "_run_decorators", [])
    operation.run = _answering(operation.run)
    operation._run_decorators = [*decorators, _answering]


def _answering(run: Callable) -> Callable:
    return wraps(run)(partial(_run_and_keep, run))


def _run_and_keep(run: Callable, request: HttpRequest, **kwargs) -> HttpResponse:
    if HEADER not in request.headers:
        return run(request, **kwargs)
    with ExitStack() as stack:
        request.once = stack
        response = run(request, **kwargs)
        if getattr(request, "claim", None):
            _settle(request.claim, response)
    return response


def _settle(claim: IdempotencyKey, response: HttpResponse) -> None:
    """Keep an answer of success; undo everything after any other."""
    if not 200 <= response.status_code < 300:
        transaction.set_rollback(True)
        return
    claim.status, claim.response = response.status_code, sealing.seal(response.content)
    claim.save(update_fields=["status", "response"])


def _claim(request: HttpRequest) -> None:
    """Take the key for this transaction, or raise Replay, Conflict or Invalid."""
    key, actor_id, fingerprint = _key(request), request.actor.id, _fingerprint(request)
    _lock_or_refuse(f"{request.tenant.uuid}:{actor_id}:{key}")
    mine = IdempotencyKey.objects.filter(actor_id=actor_id, key=key)
    mine.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    before = mine.first()
    if before is None:
        request.claim = IdempotencyKey.objects.create(
            actor_id=actor_id, key=key, request_hash=fingerprint, created_at=timezone.now()
        )
        return
    if before.request_hash != fingerprint:
        raise Invalid({HEADER: "This key was used for another request. Use a new key for a new request."})
    raise Replay(_answer(before))


def _key(request: HttpRequest) -> str:
    key = request.headers[HEADER].strip()
    if not 1 <= len(key) <= MAX_LENGTH or not key.isprintable():
        raise Invalid({HEADER: f"Write 1 to {MAX_LENGTH} characters that can be printed."})
    return key


def _lock_or_refuse(name: str) -> None:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise Conflict("A request with this Idempotency-Key is still running. Ask again in a moment.")


def _fingerprint(request: HttpRequest) -> str:
    """Return a hash of method, address and content; of a form its fields and files, since its boundary is new each time."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if not request.content_type.startswith("multipart/"):
        digest.update(request.body)
        return digest.hexdigest()
    for name, values in sorted(request.POST.lists()):
        digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def _answer(kept: IdempotencyKey) -> HttpResponse:
    response = HttpResponse(sealing.unseal(kept.response), status=kept.status, content_type="application/json")
    response["Idempotent-Replayed"] = "true"
    return response
