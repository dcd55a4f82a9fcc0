"""What the check found, for people. Pure."""

from collections.abc import Mapping
from typing import Any

from config.dev.live.compare import Comparison, compare, not_compared

Side = Mapping[str, Any]
MOST = 40


def write(platform: str, real: Side, sandbox: Side) -> tuple[str, bool]:
    """Return the report and whether all is well: everything worked there, and nothing differs in type."""
    calls = [
        {call: {p: set(k) for p, k in shape.items()} for call, shape in side["calls"].items()}
        for side in (real, sandbox)
    ]
    found = compare(*calls)
    failed = {name: said for name, said in real["outcomes"].items() if said != "ok" and not said.startswith("left out")}
    wrong = [one for one in found if one.is_wrong]
    lines = [f"{platform}: live check", "", "Operations"]
    lines += [
        f"  {name}: {said}{_beside(sandbox['outcomes'].get(name), said)}" for name, said in real["outcomes"].items()
    ]
    lines += ["", f"Answers: {len(found)} calls compared, {sum(one.agreeing for one in found)} fields agree"]
    for one in found:
        lines += _describe(one)
    if alone := not_compared(*calls):
        lines += ["", "Called on one side only", *(f"  {call}" for call in alone)]
    is_well = bool(found) and not (failed or wrong)
    lines += ["", _verdict(len(failed), len(wrong), is_well=is_well)]
    return "\n".join(lines), is_well


def _beside(sandbox: str | None, real: str) -> str:
    return "" if sandbox == real else f" (sandbox: {sandbox or 'not asked'})"


def _describe(one: Comparison) -> list[str]:
    parts = [("another type", one.other_type), ("only in the sandbox", one.only_sandbox), ("only there", one.only_real)]
    lines = [f"    {words}: {path}" for words, paths in parts for path in paths[:MOST]]
    lines += (
        ["    the account has none of these: what goes along with a list was not compared"]
        if one.is_empty_there
        else []
    )
    return [f"  {one.call}", *lines] if lines else []


def _verdict(failed: int, wrong: int, *, is_well: bool) -> str:
    if is_well:
        return "The sandbox answers as the platform does. Fields that only the platform sends are ones that nobody asked for."
    return f"{failed} operations failed, {wrong} calls are answered otherwise by the sandbox: see above."
