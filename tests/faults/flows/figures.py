"""Reading figures."""

from datetime import timedelta
from decimal import Decimal

from analytics.models import DailyMetric, ReadDay, Subject
from tests.faults.flows.base import Flow
from tests.faults.house import House

METRICS = ("analytics.sync_recent", "analytics.reread_window")


class SyncMetrics(Flow):
    """What is stored is what stands in the platform's books."""

    market_goes_on = False

    def arrange(self) -> None:
        self.house.make_running_shop()
        self.house.import_account()

    def begin(self) -> None:
        ReadDay.objects.all().delete()

    def go(self) -> None:
        for name in METRICS:
            self.house.ask(name, account=str(self.house.account.uuid))
        self.house.run(*METRICS)

    def is_settled(self) -> bool:
        is_read = ReadDay.objects.filter(day=self.house.clock.now.date()).exists() and ReadDay.objects.count() > 28
        return is_read and not self.house.has_work(*METRICS)

    def check(self) -> None:
        assert self.house.account.sync_status == "success"
        stored, booked = stored_figures(), booked_figures(self.house)
        assert stored == booked
        assert sum(figures[0] for figures in booked.values()) > 0


def stored_figures() -> dict:
    """Return impressions, cents, conversions and value by ad and day, as stored; days without anything left out."""
    names = dict(Subject.objects.values_list("pk", "ad_external_id"))
    rows = DailyMetric.objects.values_list(
        "subject_id", "day", "impressions", "spend_micros", "conversions", "value_micros"
    )
    return {
        (names[subject], day.isoformat()): (impressions, cents(spend), conversions, value)
        for subject, day, impressions, spend, conversions, value in rows
        if impressions
    }


def booked_figures(house: House) -> dict:
    """Return the same from the platform's books."""
    day = house.clock.now.date()
    books = house.sandbox.books(
        house.account.external_id, since=(day - timedelta(days=27)).isoformat(), until=day.isoformat()
    )
    return {
        (row["ad"], row["day"]): (
            row["impressions"],
            cents(row["spend_micros"]),
            Decimal(row["known"]),
            row["known_value_micros"],
        )
        for row in books["rows"]
        if row["impressions"]
    }


def cents(micros: int) -> int:
    """Return micros in cents, as platforms round them."""
    return (micros + 5_000) // 10_000
