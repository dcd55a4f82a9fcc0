"""Reads of what is used of the platforms' quotas, and how often each ad account can be read for it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Sum

from integrations import cadences, quotas
from integrations.cadences import Cadence, Extra, Shared
from integrations.models import AdAccount, Holding, QuotaReport, QuotaSpend
from integrations.types import Platform, SyncKind
from tenants.selectors import current_organization

FRESH = timedelta(hours=1)
_READ_AT = {SyncKind.METRICS: "metrics_synced_at", SyncKind.OBJECTS: "objects_synced_at", SyncKind.HEALTH: "health_at"}


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """How much of a quota is used: of the organisation's share of the operator's app, or of the ad account.

    `used` and `limit` are operations in 24 hours where we count ourselves; `percent` is None where nothing is known.
    """

    percent: float | None
    used: int | None = None
    limit: int | None = None
    regain_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class QuotaBook:
    """All that is known of the quotas at one moment, read in four queries; the rest is arithmetic."""

    now: datetime
    sharers: Mapping[str, int]
    own_accounts: Mapping[str, int]
    spent: Mapping[str, int]
    reports: Mapping[tuple[str, str], QuotaReport]

    def cadence(self, account: AdAccount, kind: SyncKind) -> Cadence:
        """Return how often this kind of reading comes on an account, so that the operator's quota lasts for all.

        The organisation's equal share of the day is divided among its own accounts on the platform.
        """
        budget = quotas.budget_of(Platform(account.platform))
        if not budget.per_day:
            return cadences.unhurried(kind)
        shared = Shared(budget.name, budget.per_day, max(1, self.sharers.get(account.platform, 0)))
        operations = self._operations(account, shared)
        return cadences.stretch(kind, operations=operations, costs=account.read_costs, shared=shared)

    def pays_for(self, account: AdAccount, extra: Extra) -> bool:
        """Return whether no quota is short, so that an extra may be read of an account."""
        if (self.use(account).percent or 0) > cadences.ROOM_PERCENT:
            return False
        budget = quotas.budget_of(Platform(account.platform))
        if not budget.per_day:
            return True
        shared = Shared(budget.name, budget.per_day, max(1, self.sharers.get(account.platform, 0)))
        return cadences.pays_for(extra, operations=self._operations(account, shared))

    def is_due(self, account: AdAccount, kind: SyncKind) -> bool:
        """Return whether an account was not read for as long as its cadence says, give or take half a step of it.

        A reading from the future was made while the clock was ahead, and does not count.
        """
        read_at = getattr(account, _READ_AT[kind])
        if read_at is None or read_at > self.now:
            return True
        return self.now - read_at >= self.cadence(account, kind).every - cadences.STEP / 2

    def use(self, account: AdAccount) -> QuotaUse:
        """Return what is used of what this account may use; what the platform itself told last goes first."""
        told = self.reports.get((account.platform, subject_hash(account.platform, account.external_id)))
        if told:
            regain_at = told.regain_at if told.regain_at and told.regain_at > self.now else None
            return QuotaUse(told.used_percent, regain_at=regain_at)
        budget = quotas.budget_of(Platform(account.platform))
        if not budget.per_day:
            return QuotaUse(None)
        share = quotas.share_of(budget.per_day, max(1, self.sharers.get(account.platform, 0)))
        used = self.spent.get(account.platform, 0)
        return QuotaUse(100 * used / share.own_reads, used=used, limit=share.own_reads)

    def _operations(self, account: AdAccount, shared: Shared) -> float:
        """Return the operations of a day that are an account's own."""
        own = max(1, self.own_accounts.get(account.platform, 0))
        return quotas.share_of(shared.per_day, shared.sharers).own_reads / own


def get_quota_book(now: datetime) -> QuotaBook:
    """Return what is known of the quotas now."""
    accounts = AdAccount.objects.filter(disconnected_at=None).order_by()
    spent = QuotaSpend.objects.filter(
        organization_uuid=current_organization().uuid, hour_at__gt=now - quotas.COUNTED, hour_at__lte=now
    )
    fresh = QuotaReport.objects.filter(reported_at__gt=now - FRESH)
    return QuotaBook(
        now=now,
        sharers=dict(_sharers().values_list("platform").annotate(Count("organization_id", distinct=True))),
        own_accounts=dict(accounts.values_list("platform").annotate(Count("id"))),
        spent=dict(spent.order_by().values_list("platform").annotate(Sum("operations"))),
        reports={(row.platform, row.subject): row for row in fresh},
    )


def read_cadence(account: AdAccount, kind: SyncKind, now: datetime) -> Cadence:
    """Return how often this kind of reading comes on an account (see `QuotaBook.cadence`)."""
    return get_quota_book(now).cadence(account, kind)


def list_due_readings(accounts: Iterable[AdAccount], kind: SyncKind, now: datetime) -> list[AdAccount]:
    """Return those of the accounts that were not read for as long as their cadence says."""
    book = get_quota_book(now)
    return [account for account in accounts if book.is_due(account, kind)]


def list_affording(accounts: Iterable[AdAccount], extra: Extra, now: datetime) -> list[AdAccount]:
    """Return those of the accounts whose quota has room for an extra reading."""
    book = get_quota_book(now)
    return [account for account in accounts if book.pays_for(account, extra)]


def count_sharers(platform: str) -> int:
    """Return how many organisations have ad accounts on a platform whose permission works."""
    return _sharers().filter(platform=platform).values("organization_id").distinct().count()


def is_held_elsewhere(platform: str, external_user_id: str) -> bool:
    """Return whether another organisation holds the same person's permission."""
    same = Holding.objects.filter(platform=platform, person_hash=person_hash(platform, external_user_id))
    return same.exclude(organization_id=current_organization().pk).exists()


def list_held_elsewhere() -> set[tuple[str, str]]:
    """Return (platform, person's hash) of this organisation's permissions that another organisation holds too."""
    own = Holding.objects.filter(organization_id=current_organization().pk).values("person_hash")
    others = Holding.objects.filter(person_hash__in=own).exclude(organization_id=current_organization().pk)
    return set(others.values_list("platform", "person_hash"))


def person_hash(platform: str, external_user_id: str) -> str:
    """Return what stands for a person on a platform in the public schema."""
    return _hash("person", platform, external_user_id)


def subject_hash(platform: str, external_id: str) -> str:
    """Return what stands for an ad account in the public schema."""
    return _hash("account", platform, external_id)


def _sharers():
    return Holding.objects.filter(accounts__gt=0, organization__is_active=True).order_by()


def _hash(*parts: str) -> str:
    return hashlib.sha256(":".join(parts).encode()).hexdigest()
