"""The page "Numbers": gaps are gaps, what is not final says so, and an account can be read again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics import services
from analytics.models import ConversionAction, Feed, ReadDay
from analytics.types import Period
from integrations.models import AdAccount
from tenants.models import Job
from tests.analytics.build import NOW, cells_of, days_before, make_account, text_of
from tests.analytics.rates import set_rates

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
HTMX = {"HX-Request": "true"}


def read(account, *, missing=(), history_days=90, at=NOW):
    """Have the account's history read but for some days (days ago)."""
    Feed.objects.update_or_create(
        account_id=account.pk,
        defaults={"history_from_date": days_before(history_days - 1), "history_asked_at": at, "history_done_at": at},
    )
    services.record_reading(account=account, period=Period(days_before(history_days - 1), days_before(0)), read_at=at)
    ReadDay.objects.filter(account_id=account.pk, day__in=[days_before(n) for n in missing]).delete()


@pytest.fixture
def account(organization, clock):
    return make_account()


def test_before_anything_is_connected_it_says_what_will_stand_here(organization, page_client, clock):
    text = text_of(page_client("owner").get("/numbers/"))
    assert "<mark>No ad account</mark> is connected" in text
    assert 'href="/connections/"' in text
    assert "A gap is shown as a gap" in text


def test_where_everything_was_read_nothing_is_missing(account, page_client):
    read(account)
    text = text_of(page_client("member").get("/numbers/"))
    assert "Of the last 90 days <mark>nothing is missing</mark>." in text
    assert "Bakery, the last 90 days: 83 complete, 7 still maturing." in text
    assert "Read the missing days" not in text


def test_a_day_that_was_never_read_is_a_gap_in_the_strip_and_in_its_table(account, page_client):
    read(account, missing=[30, 31])
    text = cells_of(page_client("owner").get("/numbers/"))
    assert "<mark>2 days missing</mark> in the last 90; every other number is here." in text
    assert "Missing: 20–21 Oct 2026." in text
    assert '<th scope="row">20–21 Oct 2026</th><td class="n">2</td><td><b class="bad">missing</b></td>' in text
    assert "Read the missing days" in text


def test_days_missing_in_several_accounts_are_not_added_up(account, page_client):
    read(account, missing=[30, 31])
    read(make_account("Shop"))
    assert "<mark>2 days missing</mark> in 1 of 2 ad accounts" in text_of(page_client("owner").get("/numbers/"))
    read(make_account("Isle"), missing=[30])
    assert "<mark>Days are missing</mark> in 2 of 3 ad accounts" in text_of(page_client("owner").get("/numbers/"))


def test_days_before_the_first_reading_and_today_before_its_first_are_no_gaps(account, page_client):
    read(account, missing=[0], history_days=30)
    text = text_of(page_client("owner").get("/numbers/"))
    assert "nothing is missing" in text
    assert "60 before the first reading" in text
    assert "1 not read yet" in text


def test_while_the_first_reading_runs_its_days_are_awaited_not_missing(account, organization, page_client):
    services.request_history(account=account, organization=organization, now=NOW)
    text = text_of(page_client("owner").get("/numbers/"))
    assert "<mark>is being read</mark>" in text
    assert "90 not read yet" in text


def test_it_says_how_often_an_account_is_read_and_why_not_oftener(organization, clock, page_client, settings):
    settings.GOOGLE_ACCESS_LEVEL = "explorer"
    shop = make_account("Shop", platform="google", read_costs={"metrics": 900})
    read(shop)
    text = text_of(page_client("owner").get("/numbers/"))
    assert re.search(r"about every [^:]+: Google&#x27;s entry level, 2,880 calls a day", text)
    assert "the last 30 days again, each night after 2:00: Google corrects them so long" in text


def test_other_money_and_other_days_are_said_with_the_rate_and_its_date(organization, clock, page_client):
    set_rates({"USD": {days_before(1): "1.25"}})
    read(make_account("Shop", currency="USD", time_zone="America/New_York"))
    read(make_account("Isle", currency="XAU"))
    text = cells_of(page_client("owner").get("/numbers/"))
    assert "USD, New York time" in text
    assert (
        '<th scope="row">USD</th><td class="n">0.8000 EUR</td><td><time datetime="2026-11-19">19 Nov 2026</time></td>'
        in text
    )
    assert '<th scope="row">XAU</th><td class="n">–</td><td>none: its amounts stand apart</td>' in text


def test_an_account_is_looked_at_closer_by_its_address_with_its_actions(organization, clock, page_client):
    read(make_account("Bakery"))
    shop = make_account("Shop")
    read(shop)
    ConversionAction.objects.create(account_id=shop.pk, external_id="purchase", name="<Purchase>", kind="purchase")
    client = page_client("owner")
    text = cells_of(client.get(f"/numbers/?account={shop.uuid}&action=purchase"))
    assert "<h2>Shop</h2>" in text
    assert "&lt;Purchase&gt;</a></th>" in text
    assert "Reported by age, &lt;Purchase&gt;" in text
    assert "Show all conversions together" in text
    assert client.get(f"/numbers/?account={shop.uuid}&action=%00").status_code == 200


@pytest.mark.parametrize("account_id", ["nonsense", "%00", "01a1fef9-5be8-7902-b849-f08384edfc5c"])
def test_an_account_that_is_not_here_is_not_found(account, page_client, account_id):
    assert page_client("owner").get(f"/numbers/?account={account_id}").status_code == 404


def test_an_account_that_was_disconnected_is_not_found(account, page_client):
    client, address = page_client("owner"), f"/numbers/?account={account.uuid}"
    assert client.get(address).status_code == 200
    make_account("Shop")
    AdAccount.objects.filter(pk=account.pk).update(disconnected_at=NOW)
    assert client.get(address).status_code == 404
    assert client.get("/numbers/?account=").status_code == 200


def test_the_curve_is_drawn_with_its_table_and_says_that_nothing_is_learned_yet(account, page_client):
    read(account)
    text = text_of(page_client("owner").get("/numbers/"))
    assert "nothing learned yet: what is usual is taken" in text
    assert (
        "What is reported of all conversions: 70% by the end of the day, 90% within 2 days, 99% within 5 days." in text
    )
    assert '<th scope="row">7</th><td class="n">100%</td>' in text


def test_missing_days_are_read_by_a_job_and_only_those(account, organization, page_client, monkeypatch, run_jobs):
    read(account, missing=[30, 31, 60])
    asked = []

    def sync(*, account, since, until, now, **_):
        asked.append((since, until))
        services.record_reading(account=account, period=Period(since, until), read_at=now)

    monkeypatch.setattr("analytics.services.rereading.sync_account", sync)
    client = page_client("manager")
    part = text_of(client.post(f"/numbers/{account.uuid}/read-again/", {"days": "missing"}, headers=HTMX))
    job = Job.objects.get(name="analytics.reread_days")
    assert f'hx-get="/jobs/{job.uuid}/"' in part
    assert 'hx-trigger="job-ended from:body"' in part
    assert f"/jobs/{job.uuid}/" in text_of(client.get("/numbers/"))
    run_jobs()
    assert asked == [(days_before(31), days_before(30)), (days_before(60), days_before(60))]
    text = text_of(client.get("/numbers/"))
    assert "nothing is missing" in text
    assert text_of(client.get(f"/jobs/{job.uuid}/")).count("The numbers of Bakery are here.") == 1


def test_all_days_are_read_newest_first_and_after_a_crash_only_the_rest(account, organization, monkeypatch, run_jobs):
    read(account, at=NOW - timedelta(days=1))
    services.record_reading(account=account, period=Period(days_before(14), days_before(0)), read_at=NOW)
    asked = []
    monkeypatch.setattr(
        "analytics.services.rereading.sync_account", lambda *, since, until, **_: asked.append((since, until))
    )
    services.request_reread(account=account, organization=organization, only_missing=False, now=NOW)
    run_jobs()
    assert asked[0] == (days_before(29), days_before(15))
    assert asked[-1] == (days_before(89), days_before(75))


def test_without_script_the_form_leads_to_the_jobs_page(account, page_client):
    read(account)
    answer = page_client("manager").post(f"/numbers/{account.uuid}/read-again/", {"days": "all"})
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{Job.objects.get().uuid}/")


def test_a_member_sees_it_but_cannot_have_it_read(account, page_client):
    read(account)
    client = page_client("member")
    assert "Read all 90 days again" not in text_of(client.get("/numbers/"))
    assert client.post(f"/numbers/{account.uuid}/read-again/").status_code == 403


def test_programs_get_the_same(account, api_client):
    read(account, missing=[30])
    client = api_client()
    (found,) = client.get("/api/v1/numbers/freshness").json()["items"]
    assert (found["name"], found["missing_days"], found["read_every"]) == ("Bakery", 1, "every 15 minutes")
    assert {"since": "2026-10-21", "until": "2026-10-21", "state": "missing"} in found["days"]
    (curve,) = client.get("/api/v1/numbers/maturity").json()["items"]
    assert (curve["action"], curve["learned_at"], curve["points"][-1]["share"]) == (None, None, 1.0)
    path = f"/api/v1/ad-accounts/{account.uuid}/read-again"
    answer = client.post(path, {"days": "all"}, content_type="application/json")
    assert (answer.status_code, answer.json()["name"]) == (202, "analytics.reread_days")
    assert client.post(path, {"days": "some"}, content_type="application/json").status_code == 422


def test_it_asks_as_often_for_twelve_accounts_as_for_two(organization, clock, page_client):
    client, counts = page_client("owner"), []
    for number in (2, 10):
        for n in range(number):
            account = make_account(f"Shop {number}.{n}", currency=("EUR", "USD", "GBP")[n % 3])
            read(account, missing=[n + 20])
            ConversionAction.objects.create(account_id=account.pk, external_id="lead", name="Lead", kind="lead")
        client.get("/numbers/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/numbers/").status_code == 200
        counts.append(len([query for query in queries if not query["sql"].startswith("SET search_path")]))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_an_accounts_today_is_its_own(organization, clock, page_client):
    clock.set(datetime(2026, 11, 20, 2, tzinfo=UTC))  # still the 19th in New York
    read(make_account("Shop", time_zone="America/New_York"), missing=[0])
    text = text_of(page_client("owner").get("/numbers/"))
    assert "nothing is missing" in text
    assert "not read yet" not in text.partition("Shop, the last 90 days:")[2].partition("</svg>")[0]


def test_a_day_that_nobody_read_again_since_it_was_young_is_not_complete(account, page_client):
    read(account, at=NOW - timedelta(days=1))
    ReadDay.objects.filter(day=days_before(50)).update(read_at=NOW - timedelta(days=49))
    text = cells_of(page_client("owner").get("/numbers/"))
    assert '<th scope="row">1 Oct 2026</th><td class="n">1</td><td><span class="maturing">still maturing</span>' in text
