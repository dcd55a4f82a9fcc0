"""Logs as JSON lines in production and as readable lines in development; secrets never reach either.

Every record of the standard library and of structlog passes one chain, so the SDKs' own messages are cleaned too.
"""

import re
import sys
from collections.abc import Mapping
from typing import Any

import structlog

HIDDEN = "[hidden]"
# Whatever stands under such a name is a secret.
SECRET_NAMES = re.compile(
    r"token$|secret|password|passwd|authorization|cookie|proof$|^(auth_)?code$|verifier$|session[-_]?(id|key)$|api[-_]?key$|private[-_]?key"
    r"|fernet|credential|database[-_]url",
    re.IGNORECASE,
)
# Every repetition that a long text could start anywhere in is bounded: time stays in proportion to the text, which strangers write.
# In running text: a query parameter or form field, a JSON or repr member, a header, a bearer token, an address's password.
_NAME = (
    r"[\w-]{0,30}(?:access_token|refresh_token|id_token|fb_exchange_token|input_token|appsecret_proof|client_secret|app_secret|api_key"
    r"|auth_code|code_verifier|developer[-_]token|csrf\w{0,20}token|access-token|x-api-key|password|sessionid|secret)"
)
TEXT_SECRETS = [
    (re.compile(rf"(?i)({_NAME}|\bcode|\btoken)(=)[^&\s\"'<>]+"), rf"\1\2{HIDDEN}"),
    (re.compile(rf"(?i)([\"'](?:{_NAME}|code|token)[\"']\s*:\s*)([\"'])(?:\\.|(?!\2).)*\2"), rf"\1\2{HIDDEN}\2"),
    (
        re.compile(
            r"(?i)([\"']?(?:proxy-)?authorization[\"']?\s*[:=]\s*[\"']?)(?:(?:bearer|basic|digest)\s+)?[^\s\"',}]+"
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(?i)\b((?:set-)?cookie[\"']?\s*[:=]\s*[\"']?)[^\"'\n}]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(?i)\b(bearer\s+)[\w.~+/=-]{8,}"), rf"\1{HIDDEN}"),
    (re.compile(r"(\w{1,20}://[^/\s:@]*:)[^@\s/]+(@)"), rf"\1{HIDDEN}\2"),
    (re.compile(r"(/(?:r|invitations)/)[\w-]{16,}"), rf"\1{HIDDEN}"),  # who has the address may look, or join
]


def hide_secrets(value: Any, name: str = "") -> Any:
    """Return the value with every secret in it replaced: by the name it stands under, or by its look in running text."""
    if name and value is not None and SECRET_NAMES.search(name):
        return HIDDEN
    if isinstance(value, str):
        return _hide_in_text(value)
    if isinstance(value, bytes):
        return _hide_in_text(value.decode("utf-8", "replace"))
    if isinstance(value, Mapping):
        return {key: hide_secrets(member, str(key)) for key, member in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [hide_secrets(member) for member in value]
    if value is None or isinstance(value, int | float):
        return value
    return _hide_in_text(str(value))


def _hide_in_text(text: str) -> str:
    for pattern, replacement in TEXT_SECRETS:
        text = pattern.sub(replacement, text)
    return text


def _clean(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Clean a whole event; structlog's own members (`_record` and the like) stay what they are."""
    return {
        key: member if key.startswith("_") or key == "exc_info" else hide_secrets(member, key)
        for key, member in event.items()
    }


def _steps(readable: bool) -> list[Any]:
    timestamp = structlog.processors.TimeStamper(fmt="%H:%M:%S" if readable else "iso", utc=not readable)
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ExtraAdder(),
        timestamp,
        structlog.processors.format_exc_info,
        _clean,
    ]


def logging_config(*, readable: bool, level: str = "INFO") -> dict[str, Any]:
    """Return Django's LOGGING and set up structlog with the same chain.

    `readable` chooses lines for a person (development) over JSON, one object a line with the moment in UTC.
    """
    renderer = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()) if readable else structlog.processors.JSONRenderer()
    )
    steps = _steps(readable)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *steps, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        "foreign_pre_chain": steps,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"level": level, "handlers": [], "propagate": True},
            "django.server": {"level": level, "handlers": [], "propagate": True},
            "django-q": {"level": "WARNING"},
            "httpx": {"level": "WARNING"},
            "httpx2": {"level": "WARNING"},  # at INFO it tells whole addresses, an upload's key among them
            "urllib3": {"level": "WARNING"},
        },
    }
