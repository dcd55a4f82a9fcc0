"""Tools for tests in which several people act at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection


@pytest.fixture
def in_parallel():
    """Return a function that starts actions at the same moment and returns what each returned or raised."""

    def run(actions: list) -> list:
        gate = Barrier(len(actions))

        def one(action):
            try:
                gate.wait(timeout=10)
                return action()
            except Exception as error:  # noqa: BLE001 - the outcome is what is asked for
                return error
            finally:
                connection.close()

        with ThreadPoolExecutor(len(actions)) as pool:
            return list(pool.map(one, actions))

    return run
