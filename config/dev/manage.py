"""manage.py with the development environment and its database: `make shell`, or `.venv/bin/python -m config.dev.manage <command>`."""

import subprocess
import sys

from config.dev import environment


def main() -> None:
    with environment.database(environment.demo_environment(8000)) as variables:
        command = [sys.executable, "manage.py", *sys.argv[1:]]
        sys.exit(subprocess.run(command, env=variables, cwd=environment.ROOT, check=False).returncode)


if __name__ == "__main__":
    main()
