"""Limits per minute, counted for everybody together: in PostgreSQL, or in Redis when it is configured; never in a process.

    @ratelimit.page(Bucket.AUTHENTICATION)      on a page's view: counts writes (POST) by address and user

API operations are counted without being asked, by their first path segment (`API_BUCKETS`), per actor and per
organisation. Windows are whole minutes of the database's machine time, never of the demo's clock.
"""

import hashlib
import time
from collections.abc import Callable
from enum import StrEnum
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse

from tenants.errors import TooMany

WINDOW_S = 60
ORGANIZATION_FACTOR = 10
"""An organisation as a whole may do ten times what one of its people or keys may."""


class Bucket(StrEnum):
    """What is counted together (vocabulary: limits per minute)."""

    AUTHENTICATION = "authentication"
    CAMPAIGNS = "campaigns"
    ANALYTICS = "analytics"
    AI = "ai"
    WEBHOOKS = "webhooks"
    ADMIN = "admin"


PER_MINUTE = {
    Bucket.AUTHENTICATION: 5,
    Bucket.CAMPAIGNS: 60,
    Bucket.ANALYTICS: 100,
    Bucket.AI: 10,
    Bucket.WEBHOOKS: 100,
    Bucket.ADMIN: 30,
}
API_BUCKETS = {
    "campaigns": Bucket.CAMPAIGNS,
    "changes": Bucket.CAMPAIGNS,
    "change-sets": Bucket.CAMPAIGNS,
    "ad-groups": Bucket.CAMPAIGNS,
    "ads": Bucket.CAMPAIGNS,
    "assets": Bucket.CAMPAIGNS,
    "history": Bucket.CAMPAIGNS,
    "analytics": Bucket.ANALYTICS,
    "metrics": Bucket.ANALYTICS,
    "dashboard": Bucket.ANALYTICS,
    "reports": Bucket.ANALYTICS,
    "jobs": Bucket.ANALYTICS,
    "ai": Bucket.AI,
}


def limit_of(bucket: Bucket) -> int:
    """Return how many a minute; `settings.RATE_LIMITS` may say otherwise by the bucket's name."""
    return getattr(settings, "RATE_LIMITS", {}).get(bucket.value, PER_MINUTE[bucket])


def check(bucket: Bucket, who: str, *, limit: int | None = None) -> None:
    """Count one for `who`; raise TooMany when that is one too many in this minute."""
    limit = limit_of(bucket) if limit is None else limit
    second = time.time()
    window = int(second // WINDOW_S)
    if _count(f"{bucket}:{who}", window) > limit:
        wait_s = int((window + 1) * WINDOW_S - second) + 1
        raise TooMany(f"That was more than {limit} times in a minute. Wait {wait_s} seconds, then go on.", wait_s)


def check_api(request: HttpRequest) -> None:
    """Count an API call for its actor and for its organisation."""
    segment = request.path.removeprefix("/api/v1/").split("/")[0]
    bucket = API_BUCKETS.get(segment, Bucket.ADMIN)
    organization = request.tenant.uuid
    check(bucket, f"{organization}:{request.actor.id}")
    check(bucket, f"{organization}", limit=limit_of(bucket) * ORGANIZATION_FACTOR)


def page(bucket: Bucket, *, methods: tuple[str, ...] = ("POST",), field: str = "", factor: int = 1) -> Callable:
    """Count what a page is asked to do: by user where one is logged in, else by the caller's address; `factor` widens it.

    With `field` (an e-mail, say) the count is for the address and that field's value together, and for the address alone ten
    times as many, so that one office is not locked out by one forgetful colleague.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def counted(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method in methods:
                _count_page(request, bucket, field, factor)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def _count_page(request: HttpRequest, bucket: Bucket, field: str, factor: int) -> None:
    limit, address = limit_of(bucket) * factor, client_address(request)
    who = str(request.user.uuid) if request.user.is_authenticated else address
    if not field:
        check(bucket, who, limit=limit)
        return
    value = hashlib.sha256(request.POST.get(field, "").strip().lower().encode()).hexdigest()[:32]
    check(bucket, f"{address}:{value}", limit=limit)
    check(bucket, address, limit=limit * ORGANIZATION_FACTOR)


def client_address(request: HttpRequest) -> str:
    """Return the caller's address; behind a proxy it is the last hop that the proxy itself wrote down."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded:
            return forwarded.split(",")[-1].strip()
    return request.META.get("REMOTE_ADDR", "")


def _count(key: str, window: int) -> int:
    """Count one up and return the new count; atomic for all processes."""
    if getattr(settings, "REDIS_URL", ""):
        name = f"rate:{key}:{window}"
        cache.add(name, 0, timeout=2 * WINDOW_S)
        return cache.incr(name)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO public.tenants_ratecounter AS counter (key, "window", hits) VALUES (%s, %s, 1)
               ON CONFLICT (key) DO UPDATE SET "window" = excluded."window",
                 hits = CASE WHEN counter."window" = excluded."window" THEN counter.hits + 1 ELSE 1 END
               RETURNING hits""",
            [key, window],
        )
        return cursor.fetchone()[0]
