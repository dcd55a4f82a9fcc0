"""What each platform's library costs a worker in memory, once it has made its first call.

Baseline, in the same run: a worker that has loaded every job and no library of a platform.
"""

import os
import subprocess
import sys

from bench import report
from config.dev import environment
from integrations.sandbox.testing import SandboxProcess

LIBRARIES = {"meta": "facebook-business", "google": "google-ads", "tiktok": "httpx2"}
WORKER = """
import sys
import django, psutil
django.setup()
from tenants.queue.registry import autodiscover
autodiscover()
from datetime import UTC, datetime
from integrations import registry, types
class Meter:
    def spend(self, **_): ...
    def report(self, _): ...
for name in sys.argv[1:]:
    platform, _, token = name.partition(":")
    link = types.AccountLink("1234567890", "EUR", "Europe/Dublin", token)
    try:
        list(registry.adapter_for(types.Platform(platform), link, Meter()).observe())
    except Exception as error:
        assert "integrations" in type(error).__module__, error
print(psutil.Process().memory_info().rss / 1e6)
"""


def main() -> None:
    with SandboxProcess() as sandbox:
        variables = environment.demo_environment(8000) | sandbox.settings
        variables |= {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
        variables |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
        plain = _resident(variables)
        alone = {name: _resident(variables, f"{name}:token") for name in LIBRARIES}
        every = _resident(variables, *(f"{name}:token" for name in LIBRARIES))
    print(f"a worker without any: {plain:.0f} MB")
    for name, size in alone.items():
        print(f"+ {LIBRARIES[name]} ({name}): {size:.0f} MB, {size - plain:.0f} more")
    print(f"with all three: {every:.0f} MB, {every / plain:.1f} times the plain one")
    report.finish(
        report.line("a worker with every library", every, "MB", most=300),
        report.line("a worker with every library, against a plain one", every / plain, "times", most=3),
    )


def _resident(variables: dict[str, str], *platforms: str) -> float:
    command = [sys.executable, "-c", WORKER, *platforms]
    done = subprocess.run(
        command, env={**os.environ, **variables}, cwd=environment.ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return float(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
