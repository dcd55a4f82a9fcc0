"""Connections and ad accounts (the organisation's), quotas and who shares them (public): `config/schemas.py`."""

from integrations.models.connections import AdAccount, Connection, ConnectionAttempt
from integrations.models.quotas import Holding, QuotaPace, QuotaReport, QuotaSpend

__all__ = [
    "AdAccount",
    "Connection",
    "ConnectionAttempt",
    "Holding",
    "QuotaPace",
    "QuotaReport",
    "QuotaSpend",
]
