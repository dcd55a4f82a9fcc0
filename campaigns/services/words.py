"""Errors and values as people read them."""

from integrations.errors import PlatformError
from tenants.errors import AdwrightError, Invalid

NAMES = {"google": "Google", "meta": "Meta", "tiktok": "TikTok"}


def platform_name(platform: str) -> str:
    """Return a platform's name."""
    return NAMES.get(platform, platform.title())


def of_platform(error: PlatformError, platform: str) -> str:
    """Return what went wrong, with the platform's own words where it gave any."""
    said = error.platform_words.strip()
    if not said or said in error.message:
        return error.message
    return f"{error.message} {platform_name(platform)} says: “{said}”"


def all_of(error: AdwrightError) -> str:
    """Return an error's text; of field errors all of them, one after the other."""
    if isinstance(error, Invalid):
        return " ".join(text for texts in error.fields.values() for text in texts) or error.message
    return error.message
