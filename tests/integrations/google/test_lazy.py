"""A web worker stays small: planning, checking and the way to the consent page load neither gRPC nor Google's SDK."""

import subprocess
import sys

CODE = """
import sys
from integrations import types as t
from integrations.platforms import google
from integrations.platforms.google.rules import check_plan
from tests.integrations.google.plans import LINK, P, C, make_plan
assert google.plan_steps(make_plan(P.SALES, C.PERFORMANCE_MAX))
assert check_plan(make_plan(P.SALES, C.PERFORMANCE_MAX), LINK) == []
assert google.open_app(t.App("a", "b"), None).authorize_url(state="s", redirect_uri="https://x.example/")
sys.exit(any(name == "grpc" or name.startswith("google.ads") for name in sys.modules))
"""


def test_planning_and_consent_load_no_sdk():
    assert subprocess.run([sys.executable, "-c", CODE], check=False).returncode == 0
