"""What is said when Google fails, and texts of Google's without secrets. Pure: loads no SDK."""

import re

TOO_MANY = "Google asks for a pause: there were too many calls. Nothing was changed."
PERMISSION_ENDED = "Google does not take the permission any more. Connect Google again; nothing was changed."
NO_ANSWER = "Google did not answer. Nothing was changed."
LOST_ANSWER = "Google's answer was lost, so it is not known yet whether this was done."
NOT_FOUND = "Google does not find this any more, or no longer shows it to Adwright."
DUPLICATE = "Google has one exactly like this already."
NOT_NOW = "Google could not do it just now."

_SECRETS = re.compile(
    r"(?i)\b(access_token|refresh_token|client_secret|code_verifier|code|id_token|authorization)[\"']?\s*[=:]\s*[\"']?(Bearer\s+)?[^&\s\"',}]+"
    r"|\bBearer\s+[\w.~+/-]+=*|\bya29\.[\w-]+|\b1//[\w-]{8,}|\bGOCSPX-[\w-]+"
)


def redact(text: str) -> str:
    """Return a text without tokens and secrets."""
    return _SECRETS.sub("[hidden]", str(text)).strip()


def read_wait_s(told: str | None, *, otherwise: int) -> int:
    """Return how long a Retry-After asks to wait, in seconds; one that is a date, or missing, tells nothing."""
    return int(told) if told and told.isascii() and told.isdigit() else otherwise
