"""What a draft's document says besides the draft; the campaign that a form has made."""

from uuid import UUID

from campaigns.models import Campaign

SAVED_BY = "saved_by"
"""Under this name it says who saved it last, for whom it is stale."""


def saved_by(campaign: Campaign) -> str:
    """Return who saved a draft last; its maker where nobody did since."""
    return (campaign.draft or {}).get(SAVED_BY) or campaign.actor_label


def find_made_with(key: UUID) -> Campaign | None:
    """Return the campaign that a form with this token has made; None where it has made none yet."""
    return Campaign.objects.filter(creation_key=key).first()
