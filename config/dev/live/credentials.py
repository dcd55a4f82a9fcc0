"""What has to be in the environment before the real platform can be asked, and what is put there for the sandbox."""

from collections.abc import Mapping

from config.dev.errors import Refused

PLATFORMS = ("google", "meta", "tiktok")
APPS = {
    "google": ("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"),
    "meta": ("META_APP_ID", "META_APP_SECRET"),
    "tiktok": ("TIKTOK_APP_ID", "TIKTOK_APP_SECRET"),
}
ADDRESSES = {
    "google": ("GOOGLE_ADS_ENDPOINT", "GOOGLE_CONSENT_URL", "GOOGLE_TOKEN_URL"),
    "meta": ("META_GRAPH_URL", "META_DIALOG_URL"),
    "tiktok": ("TIKTOK_API_URL", "TIKTOK_PORTAL_URL"),
}
TOKEN, ACCOUNT, VIDEO, PERSON = "LIVE_TOKEN", "LIVE_ACCOUNT", "LIVE_VIDEO", "LIVE_SANDBOX_PERSON"
PATIENCE = "LIVE_PATIENCE_S"  # how long to wait before asking again whether a film is ready
PAUSE = "LIVE_PAUSE_S"  # how long to wait before every call
TOKENS = {
    "google": "the refresh token of somebody who may manage the test account",
    "meta": "a long-lived user token, or a system user's, with ads_management",
    "tiktok": "the access token that the advertiser's authorisation gave",
}
GUIDES = {"google": "docs/guides/google-ads.md", "meta": "docs/guides/meta.md", "tiktok": "docs/guides/tiktok.md"}


def check_platform(platform: str) -> str:
    """Return the platform; raises Refused for one that there is not."""
    if platform not in PLATFORMS:
        raise Refused(f"Say which platform: make live-check PLATFORM={'|'.join(PLATFORMS)}.")
    return platform


def real_environment(platform: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return the variables for the real side: the app, the token, and no address but one that somebody set.

    Raises Refused, with what is missing and where it comes from.
    """
    wanted = (*APPS[platform], TOKEN)
    missing = [name for name in wanted if not known.get(name)]
    if missing:
        raise Refused(
            f"Nothing was asked of the platform: {', '.join(missing)} not set. {TOKEN} is {TOKENS[platform]}; "
            f"{GUIDES[platform]} says how to get all of it."
        )
    names = (*wanted, ACCOUNT, VIDEO, PATIENCE, PAUSE, *ADDRESSES[platform])
    return {name: known.get(name, "") for name in names} | {PERSON: ""}
