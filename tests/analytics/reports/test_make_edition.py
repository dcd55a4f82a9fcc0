"""Editions: what a report says is what the pages say, made once, never changed."""

from datetime import timedelta
from decimal import Decimal

import pytest

from analytics import reports
from analytics.models import Edition
from analytics.services import reporting
from analytics.tables import open_table, read_spec
from tenants import queue
from tenants.errors import Invalid
from tenants.models import AuditEvent
from tenants.types import Actor
from tests.analytics.build import NOW, days_before, make_account, make_campaign, read_days

pytestmark = pytest.mark.usefixtures("organization", "clock")
NORA = Actor(kind="user", id=None, label="Nora")
LONG = "שלום " + "Weihnachtsgebäckversandaktion" * 7


def ask(organization, *, since=7, until=1, **given) -> Edition:
    days = {"since": days_before(since), "until": days_before(until)}
    return reporting.create_edition(organization=organization, **days, actor=NORA, now=NOW, **given)


def made(organization, **given):
    edition = reporting.make_edition(edition=ask(organization, **given), now=NOW)
    return reports.load(edition.document)


def run_bakery(names=("Bread", "Cakes"), **figures):
    account = make_account()
    campaigns = [make_campaign(account, name) for name in names]
    read_days(account, names, **figures)
    return campaigns


def test_an_edition_is_made_by_a_job_and_audited(organization):
    run_bakery()
    asked = ask(organization, name="  The week \n in November ")
    assert (asked.state, asked.name) == ("pending", "The week in November")
    queue.run_due_now(names=["analytics.make_edition"])
    asked.refresh_from_db()
    assert (asked.state, asked.made_at) == ("ready", NOW)
    assert AuditEvent.objects.get(action="edition.created").target_label == "The week in November"


def test_its_numbers_are_those_of_the_tables_that_it_names(organization):
    run_bakery()
    document = made(organization)
    assert [sheet.title for sheet in document.sheets] == ["Where it came from", "Campaigns"]
    for sheet in document.sheets:
        table = open_table(read_spec(sheet.query), now=NOW)
        rows = table.rows(limit=50)
        spent = [Decimal(row.metrics.spend_micros) / 1_000_000 for row in rows]
        assert [Decimal(line.cells[0].value) for line in sheet.rows] == spent
        assert [Decimal(line.cells[1].value) for line in sheet.rows] == [row.metrics.conversions for row in rows]
    assert Decimal(document.tiles[0].value) == 140
    assert document.headline.text.replace("\u00a0", " ").startswith(
        "Advertising brought 28 orders worth €700 for €140."
    )


def test_every_sentence_names_numbers_that_the_report_has(organization):
    run_bakery()
    document = made(organization)
    keys = {number.key for number in reporting.list_numbers(document)}
    assert len(keys) == len(reporting.list_numbers(document))
    for sentence in (document.headline, *document.summary):
        assert sentence.numbers
        assert set(sentence.numbers) <= keys
    assert 2 <= len(document.summary) <= 5
    assert document.written_by == "rules"


def test_a_made_edition_never_changes(organization):
    run_bakery()
    edition = reporting.make_edition(edition=ask(organization), now=NOW)
    stored = edition.document
    again = reporting.make_edition(edition=Edition.objects.get(), now=NOW + timedelta(days=9))
    assert again.document == stored
    assert reports.dump(reports.load(stored)) == stored


def test_chosen_campaigns_are_all_that_it_is_about(organization):
    bread, cakes, _ = run_bakery(("Bread", "Cakes", "Classes"))
    for chosen in ([bread], [bread, cakes]):
        document = made(organization, about=[each.uuid for each in chosen])
        assert Decimal(document.tiles[0].value) == 70 * len(chosen)
        assert {line.name for line in document.sheets[1].rows} == {each.name for each in chosen}
        assert Decimal(document.sheets[0].rows[0].cells[0].value) == 70 * len(chosen)


def test_an_empty_organisation_gets_a_report_that_says_so(organization):
    document = made(organization)
    assert document.headline.text == "Nothing was spent on advertising in these days."
    assert (document.chart, document.sheets) == (None, ())


def test_one_day_of_data_and_names_of_any_kind(organization):
    (campaign,) = run_bakery(days=range(1, 2), names=("Bread",))
    type(campaign).objects.update(name=LONG[:200])
    document = made(organization)
    assert document.sheets[1].rows[0].name == LONG[:200]
    assert document.sheets[1].total is None


def test_money_that_has_no_rate_stands_apart(organization):
    for currency in ("EUR", "AED", "KES"):
        account = make_account(currency, currency=currency)
        make_campaign(account, f"In {currency}")
        read_days(account, [f"In {currency}"])
    spend = made(organization).tiles[0]
    assert (spend.value, spend.text.count(" and ")) == ("", 2)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"until": -1}, "until"),
        ({"since": 1, "until": 7}, "until"),
        ({"since": 700}, "since"),
        ({"name": "x" * 81}, "name"),
        ({"about": ["01890000-0000-7000-8000-000000000000"]}, "campaigns"),
    ],
)
def test_what_is_no_period_no_name_and_no_campaign_is_refused_by_field(organization, given, field):
    with pytest.raises(Invalid) as refused:
        ask(organization, **given)
    assert set(refused.value.fields) == {field}
