"""What is looked for in the list of campaigns."""

from dataclasses import asdict, dataclass, fields
from enum import StrEnum


class Need(StrEnum):
    """Why campaigns wait for somebody."""

    APPROVAL = "approval"
    DRIFT = "drift"
    FAILED = "failed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that all hold; an empty one holds for everything, an unknown word for nothing.

    `search` is looked for in the names of campaigns, ad groups and ads, and in headlines. `status` is one of the
    vocabulary, "all", or "" for what has not ended. `label` and `account` are ids.
    """

    search: str = ""
    status: str = ""
    platform: str = ""
    label: str = ""
    tag: str = ""
    account: str = ""
    purpose: str = ""
    needs: str = ""

    @property
    def given(self) -> dict[str, str]:
        """Return what is asked for."""
        return {name: value for name, value in asdict(self).items() if value}


FILTERS = tuple(field.name for field in fields(Filters))
SAVED_PAGE = "campaigns"
"""The list, among the pages of which views are kept; and which of its parameters."""
KEPT = (*FILTERS, "sort", "period", "since", "until", "columns")
COLUMNS = ("budget", "clicks", "results", "cost", "value", "days")
"""The columns of the list that can be left out; its name and what was spent always stand there."""
