"""What a house holds, read anew every time."""

from campaigns import selectors
from campaigns.models import Campaign, ChangeSet, PlatformCampaign


class Stock:
    """Campaigns, their parts, and what was changed."""

    def campaigns(self) -> list[Campaign]:
        """Return the campaigns, the oldest first."""
        return [selectors.get_campaign(one) for one in Campaign.objects.order_by("pk").values_list("uuid", flat=True)]

    def drafts(self) -> list[Campaign]:
        """Return the campaigns of which something is not on its platform yet; the newest where there is none."""
        found = self.campaigns()
        waiting = [one for one in found if any(not part.launched_at for part in one.platform_campaigns.all())]
        return waiting or found[-1:]

    def parts(self) -> list[PlatformCampaign]:
        """Return what stands on platforms, the oldest first."""
        found = PlatformCampaign.objects.exclude(external_id="").order_by("pk")
        return list(found.select_related("campaign", "account"))

    def sets(self, since: int) -> list[ChangeSet]:
        """Return the sets of the changes after one, the newest first."""
        return list(selectors.list_change_sets().filter(changes__pk__gt=since).distinct())
