"""Which of our rows an object on a platform is."""

from campaigns.models import Ad
from campaigns.types import ExternalIndexEntry


def external_index(account) -> dict[str, ExternalIndexEntry]:
    """Return the account's ads by the platform's own ad id; one query. For joining reported figures to our rows."""
    columns = {
        "campaign_id": "ad_group__platform_campaign__campaign_id",
        "platform_campaign_id": "ad_group__platform_campaign_id",
        "ad_group_id": "ad_group_id",
        "ad_id": "id",
        "campaign_uuid": "ad_group__platform_campaign__campaign__uuid",
        "platform_campaign_uuid": "ad_group__platform_campaign__uuid",
        "ad_group_uuid": "ad_group__uuid",
        "ad_uuid": "uuid",
    }
    ads = Ad.objects.filter(ad_group__platform_campaign__account_id=account.pk).exclude(external_id="").order_by()
    rows = ads.values_list("external_id", *columns.values())
    return {external_id: ExternalIndexEntry(**dict(zip(columns, row, strict=True))) for external_id, *row in rows}
