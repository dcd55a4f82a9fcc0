"""How campaigns are shown: their state in a word, their sentences. Reads nothing."""

from dataclasses import dataclass

from analytics.sentences import Piece
from analytics.types import Metrics
from campaigns.models import Campaign
from campaigns.selectors.budgets import live_parts
from campaigns.types import CampaignStatus, ChangeKind, TargetField, TargetKind
from integrations.types import Delivery
from tenants import formats
from tenants.place import Place

WORTH_SAYING = (Delivery.REJECTED, Delivery.NOT_DELIVERING, Delivery.LIMITED, Delivery.IN_REVIEW, Delivery.LEARNING)
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


@dataclass(frozen=True, slots=True)
class State:
    """A state as `components/state.html` takes it; without a text it is the state's usual word."""

    key: str
    text: str = ""


def state_of(campaign: Campaign) -> State:
    """Return what a campaign's state is called: what is under way, else what keeps it from running, else its status."""
    if moving := switching(campaign):
        return _under_way(moving[0])
    parts = live_parts(campaign)
    if any(getattr(part, "is_half_made", False) for part in parts):
        return State("error", "Launch stopped half-way")
    if campaign.status != CampaignStatus.ACTIVE:
        return State(campaign.status)
    rejected = sum(getattr(part, "rejected_ads", 0) for part in parts)
    if rejected:
        return State("rejected", "1 ad rejected" if rejected == 1 else f"{rejected} ads rejected")
    deliveries = {part.delivery for part in parts if part.status == CampaignStatus.ACTIVE}
    return next((State(word) for word in WORTH_SAYING if word in deliveries), State("active"))


def list_sentence(counts: dict[str, int], spent: Metrics, when: str, place: Place) -> list[Piece]:
    """Say how many run and what they spent."""
    running, paused, drafts = (counts.get(word, 0) for word in ("active", "paused", "draft"))
    pieces = [Piece(f"{_number(running)} campaign{'s are' if running != 1 else ' is'} running")]
    if running and spent.spend_micros:
        money = formats.money(
            formats.from_micros(spent.spend_micros), spent.currency or place.currency, place.locale, short=True
        )
        return [
            *pieces,
            Piece(f". {when} your campaigns spent "),
            Piece(money, marked=True),
            Piece("."),
        ]
    waiting = [
        f"{_number(n).lower()} {word}" for n, word in ((paused, "paused"), (drafts, _plural(drafts, "draft"))) if n
    ]
    return (
        [*pieces, Piece("; "), Piece(" and ".join(waiting), marked=True), Piece(".")]
        if waiting
        else [*pieces, Piece(".")]
    )


def detail_sentence(campaign: Campaign, *, half_made: bool, may_run: bool, platforms: str) -> list[Piece]:
    """Say what a campaign that has no numbers to tell of is about to be, or is."""
    moving = {change.kind: change.after for change in _of_parts(campaign)}
    if moving.get(ChangeKind.STATUS) == CampaignStatus.PAUSED:
        return [
            Piece(f"It is being paused on {platforms}: "),
            Piece("spending stops within minutes", marked=True),
            Piece("."),
        ]
    if ChangeKind.LAUNCH in moving:
        return [
            Piece(f"It is being made on {platforms}, "),
            Piece("switched off", marked=True),
            Piece(" until everything stands."),
        ]
    if may_run:
        stopped = Piece("The launch stopped at its last step. ")
        return [stopped, Piece("It may be running", marked=True), Piece(f" on {platforms}, and spending.")]
    if half_made:
        stopped = Piece("The launch stopped half-way. What was made is switched off: ")
        return [stopped, Piece("nothing is being spent", marked=True), Piece(".")]
    if campaign.status == CampaignStatus.PENDING_REVIEW:
        return [
            Piece("It waits for approval. "),
            Piece("Nothing is spent", marked=True),
            Piece(" before somebody says yes."),
        ]
    if campaign.status == CampaignStatus.DRAFT:
        return [Piece("This is a draft. "), Piece("Nothing is spent", marked=True), Piece(" before you launch it.")]
    if campaign.status == CampaignStatus.ARCHIVED:
        return [
            Piece("It is archived: it is kept here with its history, and "),
            Piece("spends nothing", marked=True),
            Piece("."),
        ]
    if campaign.status == CampaignStatus.PAUSED:
        return [Piece("It is paused: "), Piece("nothing is being spent", marked=True), Piece(".")]
    return [
        Piece(f"It is switched on at {platforms}. The "),
        Piece("first numbers", marked=True),
        Piece(" come within the hour."),
    ]


def switching(campaign: Campaign) -> list:
    """Return the changes under way that launch, switch or archive its parts."""
    return [change for change in _of_parts(campaign) if change.field == TargetField.STATUS]


def _of_parts(campaign: Campaign) -> list:
    """Return what is under way with the parts themselves; a switched ad or an addition says nothing of the whole."""
    return [change for change in campaign.changes_in_flight if change.target_kind == TargetKind.PLATFORM_CAMPAIGN]


def _under_way(change) -> State:
    if change.kind == ChangeKind.LAUNCH:
        return State("launching")
    words = {CampaignStatus.PAUSED: "Pausing", CampaignStatus.ACTIVE: "Resuming", CampaignStatus.ARCHIVED: "Archiving"}
    return State("applying", words.get(change.after, ""))


def _number(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else str(n)


def _plural(n: int, word: str) -> str:
    return word if n == 1 else f"{word}s"
