"""Organisations, people, roles, API keys, the audit trail, jobs."""
