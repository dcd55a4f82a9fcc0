"""What pages of numbers share: the period that an address asks for, and the page behind a part."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import HttpRequest

from analytics import periods
from analytics.forms import PeriodForm
from tenants import place
from tenants.errors import Invalid
from tenants.forms import show_errors


def read_period(request: HttpRequest, now: datetime) -> tuple[periods.Choice | None, Invalid | None]:
    """Return the period that the address asks for, None where it asks for none, and what is wrong with the address."""
    if not {"period", "since", "until", "compare"} & request.GET.keys():
        return None, None
    try:
        return periods.choose(request.GET, today=place.today(now)), None
    except Invalid as error:
        return None, error


def wrong_period(request: HttpRequest, error: Invalid | None) -> PeriodForm | None:
    """Return the form of the days that were asked for, with what is wrong beside each; None where nothing is."""
    if error is None:
        return None
    form = PeriodForm(request.GET)
    show_errors(form, error)
    return form


def period_menu(request: HttpRequest, choice: periods.Choice, **kept: str) -> dict[str, list[tuple[str, str, bool]]]:
    """Return what `analytics/_period.html` offers: `options` and `comparisons`; links keep the chart's figure and `kept`."""
    kept |= {"metric": request.GET["metric"]} if "metric" in request.GET else {}
    return {"options": list_options(choice, kept), "comparisons": list_comparisons(choice, kept)}


def list_options(choice: periods.Choice, kept: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """Return the named periods as a menu takes them: label, address, whether it is chosen."""
    more = {} if choice.compare == periods.Compare.PREVIOUS else {"compare": choice.compare}
    named = [key for key in periods.LABELS if key != "custom"]
    return [(periods.LABELS[key], f"?{urlencode({'period': key, **kept, **more})}", key == choice.key) for key in named]


def list_comparisons(choice: periods.Choice, kept: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """Return what the period can be set against as a menu takes it: label, address, whether it is chosen."""
    days = "&".join(part for part in choice.query.split("&") if not part.startswith("compare="))
    return [
        (periods.COMPARISONS[how], f"?{days}&{urlencode({'compare': how, **kept})}", how == choice.compare)
        for how in periods.Compare
    ]


def number_of(request: HttpRequest) -> int:
    """Return which page of a list is asked for, from 1 on; 1 for what is no number."""
    number = request.GET.get("page", "")
    return max(int(number), 1) if number.isascii() and number.isdecimal() and len(number) < 7 else 1


def page_behind(request: HttpRequest) -> str:
    """Return the page that asked by HTMX, without its host; home where it names none."""
    try:
        parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:
        return "/"
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))
