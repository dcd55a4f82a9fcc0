"""A web worker stays small: the platforms' SDKs load with the first call, not before."""

import subprocess
import sys

CODE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from django.urls import get_resolver
for urlconf in ("config.urls_public", "config.urls_tenant"):
    get_resolver(urlconf).url_patterns
import config.api
from integrations import registry
from tests.integrations.contract.conftest import make_plan
assert registry.steps_for("meta", make_plan())
sys.exit("facebook_business" in sys.modules)
"""


def test_urls_api_and_the_steps_of_a_launch_load_no_sdk():
    assert subprocess.run([sys.executable, "-c", CODE], check=False).returncode == 0
