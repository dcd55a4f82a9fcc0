"""Which input of the form a service's field is about: `parts.1.headlines` is the first headline of Google's section."""

import re

COMMON = {"radii": "point", "bid": "bid_strategy", "app": "app_id", "lead_form": "form_headline", "parts": "ad_account"}
META = {"videos": "m_video_file", "cards": "card_1_headline", "asset": "image"}
GOOGLE = {
    "headlines": "g_headline_1", "headline": "g_headline_1", "descriptions": "g_description_1",
    "description": "g_description_1", "long_headlines": "g_long_headline", "business_name": "g_business_name",
    "display_path": "g_path_1", "asset": "g_image_file", "logos": "g_logo_file", "channel": "g_channel",
}  # fmt: skip
TIKTOK = {"primary_text": "t_text", "videos": "t_video_file"}
NAMES = {"meta": META, "google": GOOGLE, "tiktok": TIKTOK}
BUDGETS = ("daily_budget_minor", "lifetime_budget_minor")


def our_name(field: str, accounts: list, budgets: list[str]) -> str:
    """Return an input's name; `accounts` are the chosen ones, `budgets` the inputs of their budgets, in the same order."""
    found = re.fullmatch(r"parts\.(\d+)\.(\w+)", field)
    place, name = (int(found[1]), found[2]) if found else (0, field)
    if name in BUDGETS:
        return budgets[place] if place < len(budgets) else "daily_budget"
    platform = accounts[place].platform if place < len(accounts) else "meta"
    return NAMES[platform].get(name) or COMMON.get(name, name)
