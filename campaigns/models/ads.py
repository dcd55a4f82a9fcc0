"""Ad groups and ads, as they should be. What moves as a whole is a typed document kept as JSON."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Concat, Lower

from campaigns.models.base import Observable, choices
from campaigns.models.hierarchy import PlatformCampaign
from campaigns.types import CallToAction, ObjectStatus

HEADLINES = Coalesce(KeyTextTransform("headlines", "creative"), Value(""), output_field=TextField())
SEARCHED = Lower(Concat(F("name"), Value("\n"), HEADLINES, output_field=TextField()))


class AdGroup(Observable):
    """Ads that share an audience (and, where the platform keeps it here, a budget)."""

    platform_campaign = models.ForeignKey(PlatformCampaign, models.CASCADE, related_name="ad_groups")
    name = models.CharField(max_length=512)
    status = models.CharField(max_length=16, choices=choices(ObjectStatus), default=ObjectStatus.ACTIVE)
    daily_budget_minor = models.BigIntegerField(null=True)
    lifetime_budget_minor = models.BigIntegerField(null=True)
    targeting = models.JSONField(default=dict, help_text="integrations.types.Targeting")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(daily_budget_minor=None) | Q(daily_budget_minor__gte=0), name="ad_group_budget"
            ),
            models.CheckConstraint(
                condition=Q(lifetime_budget_minor=None) | Q(lifetime_budget_minor__gte=0),
                name="ad_group_lifetime_budget",
            ),
            models.UniqueConstraint(
                fields=["platform_campaign", "external_id"], name="ad_group_once", condition=~Q(external_id="")
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def countries(self) -> list[str]:
        """Return the countries it aims at."""
        return self.targeting.get("countries", [])

    @property
    def age_min(self) -> int | None:
        """Return the least age; None: no limit."""
        return self.targeting.get("age_min")

    @property
    def age_max(self) -> int | None:
        """Return the highest age; None: no limit."""
        return self.targeting.get("age_max")


class Ad(Observable):
    """One ad. `creative` is what it says and shows; `image_url` is where an imported ad's picture is."""

    ad_group = models.ForeignKey(AdGroup, models.CASCADE, related_name="ads")
    name = models.CharField(max_length=512)
    status = models.CharField(max_length=16, choices=choices(ObjectStatus), default=ObjectStatus.ACTIVE)
    creative = models.JSONField(default=dict, help_text="campaigns.types.Creative")
    image_url = models.CharField(max_length=2048, blank=True)
    searched = models.GeneratedField(
        expression=SEARCHED,
        output_field=models.TextField(),
        db_persist=True,
        help_text="its name and headlines in small letters; comparing letters of one case is several times as fast",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["ad_group", "external_id"], name="ad_once", condition=~Q(external_id=""))
        ]

    def __str__(self):
        return self.name

    @property
    def link(self) -> str:
        """Return where it leads."""
        return self.creative.get("link", "")

    @property
    def primary_text(self) -> str:
        """Return its first text."""
        return _first(self.creative.get("primary_texts"))

    @property
    def headline(self) -> str:
        """Return its first headline."""
        return _first(self.creative.get("headlines"))

    @property
    def description(self) -> str:
        """Return its first description."""
        return _first(self.creative.get("descriptions"))

    @property
    def call_to_action(self) -> str:
        """Return what its button says."""
        return self.creative.get("call_to_action", CallToAction.LEARN_MORE)

    @property
    def asset_id(self) -> UUID | None:
        """Return the asset that stands for it in lists: its first picture, card or video."""
        cards = [card["image"] for card in self.creative.get("cards", [])]
        first = _first([*self.creative.get("images", []), *cards, *self.creative.get("videos", [])])
        return UUID(first) if first else None


def _first(texts: list[str] | None) -> str:
    return texts[0] if texts else ""
