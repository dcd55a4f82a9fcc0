"""Organisations, people and what they may do. `config/schemas.py` says which table lives in which schema."""

from tenants.models.access import ApiKey, IdempotencyKey
from tenants.models.audit import AuditEvent
from tenants.models.jobs import Job
from tenants.models.organizations import Domain, Organization
from tenants.models.people import Invitation, Membership, User

__all__ = [
    "ApiKey",
    "AuditEvent",
    "Domain",
    "IdempotencyKey",
    "Invitation",
    "Job",
    "Membership",
    "Organization",
    "User",
]
