"""Organisations, people and what they may do. `config/schemas.py` says which table lives in which schema."""

from tenants.models.access import ApiKey, IdempotencyKey
from tenants.models.audit import AuditEvent
from tenants.models.doors import CacheEntry, HandOver, RateCounter
from tenants.models.jobs import Heartbeat, Job, ScheduleRun
from tenants.models.organizations import Domain, Organization, SchemaDump
from tenants.models.people import Invitation, Membership, User
from tenants.models.views import SavedView

__all__ = [
    "ApiKey",
    "AuditEvent",
    "CacheEntry",
    "Domain",
    "HandOver",
    "Heartbeat",
    "IdempotencyKey",
    "Invitation",
    "Job",
    "Membership",
    "Organization",
    "RateCounter",
    "SavedView",
    "ScheduleRun",
    "SchemaDump",
    "User",
]
