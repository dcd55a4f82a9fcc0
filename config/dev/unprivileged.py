"""PostgreSQL refuses to run as root, so root lets an ordinary user of the machine run it."""

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from config.dev.errors import Refused

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = Path("/var/lib/adwright")


def choose_user(data: Path) -> pwd.struct_passwd | None:
    """Return whom to run PostgreSQL as: None for an ordinary user, for root somebody else."""
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid if data.exists() else 0
    names = ["postgres", os.environ.get("SUDO_USER", ""), "nobody"]
    users = [_user(owner), *map(_user, names)]
    for user in users:
        if user and user.pw_uid != 0:
            return user
    raise Refused(
        "PostgreSQL does not run as root, and there is no other user. Make one (useradd postgres) or set DATABASE_URL."
    )


def reachable_base(base: Path, user: pwd.struct_passwd | None) -> Path:
    """Return `base`, or a directory under /var/lib/adwright where the user cannot get to it (a project below /root)."""
    existing = next(parent for parent in [base, *base.parents] if parent.exists())
    if user is None or _may_enter(user, existing):
        return base
    mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return ELSEWHERE / f"{ROOT.name}-{mark}" / base.name


def reachable_programs(directory: Path, user: pwd.struct_passwd | None) -> Path:
    """Return the programs' directory, or that of a copy where the user cannot get to it (a wheel in a project below /root)."""
    if user is None or _may_enter(user, directory):
        return directory
    install, package = directory.parent, directory.parent.parent
    copy = ELSEWHERE / f"wheel-{hashlib.sha256(str(install).encode()).hexdigest()[:8]}"
    if not copy.exists():
        half = copy.with_suffix(f".{os.getpid()}")
        for tree in (install, package.with_suffix(".libs")):  # the programs look for their libraries beside the package
            shutil.copytree(tree, half / tree.relative_to(package.parent), symlinks=True)
        half.rename(copy)
    return copy / directory.relative_to(package.parent)


def own(path: Path, user: pwd.struct_passwd | None) -> None:
    """Give a file or directory to the user who runs PostgreSQL."""
    if user:
        os.chown(path, user.pw_uid, user.pw_gid)


def as_user(user: pwd.struct_passwd | None) -> dict:
    """Return the options of `subprocess` that run a program as the user."""
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def _user(name: str | int) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwuid(name) if isinstance(name, int) else pwd.getpwnam(name)
    except KeyError:
        return None


def _may_enter(user: pwd.struct_passwd, directory: Path) -> bool:
    return subprocess.run(["test", "-x", str(directory)], cwd="/", check=False, **as_user(user)).returncode == 0
