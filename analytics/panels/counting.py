"""What pages say of conversions where somebody chose what counts as one."""

from analytics.selectors.counting import get_counted

WORDS = (
    "Conversions are what you chose under Settings, Conversions, for every account where you did. By hour, and by parts of an "
    "audience, they are as platforms count."
)


def counted_words() -> str:
    """Return the sentence; empty where every account's platform decides what counts."""
    return WORDS if get_counted() else ""
