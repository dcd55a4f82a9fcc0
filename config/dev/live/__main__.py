"""`make live-check PLATFORM=google|meta|tiktok`; ends with 1 when something failed or differs in type."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from config.dev import environment
from config.dev.errors import Refused
from config.dev.live import report
from config.dev.live.credentials import check_platform, real_environment
from config.dev.live.sandbox import sandbox_environment


def main() -> None:
    try:
        platform = check_platform(sys.argv[1] if len(sys.argv) > 1 else "")
        known = environment.given()
        wanted = real_environment(platform, known)
        print(f"Asking the real {platform}. One campaign is made switched off, and taken away again.", flush=True)
        real = _probe(platform, wanted)
        with sandbox_environment(platform, known) as variables:
            sandbox = _probe(platform, variables)
    except Refused as refusal:
        sys.exit(str(refusal))
    text, is_well = report.write(platform, real, sandbox)
    print(text)
    sys.exit(0 if is_well else 1)


def _probe(platform: str, variables: Mapping[str, str]) -> dict[str, Any]:
    """Ask one side in a process of its own, which inherits no address and no app but those given here."""
    base = environment.demo_environment(8000) | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    base.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    command = [sys.executable, "-m", "config.dev.live.probe", platform]
    done = subprocess.run(
        command,
        cwd=environment.ROOT,
        env={**os.environ, **base, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"The check ended badly:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
