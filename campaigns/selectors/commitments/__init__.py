"""What the budgets that are set may spend a day, account by account and in all: what ceilings are measured against."""

from campaigns.selectors.commitments.book import Amounts, Book, Group, Part, add_up
from campaigns.selectors.commitments.overview import Commitments, Committed, list_commitments
from campaigns.selectors.commitments.reading import parts_that_may_run, read_book, widen

__all__ = [
    "Amounts",
    "Book",
    "Commitments",
    "Committed",
    "Group",
    "Part",
    "add_up",
    "list_commitments",
    "parts_that_may_run",
    "read_book",
    "widen",
]
