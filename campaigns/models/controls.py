"""What bounds and steers every change of an organisation: ceilings, approvals, the stop, closures; how names are made."""

from django.db import models
from django.db.models import Q

from campaigns.models.base import WithActor, choices
from campaigns.types import ClosureKind, ClosureState
from tenants.ids import new_id


class Policy(models.Model):
    """The organisation's rules for changes; one row, `pk` 1. Money is minor units of `currency`.

    A null limit does not bound. The row is locked while a change that may spend more is recorded, so that two of them
    together cannot pass a ceiling that each alone would keep.
    """

    currency = models.CharField(max_length=3, blank=True, help_text="the organisation's when its amounts were written")
    daily_ceiling_minor = models.BigIntegerField(null=True)
    largest_step_percent = models.IntegerField(null=True, help_text="the most that a budget may grow in one change")
    approve_above_minor = models.BigIntegerField(null=True, help_text="a budget a day from which somebody must approve")
    approve_above_percent = models.IntegerField(null=True, help_text="a growth from which somebody must approve")
    approve_launches = models.BooleanField(default=False)
    approve_automatic = models.BooleanField(default=True, help_text="whatever a rule, a test or the optimiser wants")
    name_template = models.CharField(max_length=200, default="{campaign}")
    utm_template = models.CharField(
        max_length=1000, default="utm_source={platform}&utm_medium=paid&utm_campaign={campaign}&utm_content={ad}"
    )
    stopped_at = models.DateTimeField(null=True, help_text="since when nothing may spend")
    stopped_by_id = models.UUIDField(null=True)
    stopped_by_label = models.CharField(max_length=254, blank=True)
    stop_set = models.ForeignKey("campaigns.ChangeSet", models.SET_NULL, null=True, related_name="+")
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="policy_is_one"),
            models.CheckConstraint(
                condition=Q(daily_ceiling_minor=None) | Q(daily_ceiling_minor__gte=0), name="policy_ceiling"
            ),
        ]


class AccountCeiling(models.Model):
    """The most that the budgets on one ad account may be a day together; minor units of the account's currency."""

    account = models.OneToOneField("integrations.AdAccount", models.CASCADE, related_name="+")
    daily_ceiling_minor = models.BigIntegerField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(daily_ceiling_minor__gte=0), name="account_ceiling")]


class Closure(WithActor):
    """Days on which campaigns pause by themselves: closed, or sold out. Days are the organisation's, both included."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    campaign = models.ForeignKey(
        "campaigns.Campaign", models.CASCADE, null=True, related_name="closures", help_text="null: every campaign"
    )
    kind = models.CharField(max_length=16, choices=choices(ClosureKind))
    state = models.CharField(max_length=16, choices=choices(ClosureState), default=ClosureState.PLANNED)
    from_date = models.DateField()
    to_date = models.DateField(null=True, help_text="null: until somebody ends it")
    note = models.CharField(max_length=254, blank=True)
    pause_set = models.ForeignKey("campaigns.ChangeSet", models.SET_NULL, null=True, related_name="+")
    resume_set = models.ForeignKey("campaigns.ChangeSet", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["from_date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=models.F("from_date")), name="closure_ends_after_start"
            )
        ]


class CurrencyRate(models.Model):
    """What one unit of a currency is worth, all rows in the same one; for adding budgets up. Set by the app that knows rates."""

    currency = models.CharField(max_length=3, unique=True)
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    rate_date = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(rate__gt=0), name="currency_rate_positive")]
