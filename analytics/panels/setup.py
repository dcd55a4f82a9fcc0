"""The dashboard before there is a number: what is left to do, one step after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from analytics import sentences
from analytics.panels.needs import Need
from campaigns.types import CampaignStatus

LAUNCHED = (CampaignStatus.ACTIVE, CampaignStatus.PAUSED, CampaignStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `is_now` is the first that is not done."""

    title: str
    text: str
    is_done: bool
    is_now: bool = False
    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Setup:
    """The steps and the sentence above them."""

    sentence: sentences.Sentence
    steps: list[Step]
    needs: list[Need]

    @property
    def done(self) -> int:
        """Return how many steps are done."""
        return sum(step.is_done for step in self.steps)


def make_setup(home, user) -> Setup:
    """Return what is left to do until the first numbers are there."""
    steps = _steps(home.accounts, home.budgets, f"{user.name or user.email}, {_place(home.place)}.")
    current = next((step for step in steps if not step.is_done), None)
    marked = [step if step is not current else _now(step) for step in steps]
    left = sum(not step.is_done for step in steps)
    first_name = (user.name or "").split(" ")[0]
    is_waiting = bool(home.accounts) and (home.is_reading or left == 0)
    sentence = home.sentence if is_waiting else sentences.welcome(name=first_name, steps_left=left)
    return Setup(sentence, marked, [need for need in home.needs if need.href != reverse("campaigns:create")])


def _steps(accounts: Sequence, budgets: Sequence, who: str) -> list[Step]:
    connections, campaigns = reverse("integrations:connections"), reverse("campaigns:list")
    return [
        Step("Open an account", who, is_done=True),
        Step(
            "Connect an ad account",
            "Google, Meta or TikTok; one is enough to begin. We read first and change nothing until you press Launch.",
            is_done=bool(accounts),
            href=connections,
            label="Connect an account",
        ),
        Step(
            "Build the first campaign",
            "A name, a budget a day, a picture and a text. It stays a draft until you launch it.",
            is_done=bool(budgets),
            href=reverse("campaigns:create"),
            label="Build a campaign",
        ),
        Step(
            "Launch it",
            "You see exactly what will be made before anything is. The first numbers come within the hour.",
            is_done=any(each.status in LAUNCHED for each in budgets),
            href=campaigns,
            label="Look at your campaigns",
        ),
    ]


def _now(step: Step) -> Step:
    return Step(step.title, step.text, step.is_done, True, step.href, step.label)


def _place(place) -> str:
    return f"{place.zone.key.rsplit('/', 1)[-1].replace('_', ' ')}, {place.currency}"
