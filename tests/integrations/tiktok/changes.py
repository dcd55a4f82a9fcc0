"""One object that exists on TikTok, and what changes it."""

from integrations import types as t
from integrations.platforms.tiktok.updating import Updates
from tests.integrations.tiktok.wire import LINK, Wire, rows

K = t.ObjectKind
REFS = {kind: t.ObjectRef(kind, "5") for kind in K}
NAMES = {K.CAMPAIGN: "campaign", K.AD_GROUP: "adgroup", K.AD: "ad"}


def make_updates(wire: Wire) -> Updates:
    return Updates(wire.api(), LINK)


def world(kind: K, row: dict, *, is_smart: bool, **answers) -> Wire:
    """One object of Smart+ or by hand."""
    field = "smart_plus_ad_id" if is_smart and kind == K.AD else f"{NAMES[kind]}_id"
    found, none = rows({field: "5", **row}), rows()
    reads = {
        f"smart_plus/{NAMES[kind]}/get/": found if is_smart else none,
        f"{NAMES[kind]}/get/": none if is_smart else found,
    }
    return Wire(reads | answers)
