"""Exchange rates. In the public schema: they are the same for everybody."""

from django.db import models


class ExchangeRate(models.Model):
    """The European Central Bank's reference rate of a day; weekends and holidays have none."""

    pk = models.CompositePrimaryKey("currency", "day")
    currency = models.CharField(max_length=3)
    day = models.DateField()
    per_euro = models.DecimalField(max_digits=18, decimal_places=8)

    class Meta:
        indexes = [models.Index(fields=["day"], name="exchangerate_by_day")]

    def __str__(self):
        return f"1 EUR = {self.per_euro} {self.currency} on {self.day}"
