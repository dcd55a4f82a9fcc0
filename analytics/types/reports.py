"""The words of reports."""

from enum import StrEnum


class Rhythm(StrEnum):
    """How often a report is made: the week from Monday to Sunday, on Mondays; the month before, on the 1st."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class EditionState(StrEnum):
    """What became of an edition."""

    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"


class DeliveryState(StrEnum):
    """What became of a message. SENDING is also what a killed worker leaves: the mail server may have it."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
