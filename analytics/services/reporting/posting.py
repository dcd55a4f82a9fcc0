"""Handing one message to the mail server, so that it is known at every step whether the server may have it."""

import re
import smtplib
from collections.abc import Callable

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

PERMANENT_FROM = 500
_LINE_END = re.compile(rb"\r?\n")


class Refused(Exception):
    """The mail server does not have the message; `is_final`: trying again would not help."""

    def __init__(self, text: str, *, is_final: bool):
        super().__init__(text)
        self.is_final = is_final


class InDoubt(Exception):
    """The connection broke while the message was being handed over: the mail server may have it."""


def post(message: EmailMessage, *, before: Callable[[], None]) -> None:
    """Send a message to its one address; `before()` is called right before the server could take it.

    What `before` raises passes through, and nothing is sent. Raises Refused, InDoubt.
    """
    backend = get_connection()
    if not isinstance(backend, EmailBackend):  # for development and tests: nothing in between can be lost
        before()
        backend.send_messages([message])
        return
    try:
        backend.open()
        server = backend.connection
        assert server is not None  # noqa: S101 - open() raises where there is none
        _address(server, message)
    except (smtplib.SMTPException, OSError) as error:
        _close(backend)
        raise _refused(error) from error
    try:
        before()
        _hand_over(server, message)
    finally:
        _close(backend)


def _address(server: smtplib.SMTP, message: EmailMessage) -> None:
    server.ehlo_or_helo_if_needed()
    code, reply = server.mail(_bare(message.from_email))
    if code != 250:
        raise smtplib.SMTPResponseException(code, reply)
    code, reply = server.rcpt(message.to[0])
    if code not in (250, 251):
        raise smtplib.SMTPResponseException(code, reply)


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> None:
    try:
        code, reply = server.data(_LINE_END.sub(b"\r\n", message.message().as_bytes()))
    except smtplib.SMTPDataError as error:
        raise _refused(error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise InDoubt(str(error)) from error
    if code != 250:
        raise _refused(smtplib.SMTPDataError(code, reply))


def _refused(error: Exception) -> Refused:
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        text = reply.decode(errors="replace") if isinstance(reply, bytes) else str(reply)
        return Refused(f"{error.smtp_code} {text}", is_final=error.smtp_code >= PERMANENT_FROM)
    return Refused(f"The mail server cannot be reached: {error}", is_final=False)


def _bare(address: str) -> str:
    return address.rpartition("<")[2].rstrip(">").strip()


def _close(backend: EmailBackend) -> None:
    backend.fail_silently = True  # the message's fate is known; how the connection ends says nothing more
    backend.close()
