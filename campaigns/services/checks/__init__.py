"""What a draft and a change must hold. Every problem goes to its field, in words that say what to do."""

from campaigns.services.checks.ads import check_creative
from campaigns.services.checks.budgets import check_amount, check_bid, check_budget, days_of, payer_of
from campaigns.services.checks.drafts import check_draft, find_problems, spell_out, trim_creative, trim_draft
from campaigns.services.checks.problems import UNCLEAN, Problems, is_clean
from campaigns.services.checks.storing import check_storable

__all__ = [
    "UNCLEAN",
    "Problems",
    "check_amount",
    "check_bid",
    "check_budget",
    "check_creative",
    "check_draft",
    "check_storable",
    "days_of",
    "find_problems",
    "is_clean",
    "payer_of",
    "spell_out",
    "trim_creative",
    "trim_draft",
]
