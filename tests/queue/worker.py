"""`manage.py worker` with the jobs of these tests: python -m tests.queue.worker changes."""

import os
import sys

import django
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tests.queue import handlers  # noqa: F401 - registers the test jobs

    execute_from_command_line(["manage.py", "worker", *sys.argv[1:]])
