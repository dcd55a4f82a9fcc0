"""Reports: what is to be told to whom and when, each edition as it was made, its deliveries, and links for clients."""

from django.db import connection, models
from django.db.models import Q

from analytics.types.reports import DeliveryState, EditionState, Rhythm
from tenants.ids import new_id


def logo_path(branding: "Branding", file_name: str) -> str:
    """Return where a logo's bytes lie: the organisation's schema, then a name nobody can guess."""

    return f"{connection.schema_name}/branding/{new_id()}.png"


def _choices(words) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Branding(models.Model):
    """Whose report it is: the agency's or operator's own name, logo and colours; one row, `pk` 1."""

    name = models.CharField(max_length=80, blank=True, help_text="empty: the organisation's")
    logo = models.FileField(upload_to=logo_path, max_length=300, blank=True, help_text="a PNG that we wrote")
    accent = models.CharField(max_length=7, blank=True, help_text="#rrggbb; empty: Adwright's")
    footer = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="branding_is_one")]


class Report(models.Model):
    """A report that is made again and again: about what, how often, for whom."""

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    name = models.CharField(max_length=80)
    rhythm = models.CharField(max_length=16, choices=_choices(Rhythm))
    send_hour = models.IntegerField(default=7, help_text="of the organisation's clock; 0 to 23")
    campaigns = models.JSONField(default=list, help_text="ids of the campaigns it is about; empty: all")
    recipients = models.JSONField(default=list, help_text="e-mail addresses")
    is_active = models.BooleanField(default=True)
    next_at = models.DateTimeField(null=True, help_text="when the next edition is due; null where none is")
    created_by_id = models.UUIDField(null=True)
    created_by_label = models.CharField(max_length=254)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=Q(send_hour__range=(0, 23)), name="report_hour")]

    def __str__(self):
        return self.name


class Edition(models.Model):
    """A report as it was made once: `document` holds everything that it says (`analytics.types.reports.Document`) and never changes.

    Without `report` somebody asked for it by hand.
    """

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="editions")
    name = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField()
    campaigns = models.JSONField(default=list)
    state = models.CharField(max_length=16, choices=_choices(EditionState), default=EditionState.PENDING)
    document = models.JSONField(null=True)
    error = models.CharField(max_length=500, blank=True)
    created_by_id = models.UUIDField(null=True)
    created_by_label = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-until", "-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "since", "until"], name="edition_once"),
            models.CheckConstraint(condition=Q(since__lte=models.F("until")), name="edition_days"),
        ]

    def __str__(self):
        return self.name


class Delivery(models.Model):
    """One edition to one address; `message_id` is drawn before anything is sent, so that a second try is the same message."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="deliveries")
    address = models.EmailField()
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=16, choices=_choices(DeliveryState), default=DeliveryState.WAITING)
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "address"], name="delivery_once")]


class ShareLink(models.Model):
    """A way to look at one edition, or always at a report's newest, without logging in.

    The token is looked up by its hash; it is also kept sealed, so that the link can be copied again.
    """

    uuid = models.UUIDField(default=new_id, unique=True, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="links")
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="links")
    delivery = models.OneToOneField(
        Delivery, models.CASCADE, null=True, related_name="link", help_text="the message that it went out with"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    token_sealed = models.TextField()
    password = models.CharField(max_length=128, blank=True, help_text="hashed as users' are; empty: none is asked")
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True, help_text="when it was last looked at; by the hour")
    created_by_id = models.UUIDField(null=True)
    created_by_label = models.CharField(max_length=254)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(report=None, edition__isnull=False) | Q(report__isnull=False, edition=None),
                name="share_link_of_one",
            )
        ]
