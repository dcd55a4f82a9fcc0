"""The pages about connections, on an organisation's host and on the public one."""

from integrations.views.connecting import accounts, begin, callback, finish
from integrations.views.managing import choose_presence, disconnect_account, disconnect_connection, refresh_health
from integrations.views.page import connections

__all__ = [
    "accounts",
    "begin",
    "callback",
    "choose_presence",
    "connections",
    "disconnect_account",
    "disconnect_connection",
    "finish",
    "refresh_health",
]
