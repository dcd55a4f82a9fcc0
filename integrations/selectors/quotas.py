"""Reads of what is used of the platforms' quotas, and how often an ad account can be read for it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection as database
from django.db.models import Sum

from integrations import cadences, quotas
from integrations.cadences import Cadence, Shared
from integrations.models import AdAccount, Holding, QuotaReport, QuotaSpend
from integrations.types import Platform, SyncKind

FRESH = timedelta(hours=1)
_READ_AT = {SyncKind.METRICS: "metrics_synced_at", SyncKind.OBJECTS: "objects_synced_at", SyncKind.HEALTH: "health_at"}


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """How much of a quota is used: of the operator's app by this organisation, or of the ad account.

    `used` and `limit` are operations in 24 hours where we count ourselves; `percent` is None where nothing is known.
    """

    percent: float | None
    used: int | None = None
    limit: int | None = None
    regain_at: datetime | None = None


def person_hash(platform: str, external_user_id: str) -> str:
    """Return what stands for a person on a platform in the public schema."""
    return _hash("person", platform, external_user_id)


def subject_hash(platform: str, external_id: str) -> str:
    """Return what stands for an ad account in the public schema."""
    return _hash("account", platform, external_id)


def is_held_elsewhere(platform: str, external_user_id: str) -> bool:
    """Return whether another organisation holds the same person's permission."""
    same = Holding.objects.filter(platform=platform, person_hash=person_hash(platform, external_user_id))
    return same.exclude(organization_id=database.tenant.pk).exists()


def count_sharers(platform: str) -> int:
    """Return how many organisations have ad accounts on a platform whose permission works."""
    held = Holding.objects.filter(platform=platform, accounts__gt=0, organization__is_active=True)
    return held.values("organization_id").distinct().count()


def read_cadence(account: AdAccount, kind: SyncKind, now: datetime) -> Cadence:
    """Return how often this kind of reading comes on an account, so that the operator's quota lasts for all.

    The organisation's equal share of the day is divided among its own accounts on the platform.
    """
    platform = Platform(account.platform)
    budget = quotas.budget_of(platform)
    if not budget.per_day:
        return cadences.unhurried(kind)
    sharers = max(1, count_sharers(platform))
    own = AdAccount.objects.filter(platform=platform, disconnected_at=None).count()
    operations = quotas.share_of(budget.per_day, sharers).own_reads / max(1, own)
    shared = Shared(budget.name, budget.per_day, sharers)
    return cadences.stretch(kind, operations=operations, costs=account.read_costs, shared=shared)


def is_reading_due(account: AdAccount, kind: SyncKind, now: datetime) -> bool:
    """Return whether an account was not read for as long as its cadence says, give or take half a step of it."""
    read_at = getattr(account, _READ_AT[kind])
    return read_at is None or now - read_at >= read_cadence(account, kind, now).every - cadences.STEP / 2


def describe_quota(account: AdAccount, now: datetime) -> QuotaUse:
    """Return what is used of what this account may use; what the platform itself told last goes first."""
    platform = Platform(account.platform)
    subject = subject_hash(platform, account.external_id)
    told = QuotaReport.objects.filter(platform=platform, subject=subject, reported_at__gt=now - FRESH).first()
    if told:
        return QuotaUse(told.used_percent, regain_at=told.regain_at)
    budget = quotas.budget_of(platform)
    if not budget.per_day:
        return QuotaUse(None)
    share = quotas.share_of(budget.per_day, max(1, count_sharers(platform)))
    spent = QuotaSpend.objects.filter(platform=platform, organization_uuid=database.tenant.uuid)
    used = spent.filter(hour_at__gt=now - quotas.COUNTED).aggregate(all=Sum("operations"))["all"] or 0
    return QuotaUse(100 * used / share.own_reads, used=used, limit=share.own_reads)


def _hash(*parts: str) -> str:
    return hashlib.sha256(":".join(parts).encode()).hexdigest()
