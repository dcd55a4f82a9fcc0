"""What can go wrong with an ad platform, in the few kinds that a caller can act on.

The adapters raise these; nothing of an SDK leaves them. `platform_words` is the platform's own text with
secrets removed, `request_ref` its trace id for their support.
"""

from collections.abc import Mapping

from tenants.errors import AdwrightError


class PlatformError(AdwrightError):
    """An ad platform refused or failed."""

    code = "platform_error"

    def __init__(self, message: str, *, platform_words: str = "", request_ref: str = ""):
        self.platform_words = platform_words
        self.request_ref = request_ref
        super().__init__(message)


class RateLimited(PlatformError):
    """Too many calls; nothing was done. `retry_after_s` is the platform's own figure, else our guess."""

    def __init__(self, message: str, *, retry_after_s: int, **words):
        self.retry_after_s = retry_after_s
        super().__init__(message, **words)


class AuthExpired(PlatformError):
    """The token is expired or revoked; the owner must connect again."""


class PermissionDenied(PlatformError):
    """The account or the app may not do this."""


class InvalidRequest(PlatformError):
    """The platform refuses the values; `fields` maps our field names to its words.

    `ad_keys` names the ads that are refused (key and why), where the rest would pass without them.
    """

    def __init__(
        self,
        message: str,
        *,
        fields: Mapping[str, str] | None = None,
        ad_keys: Mapping[str, str] | None = None,
        **words,
    ):
        self.fields, self.ad_keys = dict(fields or {}), dict(ad_keys or {})
        super().__init__(message, **words)


class ObjectNotFound(PlatformError):
    """The object is gone, or not ours to see."""


class DuplicateObject(PlatformError):
    """An object like this exists: look it up and adopt it."""


class Temporary(PlatformError):
    """It failed on their side and nothing was done; may be tried again."""


class OutcomeUnknown(PlatformError):
    """A write timed out or its answer was broken: look up what exists before doing anything else."""


class NotReadyYet(PlatformError):
    """Something that was begun is still being worked on (a video, a report): come back in `retry_after_s` seconds."""

    def __init__(self, message: str, *, retry_after_s: int, **words):
        self.retry_after_s = retry_after_s
        super().__init__(message, **words)
