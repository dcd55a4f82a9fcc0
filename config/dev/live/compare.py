"""Two sides' answers to the same questions, laid side by side. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from config.dev.live.shapes import Shape

Calls = Mapping[str, Shape]


@dataclass
class Comparison:
    """What differs in one call's answers, in paths."""

    call: str
    only_real: list[str] = field(default_factory=list)
    only_sandbox: list[str] = field(default_factory=list)
    other_type: list[str] = field(default_factory=list)
    agreeing: int = 0
    is_empty_there: bool = False
    """The account has none of what the sandbox lists: what comes along with a list proves nothing."""

    @property
    def is_wrong(self) -> bool:
        """Return whether the sandbox says something in another type than the platform, or something of its own."""
        return bool(self.other_type or self.only_sandbox)


def compare(real: Calls, sandbox: Calls) -> list[Comparison]:
    """Compare the calls that both sides answered, by name."""
    return [_compare(call, real[call], sandbox[call]) for call in real if call in sandbox]


def not_compared(real: Calls, sandbox: Calls) -> list[str]:
    """Return the calls that only one side was asked, or answered."""
    return sorted(real.keys() ^ sandbox.keys())


def _compare(call: str, real: Shape, sandbox: Shape) -> Comparison:
    found = Comparison(call, is_empty_there=bool(_lists(sandbox) - _lists(real)))
    for path in sorted(real.keys() | sandbox.keys()):
        if path not in sandbox:
            if _is_known(path, sandbox):
                found.only_real.append(path)
        elif path not in real:
            if _is_known(path, real) and not found.is_empty_there:
                found.only_sandbox.append(path)
        elif _agree(real[path], sandbox[path]):
            found.agreeing += 1
        else:
            found.other_type.append(f"{path}: {_words(real[path])} there, {_words(sandbox[path])} in the sandbox")
    return found


def _is_known(path: str, other: Shape) -> bool:
    """Return whether the other side had an element in which this field could have been: an empty list proves nothing."""
    above = path.rpartition("[]")[0]
    return not above or f"{above}[]" in other


def _lists(shape: Shape) -> set[str]:
    """Return the lists that have an element."""
    return {path for path in shape if path.endswith("[]")}


def _agree(one: set[str], other: set[str]) -> bool:
    return bool((one & other) or one == {"null"} or other == {"null"})


def _words(kinds: set[str]) -> str:
    return " or ".join(sorted(kinds))
