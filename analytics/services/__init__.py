"""Writes of metrics."""

from analytics.services.store import Stored, link_subjects, record_reading, store_rows

__all__ = ["Stored", "link_subjects", "record_reading", "store_rows"]
