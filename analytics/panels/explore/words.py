"""What splits, and the groups that they make, are called on the page."""

from datetime import date

from babel import dates

from analytics.tables import Label, Row
from analytics.types import ASSETS, Split
from analytics.wording import NBSP
from campaigns.naming import PLATFORM_NAMES
from tenants import formats
from tenants.place import Place

SPLITS = {
    Split.CAMPAIGN: "Campaign",
    Split.AD_GROUP: "Ad group",
    Split.AD: "Ad",
    Split.PLATFORM: "Platform",
    Split.ACCOUNT: "Ad account",
    Split.DAY: "Day",
    Split.WEEK: "Week",
    Split.MONTH: "Month",
    Split.HOUR: "Hour",
    Split.COUNTRY: "Country",
    Split.DEVICE: "Device",
    Split.AGE: "Age",
    Split.GENDER: "Gender",
    Split.IMAGE: "Picture",
    Split.VIDEO: "Video",
    Split.HEADLINE: "Headline",
    Split.CALL_TO_ACTION: "Call to action",
    Split.TAG: "Tag of pictures and videos",
    Split.ACTION: "What counts as a conversion",
    Split.CURRENCY: "Currency",
    Split.PLATFORM_CAMPAIGN: "Campaign on its platform",
}
"""In the order in which they are offered."""
DATES = (Split.DAY, Split.WEEK, Split.MONTH)
UNKNOWN = "Not known"
_WRITTEN = (Split.CURRENCY, Split.AGE, Split.HEADLINE, Split.TAG)
"""Words that are shown as they are."""
_REST = {Split.AD: "Not by ad", Split.AD_GROUP: "Not by ad group"}
LONGEST = 200


def name_row(row: Row, place: Place) -> str:
    """Return what a row is called where it stands alone."""
    return " · ".join(name_label(label, place) for label in row.labels)


def name_label(label: Label, place: Place) -> str:
    """Return what one key is called."""
    if label.is_rest:
        return _REST.get(label.split, UNKNOWN)
    if label.is_object:
        return label.name[:LONGEST] or ("Not in the library" if label.split in ASSETS else "Not imported yet")
    if label.value in (None, ""):
        return UNKNOWN
    return label.name[:LONGEST] if label.split == Split.ACTION else _write(label.split, label.value, place)


def name_part(words: tuple[Split, str] | None, place: Place) -> str:
    """Return what a table's ads have in common, as "Headline: Fresh bread"; which picture is shown beside it."""
    if words is None:
        return ""
    split, key = words
    return f"This {SPLITS[split].lower()}" if split in ASSETS else f"{SPLITS[split]}: {_write(split, key, place)}"


def _write(split: Split, value: object, place: Place) -> str:
    if isinstance(value, date):
        return _date(split, value, place)
    if split == Split.HOUR:
        return f"{int(str(value)):02}:00"
    text = str(value)
    if split == Split.PLATFORM:
        return PLATFORM_NAMES.get(text, text)
    if split == Split.COUNTRY:
        return str(place.locale.territories.get(text.upper(), text))
    return text if split in _WRITTEN else text.replace("_", " ").capitalize()


def _date(split: Split, value: date, place: Place) -> str:
    if split == Split.MONTH:
        return str(dates.format_skeleton("yMMM", value, locale=place.locale))
    day = formats.day(value, place.locale).replace(" ", NBSP)
    return f"Week of {day}" if split == Split.WEEK else day
