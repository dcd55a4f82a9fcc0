"""Standing reports: made, changed, paused, deleted; and the hour at which they come."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from analytics import services
from analytics.models import Edition, Report
from analytics.rhythms import next_slot, period_before
from analytics.services.reporting import Wish, begin_edition
from analytics.types.reports import Rhythm
from tenants.errors import Conflict, Invalid
from tenants.models import AuditEvent
from tenants.types import Actor
from tests.analytics.build import NOW, text_of

NORA = Actor(kind="user", id=None, label="Nora")
READERS = ["orla@acme.example", "ben@acme.example"]


def make(**given) -> Report:
    wish = Wish(**{"name": "Weekly", "recipients": READERS} | given)
    return services.create_report(wish=wish, actor=NORA, now=NOW)


def slot(rhythm, after, zone="Europe/Dublin", hour=7):
    return next_slot(rhythm, hour, after=datetime.fromisoformat(after).replace(tzinfo=UTC), zone=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("rhythm", "after", "zone", "expected"),
    [
        ("weekly", "2026-11-20T09:00", "Europe/Dublin", "2026-11-23T07:00"),
        ("weekly", "2026-11-23T07:00", "Europe/Dublin", "2026-11-30T07:00"),
        ("weekly", "2026-11-23T06:59", "Europe/Dublin", "2026-11-23T07:00"),
        ("weekly", "2027-03-22T08:00", "Europe/Dublin", "2027-03-29T06:00"),  # the clocks go forward on the 28th
        ("weekly", "2026-10-19T08:00", "Europe/Dublin", "2026-10-26T07:00"),  # and back on the 25th
        ("monthly", "2026-11-20T09:00", "America/Los_Angeles", "2026-12-01T15:00"),
        ("weekly", "2026-11-20T09:00", "Pacific/Auckland", "2026-11-22T18:00"),
    ],
)
def test_the_hour_is_of_the_organisation_s_clock(rhythm, after, zone, expected):
    assert slot(Rhythm(rhythm), after, zone).strftime("%Y-%m-%dT%H:%M") == expected


def test_an_hour_that_is_skipped_comes_and_one_that_is_repeated_comes_once():
    assert slot(Rhythm.MONTHLY, "2026-10-31T00:00", "America/Sao_Paulo", hour=0).date() == date(2026, 11, 1)
    skipped = slot(Rhythm.WEEKLY, "2026-04-25T00:00", "Africa/Cairo", hour=0)
    assert skipped.astimezone(ZoneInfo("Africa/Cairo")).date() == date(2026, 4, 27)
    first = slot(Rhythm.MONTHLY, "2026-10-31T12:00", "America/New_York", hour=1)  # repeated on 1 November
    assert (first.isoformat(), slot(Rhythm.MONTHLY, "2026-11-01T05:00", "America/New_York", hour=1).month) == (
        "2026-11-01T05:00:00+00:00",
        12,
    )


def test_a_report_is_about_the_whole_week_or_month_before():
    week, month = (period_before(each, date(2027, 3, 1)) for each in (Rhythm.WEEKLY, Rhythm.MONTHLY))
    assert (week.since, week.until) == (date(2027, 2, 22), date(2027, 2, 28))
    assert (month.since, month.until) == (date(2027, 2, 1), date(2027, 2, 28))


@pytest.mark.usefixtures("organization", "clock")
class TestServices:
    """What people do with standing reports."""

    def test_made_changed_paused_resumed_and_each_is_audited_once(self):
        report = make(recipients=[*READERS, " ORLA@acme.example"])
        assert (report.recipients, report.next_at) == (
            ["ORLA@acme.example", READERS[1]],
            datetime(2026, 11, 23, 7, tzinfo=UTC),
        )
        wish = Wish("Monthly", rhythm="monthly", recipients=READERS)
        changed = services.update_report(report=report, wish=wish, actor=NORA, now=NOW)
        assert changed.next_at == datetime(2026, 12, 1, 7, tzinfo=UTC)
        for _ in range(2):
            assert services.pause_report(report=report, actor=NORA, now=NOW).next_at is None
        for _ in range(2):
            assert services.resume_report(report=report, actor=NORA, now=NOW).next_at == changed.next_at
        actions = list(AuditEvent.objects.filter(target_type="report").order_by("pk").values_list("action", flat=True))
        assert actions == [f"report.{word}" for word in ("created", "updated", "paused", "resumed")]

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"name": " "}, "name"),
            ({"rhythm": "daily"}, "rhythm"),
            ({"send_hour": 24}, "send_hour"),
            ({"recipients": []}, "recipients"),
            ({"recipients": [f"a{n}@acme.example" for n in range(21)]}, "recipients"),
            ({"recipients": ["orla"]}, "recipients"),
            ({"recipients": ["orla@acme.example\nBcc: all@acme.example"]}, "recipients"),
        ],
    )
    def test_what_is_wrong_is_said_by_field(self, given, field):
        with pytest.raises(Invalid) as refused:
            make(**given)
        assert set(refused.value.fields) == {field}

    def test_the_edition_that_is_due_is_made_once_and_a_standstill_is_not_made_up_for(self):
        report = make()
        assert begin_edition(report=report, now=NOW) is None
        late = datetime(2026, 12, 9, 12, tzinfo=UTC)
        edition = begin_edition(report=report, now=late)
        assert (edition.since, edition.until) == (date(2026, 11, 30), date(2026, 12, 6))
        assert begin_edition(report=report, now=late) is None
        assert edition.deliveries.count() == len(READERS)
        report.refresh_from_db()
        assert report.next_at == datetime(2026, 12, 14, 7, tzinfo=UTC)

    def test_a_deleted_report_leaves_what_was_made_and_sends_nothing_more(self):
        report = make()
        edition = begin_edition(report=report, now=datetime(2026, 11, 23, 7, tzinfo=UTC))
        services.delete_report(report=report, actor=NORA, now=NOW)
        kept = Edition.objects.get()
        assert (kept.pk, kept.report, kept.deliveries.count()) == (edition.pk, None, 0)
        with pytest.raises(Conflict):
            services.pause_report(report=report, actor=NORA, now=NOW)

    def test_by_pages(self, page_client):
        browser = page_client()
        filled = {
            "name": "Weekly",
            "rhythm": "weekly",
            "send_hour": "7",
            "recipients": "orla@acme.example, ben@acme.example",
        }
        assert browser.post("/reports/regular/create/", filled).status_code == 302
        report = Report.objects.get()
        assert report.recipients == READERS
        assert "Mondays at 07:00" in text_of(browser.get("/reports/"))
        page = f"/reports/regular/{report.uuid}/"
        assert "orla@acme.example" in text_of(browser.get(page))
        wrong = browser.post(page, filled | {"recipients": "orla"})
        assert (wrong.status_code, "is no e-mail address" in text_of(wrong)) == (422, True)
        browser.post(f"{page}pause/")
        assert "paused" in text_of(browser.get("/reports/"))
        browser.post(f"{page}resume/")
        browser.post(f"{page}delete/")
        assert not Report.objects.exists()

    def test_by_api(self, api_client):
        program, as_json = api_client(), {"content_type": "application/json"}
        made = program.post("/api/v1/reports", {"name": "Weekly", "recipients": READERS}, **as_json).json()
        assert (made["next_at"], made["is_active"]) == ("2026-11-23T07:00:00Z", True)
        address = f"/api/v1/reports/{made['id']}"
        assert program.post(f"{address}/pause", **as_json).json()["next_at"] is None
        changed = {"name": "Monthly", "rhythm": "monthly", "recipients": READERS[:1]}
        assert program.put(address, changed, **as_json).json()["recipients"] == READERS[:1]
        assert program.delete(address).status_code == 204
