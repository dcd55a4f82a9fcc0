"""One part, ad group or ad with what it belongs to."""

from typing import Any
from uuid import UUID

from campaigns.models import Ad, AdGroup, PlatformCampaign
from tenants.errors import NotFound


def get_part(uuid: UUID | str) -> PlatformCampaign:
    """Return a platform campaign with its campaign and account; raises NotFound."""
    return _get(PlatformCampaign, "", uuid, "There is no such part of a campaign here.")


def get_ad_group(uuid: UUID | str) -> AdGroup:
    """Return an ad group with its part, campaign and account; raises NotFound."""
    return _get(AdGroup, "platform_campaign__", uuid, "There is no such ad group here.")


def get_ad(uuid: UUID | str) -> Ad:
    """Return an ad with its ad group, part, campaign and account; raises NotFound."""
    return _get(Ad, "ad_group__platform_campaign__", uuid, "There is no such ad here.")


def _get(model: Any, path: str, uuid: UUID | str, missing: str) -> Any:
    try:
        return model.objects.select_related(f"{path}account__connection", f"{path}campaign").get(uuid=uuid)
    except (model.DoesNotExist, ValueError) as error:
        raise NotFound(missing) from error
