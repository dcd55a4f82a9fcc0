"""What can go wrong with the template's dump."""


class DumpFailed(Exception):
    """pg_dump is missing, is older than the server, or failed; the text says which."""
