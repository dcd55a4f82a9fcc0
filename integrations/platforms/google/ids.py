"""Google's resource names and the house's ids. Pure.

A campaign and an ad group are their digits, an ad is `adgroup~ad`; an asset group of Performance Max stands in for an ad
group as `assetGroup~digits`, with one ad `assetGroup~digits~ad`.
"""

from integrations.errors import ObjectNotFound
from integrations.types import ObjectKind, ObjectRef

GROUP, AD = "assetGroup", "ad"
_COLLECTIONS = {ObjectKind.CAMPAIGN: "campaigns", ObjectKind.AD_GROUP: "adGroups", ObjectKind.AD: "adGroupAds"}


def external_id(resource_name: str) -> str:
    """Return the id of what a resource name names."""
    collection, _, number = resource_name.rpartition("/")
    return f"{GROUP}~{number}" if collection.endswith("/assetGroups") else number


def asset_group_ad(group_id: str) -> str:
    """Return the id of an asset group's one ad."""
    return f"{group_id}~{AD}"


def is_asset_group(ref: ObjectRef) -> bool:
    """Return whether an ad group or ad is an asset group."""
    return ref.external_id.startswith(f"{GROUP}~")


def resource_name(customer_id: str, ref: ObjectRef) -> str:
    """Return what Google calls an object; raises ObjectNotFound for what cannot be one of its ids."""
    if is_asset_group(ref):
        name = f"customers/{customer_id}/assetGroups/{ref.external_id.split('~')[1]}"
    else:
        name = f"customers/{customer_id}/{_COLLECTIONS[ref.kind]}/{ref.external_id}"
    if not ref.external_id.removeprefix(f"{GROUP}~").removesuffix(f"~{AD}").replace("~", "").isdigit():
        raise ObjectNotFound("This is no id of Google Ads.")
    return name
