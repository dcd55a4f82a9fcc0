"""The ledger: every write that reaches a platform is a Change; changes made together are a ChangeSet."""

from django.db import models
from django.db.models import Q

from campaigns.models.base import WithActor, choices
from campaigns.types import IN_FLIGHT, LIVE, ChangeKind, ChangeState, Decision, TargetField, TargetKind
from integrations.types import Platform
from tenants.ids import new_id

UNDOABLE = (
    ChangeKind.STATUS, ChangeKind.BUDGET, ChangeKind.BID, ChangeKind.CREATIVE, ChangeKind.TARGETING, ChangeKind.SCHEDULE,
)  # fmt: skip


OWN_WAY = "own_way"
"""In the evidence of a first bid: how the platform bid by itself, as last observed."""


class ChangeSet(WithActor):
    """Changes that belong together: who wanted them, why, and in what words; who decided where somebody had to.

    `campaign` is null where several campaigns are changed together.
    """

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, null=True, related_name="change_sets")
    label = models.CharField(max_length=254, help_text="what was done, for people")
    reason = models.TextField(blank=True)
    undo_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="undone_by")
    retry_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="retried_by")
    created_at = models.DateTimeField()
    approval_reason = models.TextField(blank=True, help_text="why somebody else must approve it; empty: nobody must")
    asked_ids = models.JSONField(default=list, help_text="the approvers who were written to: their users' ids")
    asked_at = models.DateTimeField(null=True, help_text="since when all of them have been asked")
    reminded_ids = models.JSONField(default=list, help_text="the approvers who were reminded: their users' ids")
    reminded_at = models.DateTimeField(
        null=True, help_text="when all of them were reminded, or who asked was told why not"
    )
    told_at = models.DateTimeField(null=True, help_text="when the proposer was told what was decided")
    decision = models.CharField(max_length=16, choices=choices(Decision), blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)
    decided_by_label = models.CharField(max_length=254, blank=True)
    decision_note = models.TextField(blank=True)
    dismissed_at = models.DateTimeField(null=True, help_text="since when its failures need nobody's attention any more")

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return self.label

    @property
    def proposed(self) -> list["Change"]:
        """Return its changes that wait for approval; from the prefetched ones."""
        return [change for change in self.changes.all() if change.state == ChangeState.PROPOSED]


class Change(WithActor):
    """One field of one object, from before to after. States move only by the table in `campaigns/transitions.py`.

    `lease_*` say who is applying it now, in the database's real time; `settled_at` is when it ended, likewise. All
    other moments are the product's clock.
    """

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="changes")
    campaign = models.ForeignKey("campaigns.Campaign", models.CASCADE, related_name="changes")
    platform_campaign = models.ForeignKey("campaigns.PlatformCampaign", models.CASCADE, related_name="changes")
    platform = models.CharField(max_length=16, choices=choices(Platform))
    currency = models.CharField(max_length=3)
    target_kind = models.CharField(max_length=32, choices=choices(TargetKind))
    target_id = models.UUIDField()
    field = models.CharField(max_length=32, choices=choices(TargetField))
    kind = models.CharField(max_length=16, choices=choices(ChangeKind))
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    label = models.CharField(max_length=254, help_text="what it is about, for people: Christmas cakes, Meta")
    reason = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)
    state = models.CharField(max_length=16, choices=choices(ChangeState), default=ChangeState.PROPOSED)
    error = models.TextField(blank=True)
    attempts = models.IntegerField(default=0)
    look_first = models.BooleanField(
        default=False, help_text="an earlier try may have been taken: look before repeating it"
    )
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    undo_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="undone_by")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="change_newest"),
            models.Index(fields=["campaign", "-created_at"], name="change_by_campaign"),
            models.Index(fields=["state"], name="change_live", condition=Q(state__in=LIVE)),
            models.Index(fields=["campaign"], name="change_failed", condition=Q(state=ChangeState.FAILED)),
            models.Index(fields=["target_id", "-created_at"], name="change_by_target"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["target_id", "field"], name="change_one_in_flight", condition=Q(state__in=IN_FLIGHT)
            ),
            models.UniqueConstraint(
                fields=["undo_of"],
                name="change_undone_once",
                condition=Q(state__in=[*IN_FLIGHT, ChangeState.PROPOSED, ChangeState.APPLIED])
                & Q(undo_of__isnull=False),
            ),
            models.CheckConstraint(condition=Q(attempts__gte=0), name="change_attempts"),
        ]

    def __str__(self):
        return f"{self.label}: {self.field}"

    @property
    def is_undoable(self) -> bool:
        """Return whether it is of a kind that can be undone, and took effect or still waits. It may be undone already."""
        is_in_force = self.state in (ChangeState.APPLIED, ChangeState.APPROVED)
        return is_in_force and self.kind in UNDOABLE and self.has_way_back

    @property
    def has_way_back(self) -> bool:
        """Return whether the value before can be set: of a first bid only where it is known how the platform bid by itself."""
        return self.kind != ChangeKind.BID or self.before is not None or OWN_WAY in self.evidence

    @property
    def is_overtaken(self) -> bool:
        """Return whether its field was set to something else since; of a change from `list_changes`, else False."""
        return getattr(self, "newest", self.after) != self.after

    @property
    def offers_undo(self) -> bool:
        """Return whether an undo would work, as far as the ledger knows; of a change from `list_changes`."""
        return self.is_undoable and not self.is_overtaken and not getattr(self, "is_undone", False)
