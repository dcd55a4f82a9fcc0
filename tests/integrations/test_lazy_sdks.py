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
from integrations.types import Platform
from tests.integrations.contract.plans import make_plan
for platform in Platform:
    assert registry.steps_for(platform, make_plan(platform))
sys.exit(any(name in sys.modules for name in ("facebook_business", "google.ads.googleads", "grpc")))
"""


def test_urls_api_and_the_steps_of_a_launch_load_no_sdk():
    assert subprocess.run([sys.executable, "-c", CODE], check=False).returncode == 0
