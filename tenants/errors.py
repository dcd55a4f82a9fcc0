"""The kinds of errors that a caller can act on. `config/api.py` maps each to a status, once; pages show the same text.

An app's own exceptions derive from these and stand beside the service that raises them.
"""

from collections.abc import Mapping
from typing import Any


class AdwrightError(Exception):
    """An error with a text for people: what happened, what it means, what to do."""

    code = "error"
    members: Mapping[str, Any] = {}
    """What else a program is told, as JSON."""

    def __init__(self, message: str):
        self.message = message
        super().__init__(message)


class Invalid(AdwrightError):
    """Field errors: `fields` maps a field's name to its texts; `""` holds what belongs to no field."""

    code = "invalid"

    def __init__(self, fields: Mapping[str, str | list[str]], message: str = "Some fields need another look."):
        self.fields = {name: [text] if isinstance(text, str) else list(text) for name, text in fields.items()}
        super().__init__(message)


class Forbidden(AdwrightError):
    """The role or the plan does not allow it; `upgrade_to` names the plan that would."""

    code = "forbidden"

    def __init__(self, message: str, upgrade_to: str | None = None):
        self.upgrade_to = upgrade_to
        super().__init__(message)


class NotFound(AdwrightError):
    """Not there, or another organisation's."""

    code = "not_found"


class Conflict(AdwrightError):
    """A duplicate, a stale version, or a state that does not allow it."""

    code = "conflict"


class TooMany(AdwrightError):
    """Too many requests; `retry_after_s` seconds until the next may come."""

    code = "too_many_requests"

    def __init__(self, message: str, retry_after_s: int):
        self.retry_after_s = retry_after_s
        super().__init__(message)


class PlatformFailed(AdwrightError):
    """An ad platform refused or failed on a synchronous read; the message holds its own words."""

    code = "platform_failed"
