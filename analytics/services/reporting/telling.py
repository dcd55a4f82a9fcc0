"""What a report says besides its numbers: what was done, what comes next, and what the numbers are."""

from collections.abc import Iterator
from datetime import timedelta

import campaigns.selectors
import campaigns.services
from analytics.panels.remarks import city, gap_words, list_remarks, warn_of_rates
from analytics.services.reporting.reading import Reading
from analytics.types.documents import Deed, Sentence
from analytics.wording import Outcome
from campaigns.types import ChangeKind, ChangeState, TargetField
from tenants import formats

MOST_DEEDS, MOST_AHEAD = 12, 6
LOOKS_AHEAD = timedelta(days=14)
VERBS = {ChangeKind.LAUNCH: "Launched", ChangeKind.ARCHIVE: "Archived"}


def list_deeds(reading: Reading) -> tuple[Deed, ...]:
    """Return what was done to the campaigns in the period and holds, the newest first; at most twelve."""
    period = reading.choice.period
    found = campaigns.selectors.list_changes(
        since=period.since, until=period.until, state=ChangeState.APPLIED, zone=reading.place.zone
    )
    if reading.campaign_ids is not None:
        found = found.filter(campaign_id__in=reading.campaign_ids)
    return tuple(_deed(change, reading) for change in found[:MOST_DEEDS])


def _deed(change, reading: Reading) -> Deed:
    day = change.created_at.astimezone(reading.place.zone).date()
    when = formats.date_range(day, day, reading.place.locale, year=False)
    return Deed(when, _what(change), change.actor_label, change.reason)


def _what(change) -> str:
    if verb := VERBS.get(change.kind):
        return f"{verb} {change.label}"
    if change.field == TargetField.STATUS:
        return f"{ {'active': 'Resumed', 'paused': 'Paused'}.get(change.after, 'Changed') } {change.label}"
    before, after = campaigns.services.describe_values(change)
    unit = " a day" if change.field == TargetField.DAILY_BUDGET else ""
    return f"{change.label}: from {before} to {after}{unit}" if before else f"{change.label}: {after}{unit}"


def list_ahead(reading: Reading) -> tuple[Sentence, ...]:
    """Return what comes next: what is still to be reported, campaigns that begin or end soon, what waits for a yes."""
    return tuple(Sentence(text) for text in _ahead(reading))[:MOST_AHEAD]


def _ahead(reading: Reading) -> Iterator[str]:
    soon, locale = reading.today + LOOKS_AHEAD, reading.place.locale
    for each in reading.budgets:
        if each.start_date and reading.today < each.start_date <= soon:
            yield f"{each.name} begins on {formats.date_range(each.start_date, each.start_date, locale, year=False)}."
        if each.end_date and reading.today <= each.end_date <= soon:
            yield f"{each.name} ends on {formats.date_range(each.end_date, each.end_date, locale, year=False)}."
    for waiting in campaigns.selectors.list_proposals()[:MOST_AHEAD]:
        if reading.campaign_ids is None or waiting.campaign_id in reading.campaign_ids:
            yield f"Waits for a yes or no: {waiting.label}."


def list_notes(reading: Reading) -> tuple[str, ...]:
    """Return what the numbers are: definitions, currencies, time zones, days that lack, and when they were known."""
    return tuple(text for text in _notes(reading) if text)


def _notes(reading: Reading) -> Iterator[str]:
    overview, here = reading.overview, reading.place
    many = reading.noun.many
    if reading.noun.outcome != Outcome.CLICKS:
        yield (
            f"{many.capitalize()} are those that the platforms report, each by its own way of counting; "
            f"what two platforms claim is counted by both, so the sum may be more than what really came in."
        )
    yield from list_remarks(overview.comparison.current, overview.conversion, reading.accounts, here)
    rates = warn_of_rates(overview.conversion, overview.converted_until, here)
    yield rates.text if rates else ""
    yield gap_words(_connected(reading), overview.feeds, overview.period)
    made = formats.moment(reading.now, here.zone, here.locale)
    yield f"Numbers as they were known on {made}, {city(here.zone.key)} time; platforms may correct them later."


def _connected(reading: Reading) -> list:
    return [each for each in reading.accounts if each.disconnected_at is None]
