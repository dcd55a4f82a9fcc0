"""A report, Home and a campaign's page say the API's numbers, over random worlds."""

import os

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analytics import reports as drawing
from analytics.models import Edition
from analytics.selectors.counting import forget_counted
from analytics.services import reporting
from analytics.tables import read_spec
from analytics.types.documents import Document
from tests.analytics.agreeing import doors, reports, words
from tests.analytics.agreeing.worlds import NORA, WORLDS, Built, build
from tests.analytics.build import NOW, days_before

FULL = bool(os.environ.get("ADWRIGHT_TEST_FULL"))
patiently = settings(
    max_examples=60 if FULL else 3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
DAYS = st.sampled_from([(7, 1), (28, 1), (36, 33), (1, 1), (14, 3)])
KEYS = {"Spent": "spend", "Views": "impressions", "Clicks": "clicks", "Click rate": "ctr"}


@patiently
@given(world=WORLDS, days=DAYS, chosen=st.sampled_from([0, 1, 2]), data=st.data())
def test_reports_and_tiles_say_the_same(organization, clock, api_client, page_client, world, days, chosen, data):
    api, browser = api_client(), page_client()
    with transaction.atomic():
        built = build(world)
        edition = make_edition(organization, built, days, chosen)
        document = drawing.load(edition.document)
        look_at_sheets(api, browser, document)
        look_at_drawings(browser, edition, document, with_pdf=FULL or world.seed == 0)
        look_at_tiles(api, browser, built, days)
        transaction.set_rollback(True)
    forget_counted()


def make_edition(organization, built: Built, days: tuple[int, int], chosen: int) -> Edition:
    """Make a report of all campaigns, or of some."""
    since, until = map(days_before, days)
    about = built.campaigns[:chosen]
    asked = reporting.create_edition(
        organization=organization, since=since, until=until, about=about, actor=NORA, now=NOW
    )
    return reporting.make_edition(edition=asked, now=NOW)


def look_at_sheets(api, browser, document: Document) -> None:
    """See that each table of a report is the table at the address that it names, in the API and on the page."""
    for sheet in document.sheets:
        spec = read_spec(sheet.query)
        items = doors.read_json(api, spec)
        sums = [words.Sums.of(item["metrics"]) for item in items]
        assert len(sheet.rows) == len(items)
        page = doors.read_page(
            browser, spec.but(columns=tuple(cell.key.split(".")[-1] for cell in sheet.rows[0].cells))
        )
        for line, each, row in zip(sheet.rows, sums, page.rows, strict=True):
            for cell, shown in zip(line.cells, row, strict=True):
                key, text = cell.key.split(".")[-1], reports.plain(cell.text).split("\n")
                assert words.read_like(text, key, each), (sheet.title, line.name, cell, each)
                assert text == shown.lines
        if sheet.total:
            for cell in sheet.total.cells:
                key, text = cell.key.split(".")[-1], reports.plain(cell.text).split("\n")
                assert words.read_like(text, key, words.add_up(sums)), (sheet.title, cell)


def look_at_drawings(browser, edition: Edition, document: Document, *, with_pdf: bool) -> None:
    """See that page, message and PDF show the document's numbers."""
    wanted = reports.sheet_texts(document)
    assert reports.page_texts(browser, edition, len(wanted)) == wanted
    html, text = reports.mail_texts(document, len(wanted))
    assert html == wanted
    lines = [f"{line.name}{''.join(cell.text for cell in line.cells)}" for line in reports.list_lines(document)]
    tiles = [reports.plain(tile.text) for tile in document.tiles]
    page = reports.read_tiles(browser.get(f"/reports/{edition.uuid}/").content.decode())
    assert [page[tile.label][0] for tile in document.tiles] == tiles
    assert [each for each in tiles if each not in text] == []
    rows = [cell for sheet in document.sheets for line in sheet.rows for cell in line.cells]
    assert [each for cell in rows for each in reports.plain(cell.text).split("\n") if each not in text] == []
    if with_pdf:
        pdf = reports.pdf_text(document)
        assert [each for each in [*lines, *tiles] if "".join(each.split()) not in pdf] == []


def look_at_tiles(api, browser, built: Built, days: tuple[int, int]) -> None:
    """See that Home has the numbers of the API's overview, and a campaign's page those of the API."""
    asked = f"since={days_before(days[0])}&until={days_before(days[1])}"
    overview = api.get(f"/api/v1/dashboard?{asked}").json()
    home = browser.get(f"/?{asked}").content.decode().partition("How we are doing")[2]  # not what was counted today
    compare_tiles(reports.read_tiles(home), words.Sums.of(overview["current"]))
    campaign = built.campaigns[0]
    items = api.get(f"/api/v1/campaigns/{campaign}/metrics?by=campaign&currency=EUR&{asked}").json()["items"]
    if items:
        page = browser.get(f"/campaigns/{campaign}/numbers/?{asked}").content.decode()
        compare_tiles(reports.read_tiles(page), words.Sums.of(items[0]["metrics"]))


def compare_tiles(tiles: dict[str, tuple[str, str]], sums: words.Sums) -> None:
    """See that tiles say these sums: what is in other currencies stands below the organisation's."""
    assert len(tiles) >= 4
    for label, (value, foot) in tiles.items():
        key = KEYS.get(label) or _key(label)
        is_mixed = bool(sums.parts) and key not in ("impressions", "clicks", "conversions", "ctr")
        others = (
            foot.partition("; currencies")[0].removeprefix("and ").split(" and ")
            if is_mixed and "; currencies" in foot
            else []
        )
        assert words.read_like([value, *others], key, sums, short=True), (label, value, foot, sums)


def _key(label: str) -> str:
    if label.startswith("Cost per"):
        return {"Cost per click": "cpc", "Cost per 1,000 views": "cpm"}.get(label, "cpa")
    return "roas" if " value per " in label else "conversions"
