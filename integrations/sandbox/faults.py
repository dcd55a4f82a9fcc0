"""Faults to order: a queue of rules; the first that matches a call and has turns left decides what happens to it."""

import re
from dataclasses import asdict, dataclass, field
from itertools import count

KINDS = ("429", "500", "html502", "reset", "timeout_before", "timeout_after", "delay", "drop_after_commit", "error")
_numbers = count(1)


@dataclass(slots=True)
class Rule:
    """`skip` matching calls pass first, then `times` are hit. `seconds` is how long a delay or a time-out lasts.

    `platform` narrows to one (meta, google, tiktok); a path is a regular expression on the address as the log names it,
    and gRPC's method is GRPC.

    Kinds: 429 (rate limit, `code` says which) · 500 (the platform's transient error) · html502 · reset (nothing done, the
    connection breaks) · timeout_before (nothing done, no answer) · timeout_after (done, no answer) · delay (done,
    answered late) · drop_after_commit (done, the connection breaks) · error (`code`, `subcode`, `message`).
    """

    kind: str
    method: str = ""
    path: str = ""
    times: int = 1
    skip: int = 0
    seconds: float = 60.0
    code: int = 0
    subcode: int = 0
    message: str = ""
    minutes: int = 5
    status: int = 0
    platform: str = ""
    number: int = field(default_factory=lambda: next(_numbers))
    hits: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of fault {self.kind!r}; one of {', '.join(KINDS)}")
        re.compile(self.path)

    def matches(self, method: str, path: str, platform: str) -> bool:
        is_meant = self.method.upper() in ("", method) and self.platform in ("", platform)
        return is_meant and re.search(self.path, path) is not None


class Faults:
    """The rules in order. They live in memory: a restart forgets them."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def add(self, **wish: object) -> Rule:
        rule = Rule(**wish)  # type: ignore[arg-type]
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        self.rules.clear()

    def take(self, method: str, path: str, platform: str = "") -> Rule | None:
        """Return the rule that hits this call, and use up one of its turns."""
        for rule in self.rules:
            if rule.hits >= rule.times or not rule.matches(method, path, platform):
                continue
            if rule.skip:
                rule.skip -= 1
                continue
            rule.hits += 1
            return rule
        return None

    def dump(self) -> list[dict]:
        return [asdict(rule) for rule in self.rules]
