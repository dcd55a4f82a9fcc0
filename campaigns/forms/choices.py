"""What can be chosen in a form, in the words of people who do not advertise for a living."""

import pycountry
from babel import Locale

from campaigns.types import CallToAction
from integrations.types import AppStore, BidStrategy, Channel, Gender, MatchType, Purpose, SpecialCategory

PURPOSES = {
    Purpose.SALES: "Sell something: orders on your website",
    Purpose.TRAFFIC: "Bring people to your website",
    Purpose.LEAD_GENERATION: "Get enquiries and addresses",
    Purpose.BRAND_AWARENESS: "Become known",
    Purpose.EVENT_PROMOTION: "Fill an event",
    Purpose.STORE_VISITS: "Bring people to your shop",
    Purpose.APP_INSTALLS: "Have an app installed",
    Purpose.RETARGETING: "Reach people who know you already",
}
CHANNELS = {
    Channel.SEARCH: "Search: words below what people look for",
    Channel.DISPLAY: "Display: pictures on other websites",
    Channel.DEMAND_GEN: "Demand Gen: pictures on YouTube, Discover and Gmail",
    Channel.PERFORMANCE_MAX: "Performance Max: everywhere, as Google sees fit",
}
MATCHES = {
    MatchType.PHRASE: "Searches that mean this (phrase)",
    MatchType.EXACT: "Only this, and the same in other words (exact)",
    MatchType.BROAD: "Anything that has to do with it (broad)",
}
BIDS = {
    "": "As the platform advises for this purpose",
    BidStrategy.MAXIMIZE_CLICKS: "As many clicks as possible",
    BidStrategy.MAXIMIZE_CONVERSIONS: "As many results as possible",
    BidStrategy.TARGET_CPA: "A cost for each result, on average",
    BidStrategy.COST_CAP: "No more than a cost for each result (Meta, TikTok)",
    BidStrategy.BID_CAP: "No bid above an amount",
    BidStrategy.TARGET_ROAS: "A return on what is spent",
}
AREAS = [("countries", "In whole countries"), ("circle", "Around a place, such as your shop")]
LANGUAGES = ("ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "nl", "no", "pl",
    "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "zh")  # fmt: skip
BUDGETS = [("daily", "A day"), ("lifetime", "In all")]
LEVELS = [("campaign", "One for all its ad groups"), ("ad_group", "One for each ad group")]
GENDERS = [("", "Everybody"), (Gender.WOMEN.value, "Women"), (Gender.MEN.value, "Men")]
STORES = [("", "Choose…"), (AppStore.GOOGLE_PLAY.value, "Google Play"), (AppStore.APP_STORE.value, "App Store")]
QUESTIONS = {
    "full_name": "Name", "email": "E-mail", "phone": "Telephone", "postcode": "Postcode", "company": "Company",
}  # fmt: skip
CATEGORIES = {
    SpecialCategory.EMPLOYMENT: "Jobs",
    SpecialCategory.HOUSING: "Housing",
    SpecialCategory.CREDIT: "Credit or financial products",
    SpecialCategory.POLITICS: "Politics, elections or social issues",
    SpecialCategory.GAMBLING: "Gambling",
}
NEAR = ("DE", "ES", "FR", "GB", "IE", "IT", "NL", "US")


def calls_to_action() -> list[tuple[str, str]]:
    """Return what a button can say."""
    return [(word.value, word.value.replace("_", " ").capitalize()) for word in CallToAction]


def countries() -> list[tuple[str, str]]:
    """Return every country of ISO 3166-1 with the name that people use, by name."""
    names = Locale("en").territories
    return sorted(((c.alpha_2, names.get(c.alpha_2, c.name)) for c in pycountry.countries), key=lambda pair: pair[1])


def languages() -> list[tuple[str, str]]:
    """Return the languages of Europe and some others (ISO 639-1), by name."""
    names = Locale("en").languages
    return sorted(((code, names.get(code, code)) for code in LANGUAGES), key=lambda pair: pair[1])


def of(words: dict) -> list[tuple[str, str]]:
    """Return a table of words as choices."""
    return [(str(getattr(word, "value", word)), label) for word, label in words.items()]
