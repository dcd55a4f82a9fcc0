"""The platforms' windows: how long conversions may take, and how far back figures are still restated."""

from integrations.types import Platform

# The platforms' default click windows: 7 days on Meta (https://developers.facebook.com/docs/marketing-api/insights) and
# TikTok; Google counts up to 30 days after the click unless the conversion action says otherwise.
LONGEST_DELAY_DAYS = {Platform.META: 7, Platform.TIKTOK: 7, Platform.GOOGLE: 30}

# How far back platforms still restate their figures.
RESTATEMENT_DAYS = {Platform.META: 28, Platform.TIKTOK: 28, Platform.GOOGLE: 30}


def last_age(platform: str) -> int:
    """Return the age in days from which on a day counts as complete: that of its last nightly reading.

    A window of n days is read again until the night n - 1 whole days after the day's end.
    """
    return RESTATEMENT_DAYS[Platform(platform)] - 1
