"""What a draft and a change must hold. Every problem goes to its field, in words that say what to do."""

from campaigns.services.checks.ads import check_creative
from campaigns.services.checks.budgets import check_bid, check_budget, check_lifetime_budget, days_between
from campaigns.services.checks.drafts import check_draft, trim_creative
from campaigns.services.checks.problems import UNCLEAN, Problems, is_clean

__all__ = [
    "UNCLEAN",
    "Problems",
    "check_bid",
    "check_budget",
    "check_creative",
    "check_draft",
    "check_lifetime_budget",
    "days_between",
    "is_clean",
    "trim_creative",
]
