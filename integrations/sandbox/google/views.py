"""Views: rows that Google makes for a part of the audience. They lie over campaigns or ad groups and have no state.

Where people are is told by country: of the whole account, or of each campaign or ad group whose fields are selected. Ages
and genders are told of ad groups; Performance Max has none, and App campaigns are not aimed by age.
"""

from typing import Any

from ..market.audience import By
from .call import Call
from .crowds import AGES, COUNTRIES, GENDERS
from .kinds import KINDS, Kind

Row = dict[str, Any]
_PRESENCE = "LOCATION_OF_PRESENCE"
_BY = {
    "user_location_view": By.COUNTRY, "geographic_view": By.COUNTRY, "age_range_view": By.AGE, "gender_view": By.GENDER,
}  # fmt: skip


def by_of(kind: Kind) -> By | None:
    """Return the part of the audience that a view tells apart; None for what is no view."""
    return _BY.get(kind.name)


def base_of(kind: Kind, tops: set[str]) -> Kind:
    """Return the resource whose objects a view's rows lie over; any other resource is its own."""
    by = by_of(kind)
    if by is None:
        return kind
    if by != By.COUNTRY:
        return KINDS["ad_group"]
    return KINDS[next((name for name in ("ad_group", "campaign") if name in tops), "customer")]


def keep(call: Call, kind: Kind, rows: list[Row]) -> list[Row]:
    """Leave out the objects that a view does not tell of."""
    if by_of(kind) not in (By.AGE, By.GENDER):
        return rows
    apps = {
        campaign.id
        for campaign in call.store.list("google.campaign", account=call.account.id)
        if campaign.data["advertising_channel_type"] == "MULTI_CHANNEL"
    }
    return [row for row in rows if row["_thing"].parent not in apps]


def show(call: Call, kind: Kind, row: Row, part: str) -> Row:
    """Return a view's own fields for one part; nothing for what is no view."""
    by = by_of(kind)
    if by is None:
        return {}
    if by == By.COUNTRY:
        return {kind.name: _country(call, kind, part)}
    field, (word, number) = ("age_range", AGES[part]) if by == By.AGE else ("gender", GENDERS[part])
    group = row["_thing"]
    own, owner = f"{group.id}~{number}", f"customers/{call.account.id}"
    criterion = {
        "resource_name": f"{owner}/adGroupCriteria/{own}", "criterion_id": str(number), "status": "ENABLED",
        "type_": field.upper(), "negative": False, field: {"type_": word},
    }  # fmt: skip
    return {kind.name: {"resource_name": f"{owner}/{kind.collection}/{own}"}, "ad_group_criterion": criterion}


def _country(call: Call, kind: Kind, part: str) -> Row:
    number = COUNTRIES.get(part, 0)
    is_user = kind.name == "user_location_view"
    tail, told = ("true", {"targeting_location": True}) if is_user else (_PRESENCE, {"location_type": _PRESENCE})
    name = f"customers/{call.account.id}/{kind.collection}/{number}~{tail}"
    return {"resource_name": name, "country_criterion_id": str(number), **told}
