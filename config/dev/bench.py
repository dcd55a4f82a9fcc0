"""`make bench`: run every script in bench/, one after the other; with --check fail when one is short of its aim."""

import subprocess
import sys

from config.dev import environment


def main() -> None:
    names = sorted(
        {path.stem for path in (environment.ROOT / "bench").glob("[a-z]*.py")} - {"report", "visitor", "sync_house"}
    )
    failed = [name for name in names if not _succeeds(name)]
    sys.exit(f"Short or broken: {', '.join(failed)}." if failed else 0)


def _succeeds(name: str) -> bool:
    print(f"\n{name}", flush=True)
    command = [sys.executable, "-m", f"bench.{name}", *sys.argv[1:]]
    return subprocess.run(command, cwd=environment.ROOT, check=False).returncode == 0


if __name__ == "__main__":
    main()
