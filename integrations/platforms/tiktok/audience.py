"""An ad group's audience as TikTok tells it, in our words.

Postcodes, devices, carriers, behaviours and ages with a gap between them cannot be said; they stay as they are when the
audience is changed (`aiming`). Where it shows is no part of it here: ads for a TikTok account run on TikTok only.
"""

from integrations import types as t
from integrations.platforms.tiktok import ages
from integrations.platforms.tiktok.objects import Row
from integrations.platforms.tiktok.places import Places

_GENDERS = {"GENDER_FEMALE": (t.Gender.WOMEN,), "GENDER_MALE": (t.Gender.MEN,)}


def read_targeting(row: Row, places: Places) -> t.Targeting:
    """Return whom an ad group, manual or of Smart+, is shown to."""
    aimed = row.get("targeting_spec") or row
    low, high = ages.read_span(aimed.get("age_groups") or [])
    ids = aimed.get("location_ids") or []
    countries, smaller = places.split(ids) if ids else ((), ())
    return t.Targeting(
        countries=countries,
        places=smaller,
        languages=_texts(aimed, "languages"),
        age_min=low,
        age_max=high,
        genders=_GENDERS.get(aimed.get("gender") or "", ()),
        interests=_texts(aimed, "interest_category_ids"),
        audiences=_texts(aimed, "audience_ids"),
        excluded_audiences=_texts(aimed, "excluded_audience_ids"),
    )


def _texts(aimed: Row, name: str) -> tuple[str, ...]:
    return tuple(str(one) for one in aimed.get(name) or ())
