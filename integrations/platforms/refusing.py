"""A refusal that is one ad's says so: where each ad is made by a step of its own, the step tells whose it was."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from integrations.errors import InvalidRequest


@contextmanager
def naming_ads(keys: Sequence[str]) -> Iterator[None]:
    """Name these ads in a refusal that comes from within and names none."""
    try:
        yield
    except InvalidRequest as error:
        error.ad_keys = error.ad_keys or dict.fromkeys(keys, error.message)
        raise
