"""Who an account's ads speak for and what they count by, with what else could be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from integrations.models import AdAccount

KINDS = {
    "page": "Its ads speak for the Page",
    "instagram_user": "On Instagram they speak for",
    "identity": "Its ads speak for",
    "pixel": "Orders are counted by",
    "conversion_action": "What counts is",
}
"""What is chosen once for an account; forms and apps are chosen in each campaign."""
_SHOWN_BY = {
    "page": "page_name",
    "instagram_user": "instagram_name",
    "identity": "identity_name",
    "pixel": "pixel_name",
    "conversion_action": "conversion_name",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen."""

    kind: str
    external_id: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What ads speak for, or count by: the present one, and what else there is."""

    kind: str
    label: str
    name: str
    options: list[Option]

    @property
    def is_open(self) -> bool:
        """Return whether there is something else to choose."""
        return any(not option.is_chosen for option in self.options)


def list_options(account: AdAccount) -> list[Option]:
    """Return all that can be chosen for an account, with what is chosen."""
    return [
        Option(row["kind"], row["external_id"], row["name"], _is_present(row["sets"], account.presence))
        for row in account.candidates
        if row["kind"] in KINDS
    ]


def list_choices(account: AdAccount) -> list[Choice]:
    """Return what is there before an ad can run, or can be chosen for it, in the order of KINDS."""
    options = list_options(account)
    found = []
    for kind, label in KINDS.items():
        own = [option for option in options if option.kind == kind]
        name = next((each.name for each in own if each.is_chosen), account.presence.get(_SHOWN_BY[kind], ""))
        if name or own:
            found.append(Choice(kind, label, name, own))
    return found


def _is_present(sets: Mapping[str, str], presence: Mapping[str, str]) -> bool:
    return bool(sets) and all(presence.get(name) == value for name, value in sets.items())
